INSERT INTO quality_cell (organisation_id, import_id, fact, month, key_id, currency, size, lines)
WITH line AS MATERIALIZED (
    SELECT
        line.row, line.key_id, line.month, line.posted_on, line.amount, line.currency, line.voucher, line.invoice,
        line.text, key.supplier_id, key.account
    FROM ledger_line AS line
    JOIN posting_key AS key ON key.organisation_id = %(organisation_id)s AND key.id = line.key_id
    WHERE line.organisation_id = %(organisation_id)s AND line.import_id = %(import_id)s
),
booked AS (
    SELECT
        supplier_id, invoice, account, currency, abs(amount) AS size, min(row) AS row, sum(sign(amount))::integer AS net
    FROM line
    WHERE 'duplicate' = ANY (%(facts)s) AND supplier_id IS NOT NULL AND invoice IS NOT NULL AND amount <> 0
    GROUP BY supplier_id, invoice, account, currency, abs(amount), coalesce(voucher, 'row ' || row)
    HAVING sum(sign(amount)) <> 0
),
again AS (
    SELECT
        row, size, net, sum(sign(net)) OVER same AS balance,
        row_number() OVER (PARTITION BY supplier_id, invoice, account, currency, size, sign(net) ORDER BY row DESC) AS place
    FROM booked
    WINDOW same AS (PARTITION BY supplier_id, invoice, account, currency, size)
),
round_voucher AS (
    SELECT voucher
    FROM line
    WHERE 'round' = ANY (%(facts)s) AND voucher IS NOT NULL
    GROUP BY voucher, currency
    HAVING count(*) > 1 AND sum(amount) = 0 AND bool_and(amount <> 0 AND amount %% 10000 = 0)
),
found AS (
    SELECT 'duplicate' AS fact, line.month, line.key_id, line.currency, again.size * abs(again.net) AS size, abs(again.net) AS lines
    FROM again
    JOIN line USING (row)
    WHERE sign(again.net) = sign(again.balance) AND again.place < abs(again.balance)
    UNION ALL
    SELECT 'round', month, key_id, currency, abs(amount), 1
    FROM line
    WHERE voucher IN (SELECT voucher FROM round_voucher)
    UNION ALL
    SELECT fact, month, key_id, currency, abs(amount), 1
    FROM line
    CROSS JOIN LATERAL (
        VALUES
            ('undated', posted_on IS NULL),
            ('outside', posted_on < %(period_from)s OR posted_on > %(period_to)s),
            ('unvouched', voucher IS NULL),
            ('untexted', text IS NULL),
            ('uninvoiced', invoice IS NULL),
            ('unchecked', invoice IS NULL OR supplier_id IS NULL)
    ) AS lack (fact, holds)
    WHERE lack.holds AND lack.fact = ANY (%(facts)s)
)
SELECT %(organisation_id)s, %(import_id)s, fact, month, key_id, currency, sum(size), sum(lines)
FROM found
GROUP BY fact, month, key_id, currency
ON CONFLICT DO NOTHING
