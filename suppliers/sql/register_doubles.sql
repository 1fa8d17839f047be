WITH proposed AS (
    SELECT DISTINCT card.identity
    FROM suppliers_mergeproposal AS proposal
    CROSS JOIN unnest(ARRAY[proposal.card_id, proposal.other_id]) AS side
    JOIN suppliers_suppliercard AS card ON card.organisation_id = %(organisation_id)s AND card.id = side
    WHERE proposal.organisation_id = %(organisation_id)s AND proposal.state = 'open'
)
SELECT known.identity::text AS identity, bought.amount
FROM proposed
JOIN known_supplier AS known ON known.organisation_id = %(organisation_id)s AND known.identity = proposed.identity
LEFT JOIN supplier_year AS bought
    ON bought.organisation_id = %(organisation_id)s AND bought.identity = known.identity AND bought.year = %(year)s::integer
ORDER BY
    CASE WHEN NOT %(by_name)s THEN bought.amount END DESC NULLS LAST, %(by_name)s AND known.name = '', known.name, known.identity
