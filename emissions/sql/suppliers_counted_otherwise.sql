WITH side AS (
    SELECT key_id, treatment
    FROM key_category
    WHERE organisation_id = %(organisation_id)s AND version = %(version)s AND key_id = ANY (%(keys)s::bigint[])
    UNION ALL
    (
        SELECT DISTINCT ON (key_id) key_id, treatment
        FROM key_category
        WHERE organisation_id = %(organisation_id)s AND version < %(version)s AND key_id = ANY (%(keys)s::bigint[])
        ORDER BY key_id, version DESC
    )
),
moved AS (
    SELECT key_id
    FROM side
    WHERE treatment IN ('purchase', 'capital_good', 'energy', 'unclassified')
    GROUP BY key_id
    HAVING count(*) = 1 OR count(DISTINCT treatment = 'energy') > 1
)
SELECT DISTINCT card.identity
FROM moved
JOIN posting_key AS key ON key.organisation_id = %(organisation_id)s AND key.id = moved.key_id
JOIN suppliers_suppliercard AS card ON card.organisation_id = %(organisation_id)s AND card.id = key.supplier_id
WHERE key.id = ANY (%(keys)s::bigint[])
