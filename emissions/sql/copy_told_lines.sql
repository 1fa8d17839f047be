INSERT INTO ledger_line
    (organisation_id, import_id, row, key_id, month, posted_on, amount, currency, voucher, invoice, project, text)
SELECT
    line.organisation_id, %(result)s, line.row, coalesce(told.key_id, line.key_id), line.month, line.posted_on,
    line.amount, line.currency, line.voucher, coalesce(line.invoice, told.invoice), line.project, line.text
FROM ledger_line AS line
LEFT JOIN staged_told AS told ON told.row = line.row
WHERE line.organisation_id = %(organisation_id)s AND line.import_id = %(general)s
