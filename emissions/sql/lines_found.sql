SELECT line.currency, sum(line.amount) AS amount, count(*) AS lines, sum(line.amount * cell.kg_per_unit) AS kg
FROM unnest(
    %(cell_imports)s::bigint[], %(cell_months)s::date[], %(cell_keys)s::bigint[], %(cell_currencies)s::text[],
    %(cell_kg)s::numeric[], %(cell_named)s::boolean[]
) AS cell (import_id, month, key_id, currency, kg_per_unit, is_named)
JOIN LATERAL (
    SELECT *
    FROM ledger_line
    WHERE organisation_id = %(organisation_id)s AND ledger_line.key_id = cell.key_id
      AND ledger_line.month = cell.month AND ledger_line.import_id = cell.import_id
      AND ledger_line.currency = cell.currency
) AS line ON true
WHERE cell.is_named
   OR CASE WHEN %(numbers_are_seen)s THEN line.text ELSE regexp_replace(line.text, %(like_numbers)s, ' ', 'g') END
      ILIKE %(pattern)s
   OR line.voucher = %(words)s OR line.invoice = %(words)s
   OR line.project = %(words)s
GROUP BY line.currency
