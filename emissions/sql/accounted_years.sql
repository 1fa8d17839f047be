SELECT
    base.organisation_id, base.year, base.version, base.imports::text AS imports, coalesce(said.currencies, '{}') AS currencies,
    coalesce(register.content_hash, '') AS suppliers, coalesce(register.revision, 0) AS supplier_revision
FROM year_base AS base
LEFT JOIN suppliers_registerstate AS register ON register.organisation_id = base.organisation_id
LEFT JOIN (
    SELECT organisation_id, year, array_agg(DISTINCT currency::text ORDER BY currency::text) AS currencies
    FROM year_total
    WHERE organisation_id = ANY (%(organisation_ids)s)
    GROUP BY organisation_id, year
) AS said ON said.organisation_id = base.organisation_id AND said.year = base.year
WHERE base.organisation_id = ANY (%(organisation_ids)s)
ORDER BY base.organisation_id, base.year
