SELECT total.import_id, total.month, sum(total.amount) AS amount, sum(abs(total.amount)) AS size
FROM category_total AS total
JOIN unnest(%(months)s::date[], %(investments)s::boolean[], %(imports)s::bigint[]) AS base (month, investment, import_id)
    USING (month, investment, import_id)
WHERE total.organisation_id = %(organisation_id)s AND total.treatment = ANY (%(counted)s)
  AND total.currency = %(currency)s
  AND total.version = (
      SELECT max(version) FROM category_total AS newest
      WHERE newest.organisation_id = %(organisation_id)s AND newest.import_id = total.import_id
  )
GROUP BY total.import_id, total.month
ORDER BY total.month, total.import_id
