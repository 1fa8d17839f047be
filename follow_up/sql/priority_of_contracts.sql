-- A row for each running contract with what its priority is gathered from, all but names and risks.
WITH standing AS (
    SELECT contract_id,
           count(*) AS obligations,
           count(*) FILTER (WHERE since IS NOT NULL) AS in_force,
           count(*) FILTER (WHERE since IS NOT NULL AND NOT has_evidence) AS without_evidence,
           min(evidence_until) FILTER (WHERE since IS NOT NULL AND has_evidence) AS evidence_until,
           max(since) FILTER (WHERE state <> 'kept' AND since >= %(recent)s) AS since,
           min(next_on) AS next_on,
           max(checked_on) AS checked_on
    FROM follow_up_obligationstanding
    WHERE organisation_id = %(organisation_id)s
    GROUP BY contract_id
), controlled AS (
    SELECT contract_id, max(held_on) AS held_on
    FROM follow_up_control
    WHERE organisation_id = %(organisation_id)s AND state = 'finished'
    GROUP BY contract_id
), spent AS (
    SELECT DISTINCT ON (contract_id) contract_id, amount, kg
    FROM follow_up_contractspend
    WHERE organisation_id = %(organisation_id)s AND currency = %(currency)s
    ORDER BY contract_id, year DESC
), traits AS (
    SELECT contract_id, market, criticality
    FROM follow_up_contracttraits
    WHERE organisation_id = %(organisation_id)s
), noted AS (
    SELECT DISTINCT ON (note.contract_id) note.contract_id, note.worry, note.dependence, note.knowledge, note.market
    FROM follow_up_interviewnote note
    JOIN follow_up_interview interview ON interview.id = note.interview_id
    WHERE note.organisation_id = %(organisation_id)s AND note.obligation_id IS NULL
    ORDER BY note.contract_id, interview.held_on DESC, note.id DESC
)
SELECT contract.id AS contract, contract.uuid::text AS "row", contract.title, contract.category,
       contract.manager_id AS manager,
       spent.amount::float8 AS spend, (spent.kg / 1000)::float8 AS tonnes,
       coalesce(standing.since, standing.next_on) - %(today)s AS step_days,
       coalesce(standing.in_force, 0) > 0 AS step_in_force,
       coalesce(standing.without_evidence, 0) = 0 AND coalesce(standing.in_force, 0) > 0 AS has_evidence,
       standing.evidence_until - %(today)s AS evidence_days_left,
       standing.obligations, standing.in_force, standing.without_evidence,
       (%(today)s - greatest(standing.checked_on, controlled.held_on))::float8 / 30.4375 AS months_since_check,
       coalesce(traits.market, noted.market) AS market, traits.criticality,
       noted.worry, noted.dependence, noted.knowledge
FROM procurement_contract contract
LEFT JOIN standing ON standing.contract_id = contract.id
LEFT JOIN controlled ON controlled.contract_id = contract.id
LEFT JOIN spent ON spent.contract_id = contract.id
LEFT JOIN traits ON traits.contract_id = contract.id
LEFT JOIN noted ON noted.contract_id = contract.id
WHERE contract.organisation_id = %(organisation_id)s
  AND contract.state = 'signed' AND contract.last_day >= %(today)s
