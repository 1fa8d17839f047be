SELECT DISTINCT ON (key_id) key_id, treatment, category, reason, rule_kind, rule_ref, treatment_ref, matched
FROM key_category
WHERE organisation_id = %(organisation_id)s AND version <= %(version)s
  AND (%(keys)s::bigint[] IS NULL OR key_id = ANY (%(keys)s::bigint[]))
ORDER BY key_id, version DESC
