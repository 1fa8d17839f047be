WITH newest AS MATERIALIZED (
    SELECT import_id, max(version) AS version
    FROM category_total
    WHERE organisation_id = %(organisation_id)s AND import_id = ANY (%(imports)s::bigint[])
    GROUP BY import_id
)
SELECT total.import_id, total.month, sum(total.amount) AS amount, sum(abs(total.amount)) AS size
FROM category_total AS total
JOIN newest USING (import_id, version)
JOIN unnest(%(months)s::date[], %(investments)s::boolean[], %(imports)s::bigint[]) AS base (month, investment, import_id)
    USING (month, investment, import_id)
WHERE total.organisation_id = %(organisation_id)s AND total.treatment = ANY (%(counted)s)
  AND total.currency = %(currency)s AND total.import_id = ANY (%(imports)s::bigint[])
GROUP BY total.import_id, total.month
ORDER BY total.month, total.import_id
