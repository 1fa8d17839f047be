SELECT month, investment, sum(lines)::bigint AS lines
FROM spend_cell
WHERE organisation_id = %(organisation_id)s AND import_id = %(import_id)s
GROUP BY month, investment
ORDER BY month, investment
