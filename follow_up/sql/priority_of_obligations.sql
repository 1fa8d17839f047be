-- A row for each obligation of a running contract with what is its own; the rest is its contract's.
SELECT obligation.contract_id AS contract, obligation.uuid::text AS "row", obligation.title,
       'climate' = ANY (obligation.themes) AS is_about_climate,
       CASE WHEN standing.state <> 'kept' AND standing.since >= %(recent)s THEN standing.since
            ELSE standing.next_on END - %(today)s AS step_days,
       standing.since IS NOT NULL AS step_in_force,
       standing.has_evidence,
       standing.evidence_until - %(today)s AS evidence_days_left,
       (%(today)s - standing.checked_on)::float8 / 30.4375 AS months_since_check
FROM follow_up_obligationstanding standing
JOIN procurement_obligation obligation ON obligation.id = standing.obligation_id
JOIN procurement_contract contract ON contract.id = standing.contract_id
WHERE standing.organisation_id = %(organisation_id)s
  AND contract.organisation_id = %(organisation_id)s
  AND contract.state = 'signed' AND contract.last_day >= %(today)s
