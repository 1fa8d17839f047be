WITH cards AS MATERIALIZED (
    SELECT id
    FROM suppliers_suppliercard
    WHERE organisation_id = %(organisation_id)s
      AND %(supplier)s = coalesce(
          nullif(right_number, ''), nullif(number, ''), nullif(right_name, ''), nullif(name, '')
      )
),
near AS MATERIALIZED (
    SELECT key.id, key.account, key.function, key.unit, key.supplier_id = ANY (ARRAY(SELECT id FROM cards)) AS of_supplier
    FROM posting_key AS key
    WHERE key.organisation_id = %(organisation_id)s
      AND (key.account = %(account)s OR key.supplier_id = ANY (ARRAY(SELECT id FROM cards)))
),
spent AS (
    SELECT cell.key_id, sum(cell.amount) AS amount, sum(cell.lines) AS lines
    FROM spend_cell AS cell
    JOIN unnest(%(months)s::date[], %(investments)s::boolean[], %(imports)s::bigint[])
        AS base (month, investment, import_id) USING (month, investment, import_id)
    WHERE cell.organisation_id = %(organisation_id)s AND cell.currency = %(currency)s
      AND cell.key_id = ANY (ARRAY(SELECT id FROM near))
    GROUP BY cell.key_id
),
decided AS (
    SELECT DISTINCT ON (key_id) key_id, treatment, rule_kind, rule_ref
    FROM key_category
    WHERE organisation_id = %(organisation_id)s AND version <= %(version)s
      AND key_id = ANY (ARRAY(SELECT id FROM near))
    ORDER BY key_id, version DESC
),
met AS (
    SELECT
        spent.amount, spent.lines,
        near.account = %(account)s AS of_account,
        coalesce(near.of_supplier, false) AS of_supplier,
        coalesce(near.function = %(function)s, false) AS of_function,
        coalesce(near.unit = %(unit)s, false) AS of_unit,
        decided.treatment = 'unclassified'
        OR decided.treatment <> 'excluded' AND decided.rule_kind = 'account' AND decided.rule_ref = ANY (%(catch_all)s)
            AS is_waiting,
        decided.treatment <> 'excluded' AND decided.rule_kind <> 'organisation' AS is_shipped
    FROM spent
    JOIN decided ON decided.key_id = spent.key_id
    JOIN near ON near.id = spent.key_id
)
SELECT
    level, coalesce(sum(lines) FILTER (WHERE is_waiting), 0)::bigint AS lines,
    coalesce(sum(abs(amount)) FILTER (WHERE is_waiting), 0) AS amount,
    coalesce(sum(abs(amount)) FILTER (WHERE is_shipped AND NOT is_waiting), 0) AS also
FROM met
CROSS JOIN LATERAL (VALUES
    ('supplier', of_supplier),
    ('account', of_account),
    ('supplier_account', of_supplier AND of_account),
    ('account_function', of_account AND of_function),
    ('supplier_account_function', of_supplier AND of_account AND of_function),
    ('account_function_unit', of_account AND of_function AND of_unit),
    ('account_unit', of_account AND of_unit)
) AS reached (level, holds)
WHERE holds
GROUP BY level
