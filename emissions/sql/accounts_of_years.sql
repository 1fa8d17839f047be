SELECT base.organisation_id, base.year, base.version, base.imports::text AS imports,
    register.content_hash AS suppliers, register.revision::bigint AS supplier_revision,
    NULL AS treatment, NULL AS category, NULL AS reason, NULL AS currency, NULL::numeric AS amount, NULL::bigint AS lines
FROM year_base AS base
LEFT JOIN suppliers_registerstate AS register ON register.organisation_id = base.organisation_id
WHERE base.organisation_id = ANY (%(organisation_ids)s)
UNION ALL
SELECT organisation_id, year, NULL, NULL, NULL, NULL, treatment, category, reason, currency, amount, lines
FROM year_total
WHERE organisation_id = ANY (%(organisation_ids)s)
ORDER BY organisation_id, year, treatment, category, reason, currency
