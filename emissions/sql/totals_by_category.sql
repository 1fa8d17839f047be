SELECT
    total.treatment, total.category, total.reason, total.month, total.investment, total.currency,
    sum(total.amount) AS amount, sum(total.lines)::bigint AS lines
FROM category_total AS total
JOIN unnest(%(months)s::date[], %(investments)s::boolean[], %(imports)s::bigint[])
    AS base (month, investment, import_id) USING (month, investment, import_id)
WHERE total.organisation_id = %(organisation_id)s AND total.version = %(version)s
GROUP BY 1, 2, 3, 4, 5, 6
ORDER BY 1, 2, 3, 4, 5, 6
