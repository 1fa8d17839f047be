SELECT
    line.key_id, line.import_id, line.row, line.month, line.posted_on, line.amount, line.currency, line.voucher,
    line.invoice, line.project, line.text, cell.treatment, cell.category, cell.reason, cell.kg_per_unit,
    row_number() OVER (
        ORDER BY
            cell.position,
            CASE WHEN %(sort)s = 'size' THEN abs(line.amount) END DESC,
            CASE WHEN %(sort)s = 'kg' THEN abs(line.amount * cell.kg_per_unit) END DESC NULLS LAST,
            CASE WHEN %(sort)s = 'newest' THEN coalesce(line.posted_on, line.month) END DESC,
            coalesce(line.posted_on, line.month), line.import_id, line.row
    ) AS place
FROM unnest(
    %(cell_imports)s::bigint[], %(cell_months)s::date[], %(cell_keys)s::bigint[], %(cell_currencies)s::text[],
    %(cell_treatments)s::text[], %(cell_categories)s::text[], %(cell_reasons)s::text[], %(cell_kg)s::numeric[],
    %(cell_named)s::boolean[], %(cell_positions)s::bigint[]
) AS cell (import_id, month, key_id, currency, treatment, category, reason, kg_per_unit, is_named, position)
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
ORDER BY place
LIMIT %(size)s OFFSET %(start)s
