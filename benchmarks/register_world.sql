INSERT INTO procurement_contract (
    uuid, organisation_id, kind, title, number, case_number, country, category, value, currency, signed_on, first_day, months,
    last_day, last_possible_day, state, withdrawn_because, signed_early_because, beyond_because, made_by, revision, created_at, updated_at
)
SELECT gen_random_uuid(), %(organisation_id)s, 'contract', 'Avtale ' || turn, 'K-' || turn, '', 'NO',
    (ARRAY['construction.buildings', 'food.mixed', 'transport.goods', 'it.computers', 'maintenance.cleaning'])[1 + turn %% 5],
    1000000 + turn * 100, 'NOK', date '2025-01-01', date '2025-02-01', 60, date '2030-01-31', date '2030-01-31', 'signed', '', '', '',
    'Bench', 1, now(), now()
FROM generate_series(1, %(contracts)s) AS made (turn);

INSERT INTO procurement_contractparty (uuid, organisation_id, contract_id, name, number, email)
SELECT gen_random_uuid(), organisation_id, id, 'Leverandør ' || id %% 700, (910000000 + id %% 700)::text, '' FROM procurement_contract
WHERE organisation_id = %(organisation_id)s;

INSERT INTO procurement_obligation (
    uuid, organisation_id, contract_id, position, code, title, wording, proof, audit_right, language, kind, themes, "values", answer,
    unit, direction, period, on_extension, on_late_start, on_partial_proof
)
SELECT gen_random_uuid(), organisation_id, contract.id, turn, '', 'Forpliktelse ' || turn || ' i avtale ' || contract.id,
    'Minst så mange prosent av leveransene skal skje uten utslipp.', 'Rapport hvert halvår', '', 'nb', 'contract_clause',
    ARRAY[(ARRAY['climate', 'social', 'wages', 'price', 'delivery'])[1 + turn %% 5]], '{}', '', '%%', 'at_least', '',
    'steps_go_on', 'from_actual_start', 'not_kept'
FROM procurement_contract AS contract CROSS JOIN generate_series(1, %(obligations)s) AS made (turn)
WHERE organisation_id = %(organisation_id)s;

INSERT INTO procurement_obligationstep (
    organisation_id, obligation_id, number, origin, threshold, months, notice_months, proof, bonus, penalty, goal, first_day, last_day,
    option, needs_option
)
SELECT organisation_id, id, turn, 'asked', 30 + 20 * turn, 18 * (turn - 1), 0, '', '', '', '',
    date '2025-02-01' + make_interval(months => 18 * (turn - 1)),
    CASE turn WHEN 3 THEN date '2030-01-31' ELSE date '2025-01-31' + make_interval(months => 18 * turn) END, 0, false
FROM procurement_obligation CROSS JOIN generate_series(1, 3) AS made (turn)
WHERE organisation_id = %(organisation_id)s;

INSERT INTO follow_up_checkresult (
    uuid, organisation_id, obligation_id, contract_id, "on", is_kept, value, unit, note, source, made_by, made_at, void_because
)
SELECT gen_random_uuid(), organisation_id, id, contract_id, date '2026-09-01', id %% 7 > 0, 60 + id %% 30, '%%', '', 'control', 'Bench', now(), ''
FROM procurement_obligation WHERE organisation_id = %(organisation_id)s AND id %% 3 = 0;
