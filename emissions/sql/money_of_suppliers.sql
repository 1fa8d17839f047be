WITH decided AS (
    SELECT DISTINCT ON (key_id) key_id, treatment, category
    FROM key_category
    WHERE organisation_id = %(organisation_id)s AND version <= %(version)s
      AND (%(keys)s::bigint[] IS NULL OR key_id = ANY (%(keys)s::bigint[]))
    ORDER BY key_id, version DESC
)
SELECT
    card.id AS card, card.identity, extract(year FROM cell.month)::integer AS year, trim(cell.currency) AS currency,
    sum(cell.amount) AS amount, sum(cell.lines)::bigint AS lines,
    round(sum(cell.amount * intensity.kg_per_unit), 6) AS kg, array_agg(DISTINCT key.account) AS accounts
FROM spend_cell AS cell
JOIN unnest(%(months)s::date[], %(investments)s::boolean[], %(imports)s::bigint[])
    AS base (month, investment, import_id) USING (month, investment, import_id)
JOIN posting_key AS key ON key.organisation_id = cell.organisation_id AND key.id = cell.key_id
JOIN decided ON decided.key_id = cell.key_id
JOIN suppliers_suppliercard AS card ON card.organisation_id = cell.organisation_id AND card.id = key.supplier_id
LEFT JOIN unnest(%(years)s::integer[], %(categories)s::text[], %(currencies)s::text[], %(kg_per_unit)s::numeric[])
    AS intensity (year, category, currency, kg_per_unit)
    ON intensity.year = extract(year FROM cell.month) AND intensity.category = decided.category
    AND intensity.currency = cell.currency
WHERE cell.organisation_id = %(organisation_id)s
  AND (%(keys)s::bigint[] IS NULL OR cell.key_id = ANY (%(keys)s::bigint[]))
  AND decided.treatment IN ('purchase', 'capital_good', 'energy', 'unclassified')
GROUP BY card.id, card.identity, extract(year FROM cell.month), cell.currency
