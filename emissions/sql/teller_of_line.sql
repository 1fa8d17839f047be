SELECT told.by_import_id, told.by_row, told.way
FROM told_line AS told
WHERE told.organisation_id = %(organisation_id)s AND told.import_id = %(import_id)s AND told.row = %(row)s
