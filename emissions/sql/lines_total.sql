SELECT
    currency,
    sum(amount) AS amount, sum(lines)::bigint AS lines, sum(amount * kg_per_unit) AS kg,
    coalesce(sum(lines) FILTER (WHERE is_named), 0)::bigint AS named_lines,
    sum(amount) FILTER (WHERE is_named) AS named_amount,
    sum(amount * kg_per_unit) FILTER (WHERE is_named) AS named_kg
FROM chosen
WHERE organisation_id = %(organisation_id)s
GROUP BY currency
ORDER BY sum(abs(amount)) DESC, currency
