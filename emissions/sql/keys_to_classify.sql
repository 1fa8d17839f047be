SELECT
    key.id AS key, key.chart, key.account, coalesce(key.account_name, account.name) AS account_name,
    coalesce(nullif(card.right_number, ''), nullif(card.number, '')) AS supplier_number,
    coalesce(nullif(card.identity_number, ''), party.number) AS supplier_identity,
    coalesce(nullif(card.right_name, ''), nullif(card.name, '')) AS supplier_name,
    key.agreement, key.commodity, key.function, key.unit, key.investment, key.movement
FROM posting_key AS key
LEFT JOIN suppliers_suppliercard AS card ON card.id = key.supplier_id AND card.organisation_id = key.organisation_id
LEFT JOIN suppliers_party AS party ON party.id = card.party_id
LEFT JOIN ledger_name AS account
    ON account.organisation_id = key.organisation_id AND account.kind = 'account'
    AND account.chart = key.chart AND account.code = key.account
WHERE key.organisation_id = %(organisation_id)s
  AND (%(all_keys)s OR key.id = ANY (%(keys)s::bigint[]))
