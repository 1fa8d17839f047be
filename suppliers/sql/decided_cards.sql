SELECT card.uuid, card.identity, card.right_number AS number, card.right_name AS name
FROM suppliers_suppliercard AS card
LEFT JOIN suppliers_party AS party ON party.id = card.party_id
WHERE card.organisation_id = %(organisation_id)s
  AND (card.identity <> coalesce(party.uuid, card.uuid) OR card.right_number <> '' OR card.right_name <> '')
ORDER BY card.uuid
