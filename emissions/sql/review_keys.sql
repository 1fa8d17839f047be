WITH spent AS (
    SELECT cell.key_id, cell.currency, sum(cell.amount) AS amount, sum(cell.lines)::bigint AS lines
    FROM spend_cell AS cell
    JOIN unnest(%(months)s::date[], %(investments)s::boolean[], %(imports)s::bigint[])
        AS base (month, investment, import_id) USING (month, investment, import_id)
    WHERE cell.organisation_id = %(organisation_id)s AND cell.import_id = ANY (%(each_import)s::bigint[])
      AND (%(keys)s::bigint[] IS NULL OR cell.key_id = ANY (%(keys)s::bigint[]))
    GROUP BY cell.key_id, cell.currency
),
decided AS (
    SELECT DISTINCT ON (key_id) key_id, treatment, category, reason, rule_kind, rule_ref, treatment_ref
    FROM key_category
    WHERE organisation_id = %(organisation_id)s AND version <= %(version)s
      AND (%(keys)s::bigint[] IS NULL OR key_id = ANY (%(keys)s::bigint[]))
    ORDER BY key_id, version DESC
),
standing AS MATERIALIZED (
    SELECT
        spent.currency, spent.amount, spent.lines, decided.*,
        decided.treatment = 'unclassified'
        OR decided.treatment <> 'excluded' AND decided.rule_kind = 'account' AND decided.rule_ref = ANY (%(catch_all)s)
            AS is_waiting
    FROM spent
    JOIN decided ON decided.key_id = spent.key_id
)
SELECT
    currency, sum(abs(amount)) AS amount, sum(lines)::bigint AS lines, NULL::bigint AS key, NULL AS chart,
    NULL AS account, NULL AS account_name, NULL AS function, NULL AS function_name, NULL AS unit, NULL::bigint AS card,
    NULL AS supplier_uuid, NULL AS supplier_number, NULL AS supplier_name, NULL AS is_person, NULL AS treatment,
    NULL AS category, NULL AS reason, NULL AS rule_kind, NULL AS rule_ref, NULL AS treatment_ref
FROM standing
WHERE NOT is_waiting AND (treatment <> 'excluded' OR rule_kind = 'organisation')
GROUP BY currency
UNION ALL
SELECT
    standing.currency, standing.amount, standing.lines, key.id, key.chart, key.account,
    coalesce(key.account_name, named.name), key.function, in_function.name, key.unit, card.id, card.uuid::text,
    coalesce(nullif(card.right_number, ''), nullif(card.number, '')),
    coalesce(nullif(card.right_name, ''), nullif(card.name, '')),
    card.is_personal::text, standing.treatment, standing.category, standing.reason,
    standing.rule_kind, standing.rule_ref, standing.treatment_ref
FROM standing
JOIN posting_key AS key ON key.organisation_id = %(organisation_id)s AND key.id = standing.key_id
LEFT JOIN suppliers_suppliercard AS card
    ON card.organisation_id = %(organisation_id)s AND card.id = key.supplier_id
LEFT JOIN ledger_name AS named
    ON named.organisation_id = %(organisation_id)s AND named.kind = 'account'
    AND named.chart = key.chart AND named.code = key.account
LEFT JOIN ledger_name AS in_function
    ON in_function.organisation_id = %(organisation_id)s AND in_function.kind = 'function'
    AND in_function.chart = '' AND in_function.code = key.function AND card.id IS NULL
WHERE standing.is_waiting
