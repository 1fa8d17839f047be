SELECT identity, amount, others::text AS others, lines
FROM supplier_year
WHERE organisation_id = %(organisation_id)s AND year = %(year)s::integer AND identity = ANY (%(identities)s::uuid[])
