SELECT
    key.id AS key_id, key.chart, key.account, key.account_name, key.supplier_id, key.agreement, key.commodity,
    key.function, key.unit, key.investment, key.movement
FROM posting_key AS key
WHERE key.organisation_id = %(organisation_id)s AND key.id = ANY (%(keys)s::bigint[])
