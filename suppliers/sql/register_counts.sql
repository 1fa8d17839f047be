SELECT show, NULL::integer AS year, suppliers, cards, NULL::numeric AS amount
FROM register_count
WHERE organisation_id = %(organisation_id)s
UNION ALL
SELECT show, year, suppliers, NULL, amount
FROM register_year
WHERE organisation_id = %(organisation_id)s AND year = %(year)s
