SELECT extract(year FROM cell.month)::integer, cell.key_id, cell.currency, sum(cell.amount), sum(cell.lines)::bigint
FROM spend_cell AS cell
JOIN unnest(%(months)s::date[], %(investments)s::boolean[], %(imports)s::bigint[])
    AS base (month, investment, import_id) USING (month, investment, import_id)
WHERE cell.organisation_id = %(organisation_id)s AND cell.import_id = ANY (%(each_import)s::bigint[])
  AND (%(keys)s::bigint[] IS NULL OR cell.key_id = ANY (%(keys)s::bigint[]))
GROUP BY 1, cell.key_id, cell.currency
