SELECT identity::text
FROM (
    (
        SELECT identity, name, amount
        FROM supplier_year
        WHERE organisation_id = %(organisation_id)s AND year = %(year)s::integer AND (%(show)s = '' OR %(show)s = ANY (shows))
        ORDER BY amount DESC, name, identity
        OFFSET %(first)s LIMIT %(most)s
    )
    UNION ALL
    (
        SELECT known.identity, known.name, NULL
        FROM known_supplier AS known
        WHERE known.organisation_id = %(organisation_id)s AND (%(show)s = '' OR %(show)s = ANY (known.shows))
          AND NOT EXISTS (
              SELECT FROM supplier_year AS bought
              WHERE bought.organisation_id = %(organisation_id)s AND bought.identity = known.identity
                AND bought.year = %(year)s::integer
          )
        ORDER BY known.name, known.identity
        OFFSET %(first_without)s LIMIT %(most_without)s
    )
) AS listed
ORDER BY amount DESC NULLS LAST, name, identity
