-- Each supplier of each signed contract, ended ones too, as it is written there, with the finished controls of the contract
-- that were of all its suppliers or of this one. Who is the same supplier, calculations/supplier_keys.py tells.
WITH controlled AS (
    SELECT contract_id, party_id, count(*) AS controls
    FROM follow_up_control
    WHERE organisation_id = %(organisation_id)s AND state = 'finished'
    GROUP BY contract_id, party_id
)
SELECT party.id AS party, party.contract_id AS contract, party.name, party.number, contract.country,
       coalesce(of_all.controls, 0) + coalesce(of_one.controls, 0) AS controls
FROM procurement_contractparty party
JOIN procurement_contract contract ON contract.id = party.contract_id
LEFT JOIN controlled of_all ON of_all.contract_id = party.contract_id AND of_all.party_id IS NULL
LEFT JOIN controlled of_one ON of_one.contract_id = party.contract_id AND of_one.party_id = party.id
WHERE party.organisation_id = %(organisation_id)s AND contract.state = 'signed'
