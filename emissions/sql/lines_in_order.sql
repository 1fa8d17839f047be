WITH found AS (
    SELECT
        line.key_id, line.import_id, line.row, line.month, line.posted_on, line.amount, line.currency, line.voucher,
        line.invoice, line.project, line.text
    FROM ledger_line AS line
    WHERE line.organisation_id = %(organisation_id)s
      AND line.import_id >= %(after_import)s
      AND (line.import_id > %(after_import)s OR line.row > %(after_row)s)
      AND (%(ledger_import)s::bigint IS NULL OR line.import_id = %(ledger_import)s)
      AND (%(keys)s::bigint[] IS NULL OR line.key_id = ANY (%(keys)s))
      AND (%(month)s::date IS NULL OR line.month = %(month)s)
      AND (
          %(ledger_import)s::bigint IS NOT NULL
          OR EXISTS (
              SELECT FROM emissions_periodsource AS source
              JOIN posting_key AS key ON key.organisation_id = source.organisation_id AND key.id = line.key_id
              WHERE source.organisation_id = line.organisation_id AND source.ledger_import_id = line.import_id
                AND source.month = line.month AND source.investment = key.investment
          )
      )
    ORDER BY line.import_id, line.row
    LIMIT %(size)s
),
picked AS (
    SELECT
        found.*, decided.treatment, decided.category, decided.reason, NULL::numeric AS kg_per_unit,
        row_number() OVER (ORDER BY found.import_id, found.row) AS place
    FROM found
    LEFT JOIN LATERAL (
        SELECT treatment, category, reason
        FROM key_category
        WHERE organisation_id = %(organisation_id)s AND key_id = found.key_id
        ORDER BY version DESC
        LIMIT 1
    ) AS decided ON true
)
