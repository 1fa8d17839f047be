SELECT
    picked.key_id, picked.import_id, picked.row, picked.month, picked.posted_on, picked.amount, picked.currency,
    picked.voucher, picked.invoice, picked.project, picked.text, picked.treatment, picked.category, picked.reason, picked.kg_per_unit,
    source.uuid AS import_uuid, source.granularity,
    key.account, coalesce(key.account_name, account.name) AS account_name, key.unit, unit.name AS unit_name,
    key.function, function.name AS function_name, key.agreement, key.commodity,
    card.number AS supplier_number, card.name AS supplier_name, card.uuid AS supplier_uuid, coalesce(card.is_personal, false) AS is_personal
FROM picked
JOIN posting_key AS key ON key.organisation_id = %(organisation_id)s AND key.id = picked.key_id
JOIN emissions_ledgerimport AS source ON source.organisation_id = %(organisation_id)s AND source.id = picked.import_id
LEFT JOIN suppliers_suppliercard AS card ON card.organisation_id = %(organisation_id)s AND card.id = key.supplier_id
LEFT JOIN ledger_name AS account
    ON account.organisation_id = %(organisation_id)s AND account.kind = 'account'
    AND account.chart = key.chart AND account.code = key.account
LEFT JOIN ledger_name AS unit
    ON unit.organisation_id = %(organisation_id)s AND unit.kind = 'unit' AND unit.chart = '' AND unit.code = key.unit
LEFT JOIN ledger_name AS function
    ON function.organisation_id = %(organisation_id)s AND function.kind = 'function' AND function.chart = ''
    AND function.code = key.function
ORDER BY picked.place
