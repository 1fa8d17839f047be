WITH gone AS (
    DELETE FROM supplier_year AS bought
    WHERE bought.organisation_id = %(organisation_id)s
      AND (%(identities)s::uuid[] IS NULL OR bought.identity = ANY (%(identities)s::uuid[]))
      AND NOT EXISTS (
          SELECT FROM known_supplier AS known
          WHERE known.organisation_id = %(organisation_id)s AND known.identity = bought.identity
      )
)
UPDATE supplier_year AS bought
SET name = known.name, shows = known.shows || CASE WHEN bought.counted < 0 THEN ARRAY['negative'] ELSE '{}' END
FROM known_supplier AS known
WHERE known.organisation_id = %(organisation_id)s AND bought.organisation_id = %(organisation_id)s
  AND known.identity = bought.identity
  AND (%(identities)s::uuid[] IS NULL OR bought.identity = ANY (%(identities)s::uuid[]))
  AND (bought.name, bought.shows)
    IS DISTINCT FROM (known.name, known.shows || CASE WHEN bought.counted < 0 THEN ARRAY['negative'] ELSE '{}' END)
