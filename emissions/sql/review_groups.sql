WITH spent AS (
    SELECT cell.key_id, cell.currency, sum(cell.amount) AS amount, sum(cell.lines) AS lines
    FROM spend_cell AS cell
    JOIN unnest(%(months)s::date[], %(investments)s::boolean[], %(imports)s::bigint[])
        AS base (month, investment, import_id) USING (month, investment, import_id)
    WHERE cell.organisation_id = %(organisation_id)s
    GROUP BY cell.key_id, cell.currency
),
decided AS (
    SELECT DISTINCT ON (key_id) key_id, treatment, category, reason, rule_kind, rule_ref, treatment_ref
    FROM key_category
    WHERE organisation_id = %(organisation_id)s AND version <= %(version)s
    ORDER BY key_id, version DESC
),
whole AS (
    SELECT
        spent.currency,
        sum(abs(spent.amount)) FILTER (
            WHERE decided.treatment = 'excluded' AND decided.rule_kind = 'organisation'
               OR decided.treatment NOT IN ('excluded', 'unclassified')
               AND NOT (decided.rule_kind = 'account' AND decided.rule_ref = ANY (%(catch_all)s))
        ) AS decided
    FROM spent
    JOIN decided ON decided.key_id = spent.key_id
    GROUP BY spent.currency
),
waiting AS (
    SELECT
        key.chart, key.account, coalesce(key.account_name, named.name) AS account_name, key.unit,
        CASE WHEN card.number <> '' THEN card.number ELSE card.name END AS supplier, card.id AS card_id, card.name,
        CASE WHEN card.id IS NULL THEN key.function END AS function, key.function AS any_function,
        decided.*, spent.currency, spent.amount, spent.lines
    FROM spent
    JOIN decided ON decided.key_id = spent.key_id
    JOIN posting_key AS key ON key.organisation_id = %(organisation_id)s AND key.id = spent.key_id
    LEFT JOIN suppliers_suppliercard AS card
        ON card.organisation_id = %(organisation_id)s AND card.id = key.supplier_id
    LEFT JOIN ledger_name AS named
        ON named.organisation_id = %(organisation_id)s AND named.kind = 'account'
        AND named.chart = key.chart AND named.code = key.account
    WHERE decided.treatment = 'unclassified'
       OR decided.treatment <> 'excluded' AND decided.rule_kind = 'account' AND decided.rule_ref = ANY (%(catch_all)s)
),
grouped AS (
    SELECT
        chart, account, supplier, function, treatment, category, reason, rule_kind, rule_ref, treatment_ref, currency,
        sum(amount) AS amount, sum(abs(amount)) AS stake, sum(lines)::bigint AS lines, count(*) AS keys,
        count(DISTINCT any_function) AS functions, count(DISTINCT unit) AS units, max(account_name) AS account_name,
        min(card_id) AS card_id, max(name) AS name,
        (array_agg(any_function ORDER BY abs(amount) DESC))[1] AS largest_function,
        (array_agg(unit ORDER BY abs(amount) DESC))[1] AS largest_unit, array_agg(DISTINCT unit) AS unit_codes
    FROM waiting
    GROUP BY 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11
)
SELECT
    substr(md5(concat_ws(
        '|', grouped.chart, grouped.account, coalesce(grouped.supplier, '-'), coalesce(grouped.function, '-'),
        grouped.treatment, coalesce(grouped.category, '-'), coalesce(grouped.rule_ref, '-'),
        coalesce(grouped.treatment_ref, '-'), grouped.currency
    )), 1, 16) AS item,
    grouped.*, card.uuid AS supplier_uuid, card.number AS supplier_number, coalesce(grouped.name, '') AS supplier_name,
    coalesce(card.is_personal, false) AS is_personal, in_function.name AS function_name, whole.currency AS of_currency,
    coalesce(whole.decided, 0) AS decided
FROM whole
LEFT JOIN grouped ON grouped.currency = whole.currency
LEFT JOIN suppliers_suppliercard AS card ON card.organisation_id = %(organisation_id)s AND card.id = grouped.card_id
LEFT JOIN ledger_name AS in_function
    ON in_function.organisation_id = %(organisation_id)s AND in_function.kind = 'function'
    AND in_function.chart = '' AND in_function.code = grouped.function
ORDER BY stake DESC NULLS LAST, item
