WITH asked AS (
    SELECT key.chart, key.account, coalesce(nullif(card.right_number, ''), nullif(card.number, ''), nullif(card.right_name, ''), nullif(card.name, '')) AS supplier
    FROM posting_key AS key
    LEFT JOIN suppliers_suppliercard AS card
        ON card.organisation_id = %(organisation_id)s AND card.id = key.supplier_id
    WHERE key.organisation_id = %(organisation_id)s AND key.id = %(key)s
)
SELECT near.id
FROM asked
JOIN posting_key AS near
    ON near.organisation_id = %(organisation_id)s AND near.chart = asked.chart AND near.account = asked.account
LEFT JOIN suppliers_suppliercard AS card
    ON card.organisation_id = %(organisation_id)s AND card.id = near.supplier_id
WHERE coalesce(nullif(card.right_number, ''), nullif(card.number, ''), nullif(card.right_name, ''), nullif(card.name, ''))
    IS NOT DISTINCT FROM asked.supplier
