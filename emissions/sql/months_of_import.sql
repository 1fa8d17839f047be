SELECT DISTINCT month, investment
FROM spend_cell
WHERE organisation_id = %(organisation_id)s AND import_id = %(import_id)s
ORDER BY month, investment
