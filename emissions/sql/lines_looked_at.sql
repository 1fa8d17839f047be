WITH line AS MATERIALIZED (
    SELECT line.voucher, line.invoice, line.text, line.posted_on, line.amount, line.currency, key.supplier_id
    FROM ledger_line AS line
    JOIN posting_key AS key ON key.organisation_id = %(organisation_id)s AND key.id = line.key_id
    WHERE line.organisation_id = %(organisation_id)s AND line.import_id = %(import_id)s
),
voucher AS (
    SELECT voucher, sum(amount) AS difference FROM line WHERE voucher IS NOT NULL GROUP BY voucher, currency
)
SELECT
    count(*) AS lines,
    count(*) FILTER (WHERE voucher IS NULL) AS unvouched,
    count(*) FILTER (WHERE text IS NULL) AS untexted,
    count(*) FILTER (WHERE invoice IS NULL) AS uninvoiced,
    count(*) FILTER (WHERE invoice IS NULL OR supplier_id IS NULL) AS unchecked,
    count(*) FILTER (WHERE posted_on IS NULL) AS undated,
    count(*) FILTER (WHERE amount = 0) AS zero,
    (SELECT count(*) FROM voucher) AS vouchers,
    (SELECT count(*) FROM voucher WHERE difference <> 0) AS unbalanced
FROM line
