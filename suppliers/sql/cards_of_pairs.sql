SELECT card.number, card.name, card.id
FROM unnest(%(numbers)s::text[], %(names)s::text[]) AS written (number, name)
JOIN suppliers_suppliercard AS card
    ON card.organisation_id = %(organisation_id)s AND card.number = written.number AND card.name = written.name
