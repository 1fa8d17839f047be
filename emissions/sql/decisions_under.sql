SELECT DISTINCT ON (key_id) key_id, treatment, category, reason, rule_kind, rule_ref, treatment_ref, matched
FROM key_category
WHERE organisation_id = %(organisation_id)s AND version <= %(version)s
ORDER BY key_id, version DESC
