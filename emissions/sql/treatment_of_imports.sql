SELECT
    import_id, version, treatment, category, reason, investment, currency, sum(amount) AS amount, sum(lines)::bigint AS lines
FROM category_total
WHERE organisation_id = %(organisation_id)s AND import_id = ANY (%(imports)s)
GROUP BY import_id, version, treatment, category, reason, investment, currency
ORDER BY import_id, treatment, category, reason, investment, currency
