SELECT organisation_id, year, currency, sum(amount) AS amount
FROM year_total
WHERE organisation_id = ANY (%(organisation_ids)s) AND treatment = ANY (%(counted)s)
GROUP BY organisation_id, year, currency
ORDER BY organisation_id, year, currency
