SELECT treatment, category, reason, rule_kind, rule_ref, treatment_ref, matched, version
FROM key_category
WHERE organisation_id = %(organisation_id)s AND key_id = %(key_id)s AND version <= %(version)s
ORDER BY version DESC
LIMIT 1
