SELECT DISTINCT key_id FROM spend_cell WHERE organisation_id = %(organisation_id)s AND import_id = %(import_id)s
