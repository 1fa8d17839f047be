INSERT INTO year_base (organisation_id, year, version, imports)
VALUES (%(organisation_id)s, %(year)s, %(version)s, %(pinned)s::jsonb)
