WITH source AS MATERIALIZED (
    SELECT
        ledger_import_id AS import_id,
        array_agg(month) FILTER (WHERE NOT investment) AS running,
        array_agg(month) FILTER (WHERE investment) AS investment
    FROM emissions_periodsource
    WHERE organisation_id = %(organisation_id)s AND %(ledger_import)s::bigint IS NULL
      AND ledger_import_id >= %(after_import)s
    GROUP BY ledger_import_id
    UNION ALL
    SELECT %(ledger_import)s::bigint, NULL, NULL WHERE %(ledger_import)s::bigint IS NOT NULL
),
investment_key AS MATERIALIZED (
    SELECT id FROM posting_key WHERE organisation_id = %(organisation_id)s AND investment
),
found AS MATERIALIZED (
    SELECT line.*
    FROM source
    CROSS JOIN LATERAL (
        SELECT key_id, import_id, row, month, posted_on, amount, currency, voucher, invoice, project, text
        FROM ledger_line
        WHERE organisation_id = %(organisation_id)s AND import_id = source.import_id
          AND row > CASE WHEN source.import_id = %(after_import)s THEN %(after_row)s ELSE -1 END
          AND (%(keys)s::bigint[] IS NULL OR key_id = ANY (%(keys)s))
          AND (%(month)s::date IS NULL OR month = %(month)s)
          AND (
              %(ledger_import)s::bigint IS NOT NULL
              OR month = ANY (
                  CASE
                      WHEN key_id IN (SELECT id FROM investment_key) THEN source.investment
                      ELSE source.running
                  END
              )
          )
        ORDER BY row
        LIMIT %(size)s
    ) AS line
    ORDER BY line.import_id, line.row
    LIMIT %(size)s
),
picked AS MATERIALIZED (
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
