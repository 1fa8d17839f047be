SELECT
    nullif(card.number, '') AS supplier_number, nullif(card.name, '') AS supplier_name,
    coalesce(nullif(card.right_number, ''), nullif(card.number, '')) AS known_number,
    coalesce(nullif(card.right_name, ''), nullif(card.name, '')) AS known_name,
    coalesce(nullif(card.identity_number, ''), party.number) AS supplier_identity
FROM suppliers_suppliercard AS card
LEFT JOIN suppliers_party AS party ON party.id = card.party_id
WHERE card.organisation_id = %(organisation_id)s
  AND (card.right_number <> '' OR card.right_name <> '' OR card.identity_number <> '' OR party.number IS NOT NULL)
