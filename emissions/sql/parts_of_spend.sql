WITH decided AS (
    SELECT DISTINCT ON (key_id) key_id, treatment, category
    FROM key_category
    WHERE organisation_id = %(organisation_id)s AND version <= %(version)s
    ORDER BY key_id, version DESC
),
counted AS (
    SELECT
        key.account, key.account_name, key.chart, key.supplier_id, key.unit, cell.month,
        decided.treatment = 'energy' AS is_energy, cell.currency,
        cell.amount, cell.lines, cell.amount * intensity.kg_per_unit AS kg
    FROM spend_cell AS cell
    JOIN unnest(%(months)s::date[], %(investments)s::boolean[], %(imports)s::bigint[])
        AS base (month, investment, import_id) USING (month, investment, import_id)
    JOIN posting_key AS key ON key.organisation_id = cell.organisation_id AND key.id = cell.key_id
    JOIN decided ON decided.key_id = cell.key_id
    LEFT JOIN unnest(%(categories)s::text[], %(currencies)s::text[], %(kg_per_unit)s::numeric[])
        AS intensity (category, currency, kg_per_unit)
        ON intensity.category = decided.category AND intensity.currency = cell.currency
    WHERE cell.organisation_id = %(organisation_id)s AND cell.import_id = ANY (%(each_import)s::bigint[])
      AND decided.treatment IN ('purchase', 'capital_good', 'energy', 'unclassified')
),
by_card AS (
    SELECT supplier_id, is_energy, currency, sum(amount) AS amount, sum(lines) AS lines, sum(kg) AS kg
    FROM counted
    GROUP BY supplier_id, is_energy, currency
),
by_supplier AS (
    SELECT
        CASE
            WHEN card.id IS NULL THEN ''
            WHEN card.is_personal THEN 'persons'
            ELSE coalesce(moved.before, card.identity)::text
        END AS key,
        CASE
            WHEN card.is_personal THEN ''
            ELSE coalesce(
                CASE WHEN moved.before IS NULL THEN nullif(card.identity_name, '') END,
                nullif(card.right_name, ''), nullif(card.name, ''), nullif(card.right_number, ''), card.number, ''
            )
        END AS label,
        by_card.*
    FROM by_card
    LEFT JOIN suppliers_suppliercard AS card
        ON card.organisation_id = %(organisation_id)s AND card.id = by_card.supplier_id
    LEFT JOIN (
        SELECT DISTINCT ON (card_id) card_id, before
        FROM suppliers_identitymove
        WHERE organisation_id = %(organisation_id)s AND revision > %(supplier_revision)s
        ORDER BY card_id, revision
    ) AS moved ON moved.card_id = card.id
),
named_unit AS (
    SELECT code, name FROM ledger_name WHERE organisation_id = %(organisation_id)s AND kind = 'unit'
),
named_account AS (
    SELECT chart, code, name FROM ledger_name WHERE organisation_id = %(organisation_id)s AND kind = 'account'
),
by_currency AS (
    SELECT 'supplier' AS dimension, key, max(label) AS label, is_energy, currency,
        sum(amount) AS amount, sum(lines) AS lines, sum(kg) AS kg
    FROM by_supplier
    GROUP BY key, is_energy, currency
    UNION ALL
    SELECT 'unit', coalesce(unit, ''), coalesce(max(named_unit.name), ''), is_energy, currency,
        sum(amount), sum(lines), sum(kg)
    FROM counted
    LEFT JOIN named_unit ON named_unit.code = counted.unit
    GROUP BY unit, is_energy, currency
    UNION ALL
    SELECT 'account', account, coalesce(max(counted.account_name), max(named_account.name), ''), is_energy, currency,
        sum(amount), sum(lines), sum(kg)
    FROM counted
    LEFT JOIN named_account ON named_account.chart = counted.chart AND named_account.code = counted.account
    GROUP BY account, is_energy, currency
    UNION ALL
    SELECT 'month', to_char(month, 'YYYY-MM'), '', is_energy, currency, sum(amount), sum(lines), sum(kg)
    FROM counted
    GROUP BY month, is_energy, currency
)
SELECT
    dimension, key, max(label) AS label, is_energy,
    coalesce(sum(amount) FILTER (WHERE currency = %(currency)s), 0) AS amount,
    coalesce(jsonb_object_agg(currency, amount::text) FILTER (WHERE currency <> %(currency)s), '{}')::text AS other_money,
    sum(lines)::bigint AS lines, round(sum(kg), 6) AS kg
FROM by_currency
GROUP BY dimension, key, is_energy
