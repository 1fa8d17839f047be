-- What footprints froze for some categories: money, money in other currencies as JSON text, and kg CO2e; no energy.
SELECT
    footprint_id,
    key AS category,
    amount,
    other_money::text AS other_money,
    kg
FROM emissions_footprintpart
WHERE
    organisation_id = ANY(%(organisation_ids)s)
    AND footprint_id = ANY(%(footprints)s)
    AND dimension = 'category'
    AND key = ANY(%(categories)s)
    AND NOT is_energy
