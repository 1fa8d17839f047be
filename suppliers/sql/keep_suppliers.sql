WITH shown AS (
    SELECT
        card.identity, count(*) AS cards,
        min(
            lower(
                CASE WHEN card.is_personal
                    THEN regexp_replace(coalesce(nullif(card.identity_name, ''), nullif(card.right_name, ''), card.name), '\d', '', 'g')
                    ELSE coalesce(nullif(card.identity_name, ''), nullif(card.right_name, ''), card.name)
                END
            ) COLLATE "C"
        ) AS name,
        array_agg(DISTINCT card.kind::text ORDER BY card.kind::text)
        || CASE WHEN bool_or(card.identity_number <> '' OR card.identity_name <> '') THEN ARRAY['merged'] ELSE '{}' END
        || CASE WHEN bool_or(card.right_number <> '' OR card.right_name <> '') THEN ARRAY['corrected'] ELSE '{}' END AS shows
    FROM suppliers_suppliercard AS card
    WHERE card.organisation_id = %(organisation_id)s
      AND (%(identities)s::uuid[] IS NULL OR card.identity = ANY (%(identities)s::uuid[]))
    GROUP BY card.identity
),
gone AS (
    DELETE FROM known_supplier AS known
    WHERE known.organisation_id = %(organisation_id)s
      AND (%(identities)s::uuid[] IS NULL OR known.identity = ANY (%(identities)s::uuid[]))
      AND NOT EXISTS (SELECT FROM shown WHERE shown.identity = known.identity)
)
INSERT INTO known_supplier AS known (organisation_id, identity, name, shows, cards)
SELECT %(organisation_id)s, identity, name, shows, cards FROM shown
ON CONFLICT (organisation_id, identity) DO UPDATE SET name = excluded.name, shows = excluded.shows, cards = excluded.cards
WHERE (known.name, known.shows, known.cards) IS DISTINCT FROM (excluded.name, excluded.shows, excluded.cards)
