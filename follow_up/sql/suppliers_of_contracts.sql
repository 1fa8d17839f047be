-- Which suppliers each signed contract has, and how many finished controls it had; a supplier by its number, else name.
SELECT party.contract_id AS contract,
       coalesce(nullif(party.number, ''), lower(party.name)) AS supplier,
       coalesce(controlled.controls, 0) AS controls
FROM procurement_contractparty party
LEFT JOIN (
    SELECT contract_id, count(*) AS controls
    FROM follow_up_control
    WHERE organisation_id = %(organisation_id)s AND state = 'finished'
    GROUP BY contract_id
) controlled ON controlled.contract_id = party.contract_id
WHERE party.organisation_id = %(organisation_id)s
