SELECT
    line.key_id, line.import_id, line.row, line.month, line.posted_on, line.amount, line.currency, line.voucher,
    line.invoice, line.project, line.text, chosen.treatment, chosen.category, chosen.reason, chosen.kg_per_unit,
    row_number() OVER (ORDER BY line.import_id, line.row) AS place
FROM ledger_line AS line
JOIN chosen USING (organisation_id, key_id, month, import_id, currency)
WHERE line.organisation_id = %(organisation_id)s
  AND (line.import_id, line.row) > (%(after_import)s, %(after_row)s)
  AND (
      chosen.is_named
      OR %(texts_too)s AND (
          line.text ILIKE %(pattern)s OR line.voucher = %(words)s OR line.invoice = %(words)s OR line.project = %(words)s
      )
  )
ORDER BY line.import_id, line.row
LIMIT %(size)s
