-- Money and kg of the suppliers and agreement numbers that contracts name, by stretch of time and currency.
-- What people merged goes by one number for all of it. A person's money goes by no number unless such numbers may be seen: a guess would tell.
-- The latest decision on each key says whether it is a purchase; kg are of the money that has an intensity.
WITH decided AS (
    SELECT DISTINCT ON (key_id) key_id, treatment, category
    FROM key_category
    WHERE organisation_id = %(organisation_id)s AND version <= %(version)s
    ORDER BY key_id, version DESC
),
card AS (
    SELECT
        card.id,
        coalesce(
            merged.digits, party.number, regexp_replace(coalesce(nullif(card.right_number, ''), card.number), '\D', '', 'g')
        ) AS digits
    FROM suppliers_suppliercard AS card
    LEFT JOIN suppliers_party AS party ON party.id = card.party_id
    LEFT JOIN unnest(%(merged)s::uuid[], %(merged_digits)s::text[]) AS merged (identity, digits) USING (identity)
    WHERE card.organisation_id = %(organisation_id)s AND (%(sees_numbers)s OR NOT card.is_personal)
),
named AS (
    SELECT
        key.id,
        CASE WHEN card.digits = ANY (%(digits)s::text[]) THEN card.digits ELSE '' END AS digits,
        lower(regexp_replace(coalesce(key.agreement, ''), '\s', '', 'g')) AS agreement
    FROM posting_key AS key
    LEFT JOIN card ON card.id = key.supplier_id
    WHERE key.organisation_id = %(organisation_id)s
)
SELECT
    named.digits, named.agreement, base.first_day, base.last_day, trim(cell.currency) AS currency,
    sum(cell.amount) AS amount,
    sum(cell.amount) FILTER (WHERE intensity.kg_per_unit IS NOT NULL) AS covered,
    sum(cell.amount * intensity.kg_per_unit) AS kg
FROM spend_cell AS cell
JOIN unnest(
    %(months)s::date[], %(investments)s::boolean[], %(imports)s::bigint[], %(first_days)s::date[], %(last_days)s::date[]
) AS base (month, investment, import_id, first_day, last_day) USING (month, investment, import_id)
JOIN named ON named.id = cell.key_id
LEFT JOIN decided ON decided.key_id = cell.key_id
LEFT JOIN unnest(%(categories)s::text[], %(currencies)s::text[], %(kg_per_unit)s::numeric[])
    AS intensity (category, currency, kg_per_unit)
    ON intensity.category = decided.category AND intensity.currency = cell.currency
WHERE cell.organisation_id = %(organisation_id)s
  AND (named.digits <> '' OR named.agreement = ANY (%(agreements)s::text[]))
  AND coalesce(decided.treatment, 'unclassified') IN ('purchase', 'capital_good', 'energy', 'unclassified')
GROUP BY named.digits, named.agreement, base.first_day, base.last_day, trim(cell.currency)
ORDER BY named.digits, named.agreement, base.first_day, trim(cell.currency)
