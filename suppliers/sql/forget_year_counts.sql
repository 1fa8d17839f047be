DELETE FROM register_year
WHERE organisation_id = %(organisation_id)s
  AND (%(years)s::integer[] IS NULL OR year = ANY (%(years)s::integer[]))
  AND (%(everything)s OR suppliers = 0)
