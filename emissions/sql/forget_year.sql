WITH forgotten AS (
    DELETE FROM year_total WHERE organisation_id = %(organisation_id)s AND year = %(year)s
)
DELETE FROM year_base WHERE organisation_id = %(organisation_id)s AND year = %(year)s
