SELECT
    source.month, source.investment, source.ledger, source.granularity, source.ledger_import_id AS import_id,
    coalesce(sum(total.lines), 0)::bigint AS lines, coalesce(sum(abs(total.amount)), 0) AS turnover
FROM emissions_periodsource AS source
LEFT JOIN category_total AS total
    ON total.organisation_id = source.organisation_id AND total.import_id = source.ledger_import_id
    AND total.month = source.month AND total.investment = source.investment
WHERE source.organisation_id = %(organisation_id)s
GROUP BY source.month, source.investment, source.ledger, source.granularity, source.ledger_import_id
ORDER BY source.investment, source.month, source.ledger
