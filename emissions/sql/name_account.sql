INSERT INTO ledger_name (organisation_id, kind, chart, code, name, import_id)
SELECT %(organisation_id)s, 'account', %(chart)s, %(account)s, %(name)s, max(cell.import_id)
FROM spend_cell AS cell
JOIN posting_key AS key ON key.organisation_id = %(organisation_id)s AND key.id = cell.key_id
WHERE cell.organisation_id = %(organisation_id)s AND key.chart = %(chart)s AND key.account = %(account)s
HAVING max(cell.import_id) IS NOT NULL
ON CONFLICT (organisation_id, kind, chart, code) DO UPDATE SET name = excluded.name
