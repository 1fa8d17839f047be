WITH spent AS (
    SELECT cell.key_id, cell.currency, sum(cell.amount) AS amount
    FROM spend_cell AS cell
    JOIN unnest(%(months)s::date[], %(investments)s::boolean[], %(imports)s::bigint[])
        AS base (month, investment, import_id) USING (month, investment, import_id)
    WHERE cell.organisation_id = %(organisation_id)s
    GROUP BY cell.key_id, cell.currency
),
decided AS (
    SELECT DISTINCT ON (key_id) key_id, treatment, rule_kind, rule_ref
    FROM key_category
    WHERE organisation_id = %(organisation_id)s AND version <= %(version)s
    ORDER BY key_id, version DESC
)
SELECT spent.currency, sum(abs(spent.amount)) AS amount
FROM spent
JOIN decided ON decided.key_id = spent.key_id
WHERE decided.treatment = 'excluded' AND decided.rule_kind = 'organisation'
   OR decided.treatment NOT IN ('excluded', 'unclassified')
   AND NOT (decided.rule_kind = 'account' AND decided.rule_ref = ANY (%(broad)s))
GROUP BY spent.currency
