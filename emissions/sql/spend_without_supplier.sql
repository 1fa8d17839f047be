nameless AS (
    SELECT
        account, function, unit, max(account_name) AS account_name, max(rule_kind) AS rule_kind,
        sum(amount) AS amount, sum(size) AS size, sum(lines)::bigint AS lines
    FROM own
    WHERE supplier_id IS NULL
    GROUP BY account, function, unit
)
SELECT nameless.*, in_function.name AS function_name, in_unit.name AS unit_name
FROM nameless
LEFT JOIN ledger_name AS in_function
    ON in_function.organisation_id = %(organisation_id)s AND in_function.kind = 'function'
    AND in_function.chart = '' AND in_function.code = nameless.function
LEFT JOIN ledger_name AS in_unit
    ON in_unit.organisation_id = %(organisation_id)s AND in_unit.kind = 'unit' AND in_unit.chart = '' AND in_unit.code = nameless.unit
ORDER BY size DESC, account, function, unit
LIMIT %(most)s
