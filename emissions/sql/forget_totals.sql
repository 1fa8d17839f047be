DELETE FROM category_total
WHERE organisation_id = %(organisation_id)s AND version < %(version)s AND import_id = ANY (%(imports)s)
