SELECT
    place.month, place.investment, place.lines, place.counted,
    holder.ledger_import_id AS holder_id
FROM (
    SELECT
        month, investment, sum(lines)::bigint AS lines,
        sum(amount) FILTER (WHERE treatment = ANY (%(counted)s) AND currency = %(currency)s) AS counted
    FROM category_total
    WHERE organisation_id = %(organisation_id)s AND import_id = %(import_id)s
    GROUP BY month, investment
) AS place
LEFT JOIN emissions_periodsource AS holder
    ON holder.organisation_id = %(organisation_id)s AND holder.month = place.month
    AND holder.investment = place.investment AND holder.ledger = %(ledger)s
ORDER BY place.investment, place.month
