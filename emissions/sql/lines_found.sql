SELECT
    line.currency,
    sum(line.amount) AS amount, count(*) AS lines, sum(line.amount * chosen.kg_per_unit) AS kg
FROM chosen
JOIN ledger_line AS line USING (organisation_id, key_id, month, import_id, currency)
WHERE line.organisation_id = %(organisation_id)s
  AND (
      chosen.is_named OR line.text ILIKE %(pattern)s OR line.voucher = %(words)s OR line.invoice = %(words)s
      OR line.project = %(words)s
  )
GROUP BY line.currency
ORDER BY sum(abs(line.amount)) DESC, line.currency
