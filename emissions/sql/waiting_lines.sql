WITH spent AS (
    SELECT cell.key_id, extract(year FROM cell.month)::integer AS year, sum(cell.lines) AS lines
    FROM spend_cell AS cell
    JOIN unnest(%(months)s::date[], %(investments)s::boolean[]) AS base (month, investment) USING (month, investment)
    WHERE cell.organisation_id = %(organisation_id)s AND cell.import_id = %(import_id)s
    GROUP BY 1, 2
),
decided AS (
    SELECT DISTINCT ON (key_id) key_id, treatment, rule_kind, rule_ref
    FROM key_category
    WHERE organisation_id = %(organisation_id)s AND version <= %(version)s
      AND key_id IN (SELECT key_id FROM spent)
    ORDER BY key_id, version DESC
)
SELECT spent.year, sum(spent.lines)::bigint AS lines
FROM spent
JOIN decided ON decided.key_id = spent.key_id
WHERE decided.treatment = 'unclassified'
   OR decided.treatment <> 'excluded' AND decided.rule_kind = 'account' AND decided.rule_ref = ANY (%(catch_all)s)
GROUP BY spent.year
ORDER BY spent.year
