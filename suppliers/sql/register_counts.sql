SELECT
    kind, count(DISTINCT identity) AS suppliers, count(*) AS cards,
    count(DISTINCT identity) FILTER (WHERE identity_number <> '' OR identity_name <> '') AS merged,
    count(DISTINCT identity) FILTER (WHERE right_number <> '' OR right_name <> '') AS corrected
FROM suppliers_suppliercard
WHERE organisation_id = %(organisation_id)s
GROUP BY GROUPING SETS ((kind), ())
