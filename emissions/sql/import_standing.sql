SELECT
    total.import_id,
    count(DISTINCT (total.month, total.investment)) AS places,
    count(DISTINCT (total.month, total.investment)) FILTER (WHERE source.id IS NOT NULL) AS current_places
FROM category_total AS total
JOIN emissions_ledgerimport AS file ON file.organisation_id = total.organisation_id AND file.id = total.import_id
LEFT JOIN emissions_periodsource AS source
    ON source.organisation_id = total.organisation_id AND source.ledger_import_id = total.import_id
    AND source.month = total.month AND source.investment = total.investment AND source.ledger = file.ledger
WHERE total.organisation_id = %(organisation_id)s AND total.import_id = ANY (%(imports)s)
GROUP BY total.import_id
