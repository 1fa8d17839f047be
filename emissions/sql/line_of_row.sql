SELECT
    line.key_id, line.import_id, line.row, line.month, line.posted_on, line.amount, line.currency, line.voucher,
    line.invoice, line.project, line.text, decided.treatment, decided.category, decided.reason, intensity.kg_per_unit,
    1 AS place
FROM ledger_line AS line
JOIN posting_key AS key ON key.organisation_id = line.organisation_id AND key.id = line.key_id
JOIN unnest(%(months)s::date[], %(investments)s::boolean[], %(imports)s::bigint[])
    AS base (month, investment, import_id)
    ON base.month = line.month AND base.investment = key.investment AND base.import_id = line.import_id
JOIN LATERAL (
    SELECT treatment, category, reason
    FROM key_category
    WHERE organisation_id = line.organisation_id AND key_id = line.key_id AND version <= %(version)s
    ORDER BY version DESC
    LIMIT 1
) AS decided ON true
LEFT JOIN unnest(%(categories)s::text[], %(currencies)s::text[], %(kg_per_unit)s::numeric[])
    AS intensity (category, currency, kg_per_unit)
    ON intensity.category = decided.category AND intensity.currency = line.currency
WHERE line.organisation_id = %(organisation_id)s AND line.import_id = %(import_id)s AND line.row = %(row)s
