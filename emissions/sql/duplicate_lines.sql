WITH suspected AS (
    SELECT cell.import_id, cell.key_id, cell.month
    FROM quality_cell AS cell
    JOIN posting_key AS key ON key.organisation_id = %(organisation_id)s AND key.id = cell.key_id
    JOIN unnest(%(imports)s::bigint[], %(investments)s::boolean[], %(firsts)s::date[], %(lasts)s::date[])
        AS span (import_id, investment, first, last)
        ON span.import_id = cell.import_id AND span.investment = key.investment
        AND cell.month BETWEEN span.first AND span.last
    JOIN LATERAL (
        SELECT treatment
        FROM key_category
        WHERE organisation_id = %(organisation_id)s AND key_id = cell.key_id AND version <= %(version)s
        ORDER BY version DESC
        LIMIT 1
    ) AS decided ON true
    WHERE cell.organisation_id = %(organisation_id)s AND cell.fact = 'duplicate' AND decided.treatment = ANY (%(counted)s)
    ORDER BY cell.size DESC, cell.import_id, cell.key_id
    LIMIT %(most)s
),
pair AS (
    SELECT DISTINCT line.import_id, key.supplier_id, key.account, line.invoice, line.currency, abs(line.amount) AS size
    FROM suspected
    JOIN posting_key AS key ON key.organisation_id = %(organisation_id)s AND key.id = suspected.key_id
    JOIN ledger_line AS line
        ON line.organisation_id = %(organisation_id)s AND line.import_id = suspected.import_id
        AND line.key_id = suspected.key_id AND line.month = suspected.month
    WHERE line.invoice IS NOT NULL AND line.amount <> 0
)
SELECT
    source.uuid AS import_uuid, line.import_id, line.row, line.posted_on, line.month, line.voucher, line.invoice, line.text, line.amount,
    line.currency, key.account, coalesce(key.account_name, named.name) AS account_name, key.unit, card.uuid AS supplier_uuid,
    card.number AS supplier_number, card.name AS supplier_name, card.is_personal
FROM pair
JOIN posting_key AS key
    ON key.organisation_id = %(organisation_id)s AND key.supplier_id = pair.supplier_id AND key.account = pair.account
JOIN ledger_line AS line
    ON line.organisation_id = %(organisation_id)s AND line.import_id = pair.import_id AND line.key_id = key.id
    AND line.invoice = pair.invoice AND line.currency = pair.currency AND abs(line.amount) = pair.size
JOIN emissions_ledgerimport AS source ON source.organisation_id = %(organisation_id)s AND source.id = pair.import_id
JOIN suppliers_suppliercard AS card ON card.organisation_id = %(organisation_id)s AND card.id = key.supplier_id
LEFT JOIN ledger_name AS named
    ON named.organisation_id = %(organisation_id)s AND named.kind = 'account' AND named.chart = key.chart AND named.code = key.account
ORDER BY pair.size DESC, card.uuid, pair.invoice, line.import_id, line.row
