SELECT key.chart, key.account, coalesce(max(named.name), max(key.account_name), '') AS name
FROM posting_key AS key
LEFT JOIN ledger_name AS named
    ON named.organisation_id = %(organisation_id)s AND named.kind = 'account'
    AND named.chart = key.chart AND named.code = key.account
WHERE key.organisation_id = %(organisation_id)s
GROUP BY key.chart, key.account
