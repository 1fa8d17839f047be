SELECT organisation_id, year, version, imports
FROM year_base
WHERE organisation_id = ANY (%(organisation_ids)s)
ORDER BY organisation_id, year
