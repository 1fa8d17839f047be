WITH page AS MATERIALIZED (
    SELECT missing.import_id, missing.row, missing.place
    FROM unfound_line AS missing
    WHERE missing.organisation_id = %(organisation_id)s AND missing.join_id = %(join_id)s
      AND missing.place > %(start)s AND missing.place <= %(start)s + %(size)s
)
SELECT
    page.import_id, page.row, line.posted_on, line.month, line.amount, line.currency, line.voucher, line.invoice,
    line.text, line.project, key.agreement, key.commodity, key.account,
    coalesce(key.account_name, account.name) AS account_name, key.unit, unit.name AS unit_name,
    key.function, NULL::text AS function_name, card.number AS supplier_number, card.name AS supplier_name,
    coalesce(card.is_personal, false) AS is_personal, source.uuid AS import_uuid, source.granularity,
    '' AS treatment, NULL::text AS category, NULL::text AS reason, NULL::numeric AS kg_per_unit
FROM page
JOIN ledger_line AS line
    ON line.organisation_id = %(organisation_id)s AND line.import_id = page.import_id AND line.row = page.row
    AND line.import_id = ANY (ARRAY(SELECT DISTINCT import_id FROM page))
JOIN posting_key AS key ON key.organisation_id = %(organisation_id)s AND key.id = line.key_id
JOIN emissions_ledgerimport AS source ON source.organisation_id = %(organisation_id)s AND source.id = page.import_id
LEFT JOIN suppliers_suppliercard AS card ON card.organisation_id = %(organisation_id)s AND card.id = key.supplier_id
LEFT JOIN ledger_name AS account
    ON account.organisation_id = %(organisation_id)s AND account.kind = 'account'
    AND account.chart = key.chart AND account.code = key.account
LEFT JOIN ledger_name AS unit
    ON unit.organisation_id = %(organisation_id)s AND unit.kind = 'unit' AND unit.chart = '' AND unit.code = key.unit
ORDER BY page.place
