SELECT line.currency, count(*)::bigint AS lines, sum(line.amount) AS amount
FROM unfound_line AS missing
JOIN ledger_line AS line
    ON line.organisation_id = %(organisation_id)s AND line.import_id = missing.import_id AND line.row = missing.row
WHERE missing.organisation_id = %(organisation_id)s AND missing.join_id = %(join_id)s
GROUP BY line.currency
ORDER BY line.currency
