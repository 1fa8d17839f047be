SELECT card.id
FROM suppliers_suppliercard AS card
LEFT JOIN (
    SELECT DISTINCT ON (card_id) card_id, before
    FROM suppliers_identitymove
    WHERE organisation_id = %(organisation_id)s AND revision > %(supplier_revision)s
    ORDER BY card_id, revision
) AS moved ON moved.card_id = card.id
WHERE card.organisation_id = %(organisation_id)s AND NOT card.is_personal
  AND coalesce(moved.before, card.identity) = %(identity)s::uuid
