SELECT
    card.id AS card, card.identity::text AS identity,
    lower(coalesce(nullif(card.identity_name, ''), nullif(card.right_name, ''), card.name)) AS name, card.kind,
    (card.identity_number <> '' OR card.identity_name <> '')::text AS is_merged,
    (card.right_number <> '' OR card.right_name <> '')::text AS is_corrected,
    (
        (%(kind)s::text IS NULL OR card.kind = %(kind)s)
        AND (NOT %(merged)s OR card.identity_number <> '' OR card.identity_name <> '')
        AND (NOT %(corrected)s OR card.right_number <> '' OR card.right_name <> '')
        AND (
            NOT %(doubles)s OR card.identity IN (
                SELECT one.identity
                FROM suppliers_mergeproposal AS proposal
                JOIN suppliers_suppliercard AS one
                    ON one.organisation_id = %(organisation_id)s AND one.id IN (proposal.card_id, proposal.other_id)
                WHERE proposal.organisation_id = %(organisation_id)s AND proposal.state = 'open'
            )
        )
        AND (
            %(pattern)s::text IS NULL
            OR (%(numbers_are_seen)s OR NOT card.is_personal)
            AND (
                card.name ILIKE %(pattern)s OR card.right_name ILIKE %(pattern)s
                OR %(number)s::text IS NOT NULL
                AND (
                    regexp_replace(card.number, '[^0-9A-Za-z]', '', 'g') ILIKE %(number)s
                    OR regexp_replace(card.right_number, '[^0-9A-Za-z]', '', 'g') ILIKE %(number)s
                    OR regexp_replace(card.own_numbers, '[^0-9A-Za-z,]', '', 'g') ILIKE %(number)s
                )
            )
            OR card.is_personal AND regexp_replace(card.name, '\d', '', 'g') ILIKE %(pattern)s
        )
    )::text AS is_found
FROM suppliers_suppliercard AS card
WHERE card.organisation_id = %(organisation_id)s
