SELECT kind, count(DISTINCT identity) AS suppliers, count(*) AS cards
FROM suppliers_suppliercard
WHERE organisation_id = %(organisation_id)s
GROUP BY GROUPING SETS ((kind), ())
