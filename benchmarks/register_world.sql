SELECT setval(name, (nextval(name) / 42000 + 1) * 42000)
FROM unnest(ARRAY['procurement_contract', 'procurement_obligation', 'follow_up_evidence']) AS made (table_name)
CROSS JOIN pg_get_serial_sequence(table_name, 'id') AS name;

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
SELECT gen_random_uuid(), organisation_id, id, contract_id, date '2026-09-01' - (contract_id %% 500)::int, id %% 7 > 0, 60 + id %% 30, '%%', '', 'control', 'Bench', now(), ''
FROM procurement_obligation WHERE organisation_id = %(organisation_id)s AND id %% 3 = 0;

INSERT INTO follow_up_control (
    uuid, organisation_id, contract_id, kind, is_announced, place, held_on, method, third_party, summary, hours, state,
    finished_at, finished_by, cancelled_because, made_by, revision, created_at, updated_at
)
SELECT gen_random_uuid(), organisation_id, id, (ARRAY['site', 'desk', 'desk'])[1 + id %% 3], true, '',
    current_date - (30 * turn + id %% 300)::int, '', '', '', 4 + id %% 9, 'finished', now(), 'Kari Kontroll', '', 'Bench', 1, now(), now()
FROM procurement_contract CROSS JOIN generate_series(1, 2) AS made (turn)
WHERE organisation_id = %(organisation_id)s AND (id %% 3 = 0 OR id %% 10 = turn);

INSERT INTO follow_up_deviation (
    uuid, organisation_id, number, contract_id, party_id, obligation_id, case_number, title, facts, severity, found_on, step, threshold,
    value, unit, found_by_name, deadline, supplier_email, supplier_language, state, escalation, reopened, mended_on, mended_by_name,
    mended_by_client, closed_on, closed_by, withdrawn_because, revision, created_at, updated_at
)
SELECT gen_random_uuid(), organisation_id, row_number() OVER (ORDER BY id), contract_id,
    CASE WHEN turn %% 20 > 0 THEN (SELECT min(party.id) FROM procurement_contractparty AS party WHERE party.contract_id = made.contract_id) END,
    id, '', 'Avvik ' || id, 'To av fem leveranser gikk med diesel.', (ARRAY['minor', 'minor', 'minor', 'major', 'major', 'critical'])[1 + turn %% 6],
    found_on, 1, 50, 40, '%%', 'Kari Kontroll', found_on + 30, '', 'nb', CASE WHEN is_closed THEN 'closed' ELSE 'told' END, 0, 0,
    CASE WHEN is_closed THEN found_on + 20 END, '', '', CASE WHEN is_closed THEN found_on + 25 END, '', '', 1, now(), now()
FROM (
    SELECT organisation_id, id, contract_id, id / 50 AS turn, current_date - (30 + id / 50 * 37 %% 700)::int AS found_on,
        id / 50 %% 10 < 7 AS is_closed
    FROM procurement_obligation WHERE organisation_id = %(organisation_id)s AND id %% 50 = 0
) AS made;

INSERT INTO follow_up_contractspend (organisation_id, contract_id, year, currency, amount, kg, found_by, worked_out_at)
SELECT organisation_id, id, extract(year FROM current_date)::int - turn, 'NOK', round((20000 * exp(id %% 600 / 100.0))::numeric, 2),
    CASE WHEN id %% 4 > 0 THEN round((600 * exp(id %% 500 / 100.0))::numeric, 3) END, 'by_supplier', now()
FROM procurement_contract CROSS JOIN generate_series(1, 2) AS made (turn)
WHERE organisation_id = %(organisation_id)s AND id %% 5 > 0;

INSERT INTO follow_up_evidence (
    uuid, organisation_id, contract_id, title, link, effective_on, valid_until, note, confidential_because, source, uploaded_by, uploaded_at,
    state, decided_by, decided_on, rejected_because, revision
)
SELECT gen_random_uuid(), organisation_id, id, 'Miljøsertifikat ' || id, 'https://supplier.example/' || id, date '2026-01-01',
    CASE WHEN id %% 3 > 0 THEN current_date + (id %% 400)::int - 40 END, '', '', 'buyer', 'Kari Kontroll', now(), 'accepted', 'Kari Kontroll',
    current_date, '', 1
FROM procurement_contract WHERE organisation_id = %(organisation_id)s AND id %% 2 = 0;

INSERT INTO follow_up_evidencecover (organisation_id, evidence_id, obligation_id)
SELECT obligation.organisation_id, evidence.id, obligation.id
FROM follow_up_evidence AS evidence JOIN procurement_obligation AS obligation USING (contract_id)
WHERE evidence.organisation_id = %(organisation_id)s AND obligation.position <= 1 + evidence.id %% (2 * %(obligations)s);

INSERT INTO follow_up_contracttraits (
    organisation_id, contract_id, market, market_note, criticality, criticality_note, revision, updated_by, updated_at
)
SELECT organisation_id, id, 1 + id %% 5, '', nullif(id %% 6, 0), '', 1, 'Bench', now()
FROM procurement_contract WHERE organisation_id = %(organisation_id)s AND id %% 4 = 0;

INSERT INTO follow_up_interview (uuid, organisation_id, adviser_name, held_on, note, revision, made_by, created_at, updated_at)
SELECT gen_random_uuid(), %(organisation_id)s, 'Rådgiver ' || turn, current_date - turn * 6, '', 1, 'Bench', now(), now()
FROM generate_series(1, 40) AS made (turn);

INSERT INTO follow_up_interviewnote (organisation_id, interview_id, contract_id, worry, dependence, knowledge, market, words)
SELECT contract.organisation_id, talk.id, contract.id, 1 + contract.id %% 5, nullif(contract.id %% 6, 0), 1 + contract.id %% 4, NULL, ''
FROM procurement_contract AS contract
JOIN (SELECT id, row_number() OVER (ORDER BY id) AS place FROM follow_up_interview WHERE organisation_id = %(organisation_id)s) AS talk
  ON talk.place = 1 + contract.id %% 40
WHERE contract.organisation_id = %(organisation_id)s AND contract.id %% 3 = 0;

INSERT INTO follow_up_plannedtask (
    uuid, organisation_id, contract_id, kind, title, agenda, place, is_announced, owner_id, due_on, month, hours, is_fixed, state, done_by,
    minutes, cancelled_because, revision, made_by, made_from, times_given_hours, created_at, updated_at
)
SELECT gen_random_uuid(), organisation_id, id, (ARRAY['desk_control', 'site_inspection', 'status_meeting'])[1 + id %% 3], 'Kontroll ' || id, '',
    '', true, %(controller)s, current_date + (id %% 330)::int, NULL, 3 + id %% 8, false, 'planned', '', '', '', 1, 'Bench', '', 0, now(), now()
FROM procurement_contract WHERE organisation_id = %(organisation_id)s AND id %% 10 = 1;

INSERT INTO follow_up_controllercapacity (organisation_id, person_id, month, hours, updated_by, updated_at)
SELECT %(organisation_id)s, %(controller)s, date_trunc('month', current_date) + make_interval(months => turn), 90, 'Bench', now()
FROM generate_series(0, 11) AS made (turn);
