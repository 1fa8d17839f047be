SELECT key.id
FROM suppliers_suppliercard AS card
JOIN posting_key AS key ON key.organisation_id = %(organisation_id)s AND key.supplier_id = card.id
WHERE card.organisation_id = %(organisation_id)s AND card.identity = ANY (%(identities)s::uuid[])
