nameless AS (
    SELECT account, chart, sum(size) AS size, sum(lines)::bigint AS lines
    FROM own
    WHERE coalesce(trim(account_name), '') = ''
    GROUP BY account, chart
)
SELECT * FROM nameless ORDER BY size DESC, account LIMIT %(most)s
