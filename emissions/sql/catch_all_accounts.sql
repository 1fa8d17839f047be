catch_all AS (
    SELECT * FROM own
    WHERE rule_kind = 'account' AND rule_ref = ANY (%(catch_all)s) AND treatment <> 'unclassified'
       OR treatment = 'unclassified'
),
by_account AS (
    SELECT
        account, max(chart) AS chart, max(account_name) AS account_name, max(rule_ref) AS rule_ref,
        bool_and(treatment = 'unclassified') AS is_unclassified, sum(size) AS size, sum(lines)::bigint AS lines,
        count(DISTINCT supplier_id) AS suppliers
    FROM catch_all
    GROUP BY account
    ORDER BY size DESC, account
    LIMIT %(accounts)s
)
SELECT *, NULL::bigint AS supplier_id, NULL::uuid AS supplier_uuid, '' AS supplier_number, '' AS supplier_name, false AS is_personal
FROM by_account
ORDER BY size DESC, account
