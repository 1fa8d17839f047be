WITH spent AS (
    SELECT cell.key_id, cell.currency, sum(cell.amount) AS amount, sum(cell.lines) AS lines
    FROM spend_cell AS cell
    JOIN unnest(%(months)s::date[], %(investments)s::boolean[], %(imports)s::bigint[])
        AS base (month, investment, import_id) USING (month, investment, import_id)
    WHERE cell.organisation_id = %(organisation_id)s AND cell.import_id = ANY (%(each_import)s::bigint[])
    GROUP BY cell.key_id, cell.currency
),
decided AS (
    SELECT DISTINCT ON (key_id) key_id, treatment
    FROM key_category
    WHERE organisation_id = %(organisation_id)s AND version <= %(version)s
    ORDER BY key_id, version DESC
)
SELECT key.supplier_id AS card, trim(spent.currency) AS currency, sum(spent.amount) AS amount, sum(spent.lines)::bigint AS lines,
    coalesce(sum(spent.amount) FILTER (WHERE decided.treatment <> 'energy'), 0) AS counted
FROM spent
JOIN decided ON decided.key_id = spent.key_id
JOIN posting_key AS key ON key.organisation_id = %(organisation_id)s AND key.id = spent.key_id
WHERE decided.treatment IN ('purchase', 'capital_good', 'energy', 'unclassified') AND key.supplier_id IS NOT NULL
GROUP BY key.supplier_id, spent.currency
