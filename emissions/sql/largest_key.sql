SELECT cell.key_id AS key, sum(abs(cell.amount)) AS weight, count(*) OVER () AS keys
FROM spend_cell AS cell
JOIN unnest(%(months)s::date[], %(investments)s::boolean[], %(imports)s::bigint[])
    AS base (month, investment, import_id) USING (month, investment, import_id)
JOIN posting_key AS key ON key.organisation_id = %(organisation_id)s AND key.id = cell.key_id
WHERE cell.organisation_id = %(organisation_id)s AND key.account = %(account)s
  AND (%(supplier_id)s::bigint IS NULL OR key.supplier_id = %(supplier_id)s)
  AND (%(function)s::text IS NULL OR key.function = %(function)s)
  AND (%(unit)s::text IS NULL OR key.unit = %(unit)s)
GROUP BY cell.key_id
ORDER BY weight DESC, key
LIMIT 1
