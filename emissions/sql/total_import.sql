INSERT INTO category_total
    (organisation_id, version, import_id, month, investment, treatment, category, reason, currency, amount, lines)
SELECT
    cell.organisation_id, %(version)s, cell.import_id, cell.month, cell.investment, decided.treatment,
    coalesce(decided.category, ''), coalesce(decided.reason, ''), cell.currency, sum(cell.amount), sum(cell.lines)
FROM spend_cell AS cell
JOIN (
    SELECT DISTINCT ON (key_id) key_id, treatment, category, reason
    FROM key_category
    WHERE organisation_id = %(organisation_id)s AND version <= %(version)s
    ORDER BY key_id, version DESC
) AS decided ON decided.key_id = cell.key_id
WHERE cell.organisation_id = %(organisation_id)s AND cell.import_id = ANY (%(imports)s)
GROUP BY 1, 3, 4, 5, 6, 7, 8, 9
ON CONFLICT DO NOTHING
