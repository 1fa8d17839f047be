SELECT organisation_id, year, treatment, category, reason, currency, amount, lines
FROM year_total
WHERE organisation_id = ANY (%(organisation_ids)s)
ORDER BY organisation_id, year, treatment, category, reason, currency
