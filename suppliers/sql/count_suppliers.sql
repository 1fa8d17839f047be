INSERT INTO register_count AS counted (organisation_id, show, suppliers, cards)
SELECT known.organisation_id, show, %(sign)s * count(*), %(sign)s * sum(known.cards)
FROM known_supplier AS known CROSS JOIN unnest(array_append(known.shows, '')) AS show
WHERE known.organisation_id = %(organisation_id)s
  AND (%(identities)s::uuid[] IS NULL OR known.identity = ANY (%(identities)s::uuid[]))
GROUP BY known.organisation_id, show
ON CONFLICT (organisation_id, show) DO UPDATE
SET suppliers = counted.suppliers + excluded.suppliers, cards = counted.cards + excluded.cards
