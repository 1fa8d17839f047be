INSERT INTO register_year AS counted (organisation_id, year, show, suppliers, amount)
SELECT bought.organisation_id, bought.year, show, %(sign)s * count(*), %(sign)s * sum(bought.amount)
FROM supplier_year AS bought CROSS JOIN unnest(array_append(bought.shows, '')) AS show
WHERE bought.organisation_id = %(organisation_id)s
  AND (%(identities)s::uuid[] IS NULL OR bought.identity = ANY (%(identities)s::uuid[]))
  AND (%(years)s::integer[] IS NULL OR bought.year = ANY (%(years)s::integer[]))
GROUP BY bought.organisation_id, bought.year, show
ON CONFLICT (organisation_id, year, show) DO UPDATE
SET suppliers = counted.suppliers + excluded.suppliers, amount = counted.amount + excluded.amount
