WITH newest AS MATERIALIZED (
    SELECT import_id, max(version) AS version
    FROM category_total
    WHERE organisation_id = %(organisation_id)s AND import_id = ANY (%(imports)s::bigint[])
    GROUP BY import_id
)
SELECT span.of_base, total.import_id, total.month, sum(total.amount) AS amount, sum(abs(total.amount)) AS size
FROM category_total AS total
JOIN newest USING (import_id, version)
JOIN unnest(%(bases)s::int[], %(imports)s::bigint[], %(investments)s::boolean[], %(firsts)s::date[], %(lasts)s::date[])
    AS span (of_base, import_id, investment, first, last)
    ON span.import_id = total.import_id AND span.investment = total.investment
    AND total.month BETWEEN span.first AND span.last
WHERE total.organisation_id = %(organisation_id)s AND total.treatment = ANY (%(counted)s)
  AND total.currency = %(currency)s AND total.import_id = ANY (%(imports)s::bigint[])
GROUP BY span.of_base, total.import_id, total.month
ORDER BY span.of_base, total.month, total.import_id
