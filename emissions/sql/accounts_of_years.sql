SELECT organisation_id, year, version, imports::text AS imports,
    NULL AS treatment, NULL AS category, NULL AS reason, NULL AS currency, NULL::numeric AS amount, NULL::bigint AS lines
FROM year_base
WHERE organisation_id = ANY (%(organisation_ids)s)
UNION ALL
SELECT organisation_id, year, NULL, NULL, treatment, category, reason, currency, amount, lines
FROM year_total
WHERE organisation_id = ANY (%(organisation_ids)s)
ORDER BY organisation_id, year, treatment, category, reason, currency
