, lacking AS (
    SELECT own.of_base, cell.fact, sum(least(cell.size, own.size)) AS size, sum(cell.lines)::bigint AS lines
    FROM (
        SELECT span.of_base, cell.fact, cell.key_id, sum(cell.size) AS size, sum(cell.lines) AS lines
        FROM quality_cell AS cell
        JOIN posting_key AS key ON key.organisation_id = %(organisation_id)s AND key.id = cell.key_id
        JOIN span
            ON span.import_id = cell.import_id AND span.investment = key.investment
            AND cell.month BETWEEN span.first AND span.last
        WHERE cell.organisation_id = %(organisation_id)s AND cell.currency = %(currency)s
          AND cell.import_id = ANY (%(imports)s)
        GROUP BY span.of_base, cell.fact, cell.key_id
    ) AS cell
    JOIN own ON own.of_base = cell.of_base AND own.key_id = cell.key_id
    GROUP BY own.of_base, cell.fact
)
SELECT of_base, 'currency' AS part, currency::text AS name, sum(size) AS size, sum(lines)::bigint AS lines, 0::bigint AS things
FROM counted
GROUP BY of_base, currency
UNION ALL
SELECT
    of_base, 'decision', CASE treatment WHEN 'unclassified' THEN '' ELSE rule_kind END || ' '
    || CASE WHEN rule_kind = 'account' AND treatment <> 'unclassified' THEN rule_ref ELSE '' END,
    sum(size), sum(lines)::bigint, count(DISTINCT account)
FROM own
GROUP BY of_base, 3
UNION ALL
SELECT of_base, 'supplier', state, sum(size), sum(lines)::bigint, count(DISTINCT identity)
FROM supplier
GROUP BY of_base, state
UNION ALL
SELECT of_base, 'doubled_number', '', sum(size), sum(lines)::bigint, count(DISTINCT plain_number)
FROM supplier
WHERE number_is_double
GROUP BY of_base
UNION ALL
SELECT of_base, 'doubled_name', '', sum(size), sum(lines)::bigint, count(DISTINCT plain_name)
FROM supplier
WHERE name_is_double
GROUP BY of_base
UNION ALL
SELECT of_base, 'doubled', '', sum(size), sum(lines)::bigint, count(*)
FROM supplier
WHERE number_is_double OR name_is_double
GROUP BY of_base
UNION ALL
SELECT of_base, 'negative', '', sum(size), sum(lines)::bigint, count(*)
FROM (
    SELECT of_base, identity, sum(amount) AS amount, sum(size) AS size, sum(lines) AS lines
    FROM supplier
    WHERE (of_base, identity) IN (SELECT of_base, identity FROM supplier WHERE amount < 0 AND state <> 'none')
    GROUP BY of_base, identity
) AS known
WHERE amount < 0
GROUP BY of_base
UNION ALL
SELECT of_base, 'unit', '', sum(size), sum(lines)::bigint, count(DISTINCT unit)
FROM own
WHERE unit IS NOT NULL
GROUP BY of_base
UNION ALL
SELECT of_base, 'function', '', sum(size), sum(lines)::bigint, count(DISTINCT function)
FROM own
WHERE function IS NOT NULL
GROUP BY of_base
UNION ALL
SELECT of_base, 'unnamed', '', sum(size), sum(lines)::bigint, count(DISTINCT account)
FROM own
WHERE coalesce(trim(account_name), '') = ''
GROUP BY of_base
UNION ALL
SELECT of_base, 'fact', fact, size, lines, 0 FROM lacking
