WITH ordered AS (
    SELECT
        chosen.*,
        row_number() OVER by_size AS position,
        sum(lines) OVER by_size AS last_line
    FROM chosen
    WHERE chosen.organisation_id = %(organisation_id)s AND chosen.is_named
    WINDOW by_size AS (
        ORDER BY
            CASE WHEN %(sort)s = 'size' THEN abs(amount) END DESC,
            CASE WHEN %(sort)s = 'kg' THEN abs(amount * kg_per_unit) END DESC NULLS LAST,
            CASE WHEN %(sort)s = 'newest' THEN month END DESC,
            month, import_id, key_id, currency
        ROWS UNBOUNDED PRECEDING
    )
),
touched AS (
    SELECT * FROM ordered WHERE last_line > %(start)s AND last_line - lines < %(start)s + %(size)s
)
SELECT
    line.key_id, line.import_id, line.row, line.month, line.posted_on, line.amount, line.currency, line.voucher,
    line.invoice, line.project, line.text, touched.treatment, touched.category, touched.reason, touched.kg_per_unit,
    row_number() OVER (ORDER BY touched.position, abs(line.amount) DESC, line.row) AS place
FROM touched
JOIN ledger_line AS line USING (organisation_id, key_id, month, import_id, currency)
WHERE line.organisation_id = %(organisation_id)s
ORDER BY place
LIMIT %(size)s
OFFSET %(start)s - coalesce((SELECT min(last_line - lines) FROM touched), 0)
