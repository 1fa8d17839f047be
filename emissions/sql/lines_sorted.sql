SELECT
    line.key_id, line.import_id, line.row, line.month, line.posted_on, line.amount, line.currency, line.voucher,
    line.invoice, line.project, line.text, chosen.treatment, chosen.category, chosen.reason, chosen.kg_per_unit,
    row_number() OVER (
        ORDER BY
            CASE WHEN %(sort)s = 'size' THEN abs(line.amount) END DESC,
            CASE WHEN %(sort)s = 'kg' THEN abs(line.amount * chosen.kg_per_unit) END DESC NULLS LAST,
            CASE WHEN %(sort)s = 'newest' THEN coalesce(line.posted_on, line.month) END DESC,
            coalesce(line.posted_on, line.month), line.import_id, line.row
    ) AS place
FROM chosen
JOIN ledger_line AS line USING (organisation_id, key_id, month, import_id, currency)
WHERE line.organisation_id = %(organisation_id)s
  AND (
      chosen.is_named OR line.text ILIKE %(pattern)s OR line.voucher = %(words)s OR line.invoice = %(words)s
      OR line.project = %(words)s
  )
ORDER BY place
LIMIT %(size)s OFFSET %(start)s
