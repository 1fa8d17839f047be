WITH newest AS MATERIALIZED (
    SELECT import_id, max(version) AS version
    FROM category_total
    WHERE organisation_id = %(organisation_id)s AND import_id = ANY (%(imports)s::bigint[])
    GROUP BY import_id
)
SELECT base.of_base, total.import_id, total.month, sum(total.amount) AS amount, sum(abs(total.amount)) AS size
FROM category_total AS total
JOIN newest USING (import_id, version)
JOIN unnest(%(bases)s::int[], %(months)s::date[], %(investments)s::boolean[], %(imports)s::bigint[])
    AS base (of_base, month, investment, import_id)
    USING (month, investment, import_id)
WHERE total.organisation_id = %(organisation_id)s AND total.treatment = ANY (%(counted)s)
  AND total.currency = %(currency)s AND total.import_id = ANY (%(imports)s::bigint[])
GROUP BY base.of_base, total.import_id, total.month
ORDER BY base.of_base, total.month, total.import_id
