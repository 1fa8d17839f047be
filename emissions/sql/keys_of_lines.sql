SELECT key.id
FROM posting_key AS key
LEFT JOIN suppliers_suppliercard AS card ON card.organisation_id = key.organisation_id AND card.id = key.supplier_id
LEFT JOIN (
    SELECT DISTINCT ON (key_id) key_id, treatment, category
    FROM key_category
    WHERE organisation_id = %(organisation_id)s
    ORDER BY key_id, version DESC
) AS decided ON decided.key_id = key.id
WHERE key.organisation_id = %(organisation_id)s
  AND (%(account)s::text IS NULL OR key.account = %(account)s)
  AND (%(treatment)s::text IS NULL OR decided.treatment = %(treatment)s)
  AND (%(categories)s::text[] IS NULL OR decided.category = ANY (%(categories)s))
  AND (
      %(supplier)s::text IS NULL
      OR CASE
          WHEN card.id IS NULL THEN 'none'
          WHEN card.is_personal THEN 'persons'
          ELSE card.identity::text
      END = %(supplier)s
  )
ORDER BY key.id
