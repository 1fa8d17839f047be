DELETE FROM quality_cell WHERE organisation_id = %(organisation_id)s AND import_id = %(import_id)s
