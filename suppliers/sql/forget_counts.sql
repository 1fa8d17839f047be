DELETE FROM register_count
WHERE organisation_id = %(organisation_id)s AND (%(everything)s OR suppliers = 0)
