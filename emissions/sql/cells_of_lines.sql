INSERT INTO spend_cell (organisation_id, import_id, month, key_id, investment, currency, amount, lines)
SELECT
    line.organisation_id, line.import_id, line.month, line.key_id, key.investment, line.currency,
    sum(line.amount), count(*)
FROM ledger_line AS line
JOIN posting_key AS key ON key.organisation_id = %(organisation_id)s AND key.id = line.key_id
WHERE line.organisation_id = %(organisation_id)s AND line.import_id = %(import_id)s
GROUP BY 1, 2, 3, 4, 5, 6
