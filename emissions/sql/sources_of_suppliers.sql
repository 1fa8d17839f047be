SELECT
    key.supplier_id AS card, source.uuid, file.name, min(cell.month) AS first, max(cell.month) AS last,
    sum(cell.lines)::bigint AS lines
FROM posting_key AS key
JOIN spend_cell AS cell ON cell.organisation_id = key.organisation_id AND cell.key_id = key.id
JOIN emissions_ledgerimport AS source ON source.organisation_id = key.organisation_id AND source.id = cell.import_id
JOIN foundation_storedfile AS file ON file.id = source.file_id
WHERE key.organisation_id = %(organisation_id)s AND key.supplier_id = ANY (%(cards)s::bigint[])
GROUP BY key.supplier_id, source.id, source.uuid, file.name
ORDER BY source.id DESC, key.supplier_id
