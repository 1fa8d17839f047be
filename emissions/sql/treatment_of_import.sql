SELECT
    decided.treatment, coalesce(decided.category, '') AS category, coalesce(decided.reason, '') AS reason,
    cell.investment, cell.currency, sum(cell.amount) AS amount, sum(cell.lines)::bigint AS lines
FROM spend_cell AS cell
JOIN (
    SELECT DISTINCT ON (key_id) key_id, treatment, category, reason
    FROM key_category
    WHERE organisation_id = %(organisation_id)s
    ORDER BY key_id, version DESC
) AS decided ON decided.key_id = cell.key_id
WHERE cell.organisation_id = %(organisation_id)s AND cell.import_id = %(import_id)s
GROUP BY 1, 2, 3, 4, 5
ORDER BY 1, 2, 3, 4, 5
