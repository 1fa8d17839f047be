SELECT
    line.import_id, line.row, line.key_id, line.voucher, line.invoice, key.account, line.posted_on, line.month,
    line.currency, line.amount, key.supplier_id, key.agreement, key.commodity,
    coalesce(card.party_id, -card.id) AS party
FROM ledger_line AS line
JOIN posting_key AS key ON key.organisation_id = %(organisation_id)s AND key.id = line.key_id
LEFT JOIN suppliers_suppliercard AS card
    ON card.organisation_id = %(organisation_id)s AND card.id = key.supplier_id
WHERE line.organisation_id = %(organisation_id)s AND line.import_id = ANY (%(imports)s)
  AND (line.import_id, line.month) IN (SELECT * FROM unnest(%(import_of_month)s::bigint[], %(months)s::date[]))
ORDER BY line.import_id, line.row
