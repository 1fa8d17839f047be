-- Every deviation that was not withdrawn, with each supplier that it counts for: the one named, else all of the contract.
SELECT coalesce(nullif(party.number, ''), lower(party.name)) AS supplier,
       deviation.severity, deviation.found_on, deviation.closed_on
FROM follow_up_deviation deviation
JOIN procurement_contractparty party
  ON party.contract_id = deviation.contract_id AND (deviation.party_id IS NULL OR party.id = deviation.party_id)
WHERE deviation.organisation_id = %(organisation_id)s AND deviation.state <> 'withdrawn'
