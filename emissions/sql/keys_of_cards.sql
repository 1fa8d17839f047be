SELECT id
FROM posting_key
WHERE organisation_id = %(organisation_id)s AND supplier_id = ANY (%(cards)s::bigint[])
