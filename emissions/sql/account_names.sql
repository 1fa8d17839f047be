SELECT code, name
FROM ledger_name
WHERE organisation_id = %(organisation_id)s AND kind = 'account' AND chart = %(chart)s
