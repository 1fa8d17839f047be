INSERT INTO year_total (organisation_id, year, treatment, category, reason, currency, amount, lines)
SELECT
    total.organisation_id, %(year)s, total.treatment, total.category, total.reason, total.currency,
    sum(total.amount), sum(total.lines)
FROM category_total AS total
JOIN unnest(%(months)s::date[], %(investments)s::boolean[], %(imports)s::bigint[])
    AS base (month, investment, import_id) USING (month, investment, import_id)
WHERE total.organisation_id = %(organisation_id)s AND total.version = %(version)s
GROUP BY 1, 3, 4, 5, 6
