-- The newest footprints of each year that rest on a factor set's version before the one with this number.
SELECT
    newest.pk,
    newest.organisation,
    newest.year,
    newest.uuid,
    newest.factor_set,
    newest.currency,
    newest.total_kg,
    part ->> 'version' AS number
FROM (
    SELECT DISTINCT ON (organisation_id, year)
        id AS pk,
        organisation_id AS organisation,
        year,
        uuid,
        factor_set,
        currency,
        total_kg,
        intensity_set_id
    FROM emissions_footprint
    WHERE organisation_id = ANY(%(organisation_ids)s)
    ORDER BY organisation_id, year, calculated_at DESC
) AS newest
INNER JOIN emissions_intensityset AS intensities ON newest.intensity_set_id = intensities.id
CROSS JOIN LATERAL jsonb_array_elements(intensities.factor_sets) AS part
WHERE
    part ->> 'code' = %(code)s
    AND (part ->> 'version')::integer < %(number)s
