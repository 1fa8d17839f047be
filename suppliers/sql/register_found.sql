WITH found AS (
    SELECT
        card.identity,
        min(
            lower(
                CASE WHEN card.is_personal
                    THEN regexp_replace(coalesce(nullif(card.identity_name, ''), nullif(card.right_name, ''), card.name), '\d', '', 'g')
                    ELSE coalesce(nullif(card.identity_name, ''), nullif(card.right_name, ''), card.name)
                END
            ) COLLATE "C"
        ) AS name
    FROM suppliers_suppliercard AS card
    WHERE card.organisation_id = %(organisation_id)s
      AND (%(kind)s::text IS NULL OR card.kind = %(kind)s)
      AND (NOT %(merged)s OR card.identity_number <> '' OR card.identity_name <> '')
      AND (NOT %(corrected)s OR card.right_number <> '' OR card.right_name <> '')
      AND (
          NOT %(doubles)s OR card.identity IN (
              SELECT one.identity
              FROM suppliers_mergeproposal AS proposal
              CROSS JOIN unnest(ARRAY[proposal.card_id, proposal.other_id]) AS side
              JOIN suppliers_suppliercard AS one ON one.organisation_id = %(organisation_id)s AND one.id = side
              WHERE proposal.organisation_id = %(organisation_id)s AND proposal.state = 'open'
          )
      )
      AND (
          NOT %(negative)s OR card.identity IN (
              SELECT bought.identity
              FROM supplier_year AS bought
              WHERE bought.organisation_id = %(organisation_id)s AND bought.year = %(year)s::integer AND bought.counted < 0
          )
      )
      AND (
          %(pattern)s::text IS NULL
          OR card.searched_name LIKE lower(%(pattern)s)
          OR %(numbers_are_seen)s AND card.searched_personal_name LIKE lower(%(pattern)s)
          OR %(number)s::text IS NOT NULL AND (%(numbers_are_seen)s OR NOT card.is_personal)
          AND card.searched_numbers LIKE lower(%(number)s)
      )
    GROUP BY card.identity
)
SELECT found.identity::text AS identity, bought.amount
FROM found
LEFT JOIN supplier_year AS bought
    ON bought.organisation_id = %(organisation_id)s AND bought.identity = found.identity AND bought.year = %(year)s::integer
ORDER BY
    CASE WHEN NOT %(by_name)s THEN bought.amount END DESC NULLS LAST, %(by_name)s AND found.name = '', found.name, found.identity
