SELECT DISTINCT wanted.key
FROM unnest(%(keys)s::bigint[]) AS wanted (key)
WHERE NOT EXISTS (
    SELECT 1
    FROM key_category AS decided
    WHERE decided.organisation_id = %(organisation_id)s AND decided.key_id = wanted.key AND decided.version <= %(version)s
)
