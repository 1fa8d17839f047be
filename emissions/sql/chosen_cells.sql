SELECT
    cell.organisation_id, cell.import_id, cell.month, cell.key_id, cell.currency, cell.amount, cell.lines,
    decided.treatment, decided.category, decided.reason, intensity.kg_per_unit,
    (
        %(pattern)s::text IS NULL
        OR key.account LIKE %(prefix)s
        OR EXISTS (
            SELECT FROM suppliers_suppliercard AS card
            WHERE card.organisation_id = key.organisation_id AND card.id = key.supplier_id
              AND (card.name ILIKE %(pattern)s OR card.number LIKE %(prefix)s)
              AND (NOT card.is_personal OR %(persons_are_named)s)
        )
        OR EXISTS (
            SELECT FROM ledger_name AS named
            WHERE named.organisation_id = key.organisation_id AND named.name ILIKE %(pattern)s
              AND (named.kind, named.code) IN (('account', key.account), ('unit', key.unit), ('function', key.function))
        )
    ) AS is_named
FROM spend_cell AS cell
JOIN unnest(%(months)s::date[], %(investments)s::boolean[], %(imports)s::bigint[])
    AS base (month, investment, import_id) USING (month, investment, import_id)
JOIN posting_key AS key ON key.organisation_id = cell.organisation_id AND key.id = cell.key_id
JOIN (
    SELECT DISTINCT ON (key_id) key_id, treatment, category, reason
    FROM key_category
    WHERE organisation_id = %(organisation_id)s AND version <= %(version)s
    ORDER BY key_id, version DESC
) AS decided ON decided.key_id = cell.key_id
LEFT JOIN unnest(%(categories)s::text[], %(currencies)s::text[], %(kg_per_unit)s::numeric[])
    AS intensity (category, currency, kg_per_unit)
    ON intensity.category = decided.category AND intensity.currency = cell.currency
WHERE cell.organisation_id = %(organisation_id)s
  AND decided.treatment = ANY (%(treatments)s)
  AND (%(chosen_categories)s::text[] IS NULL OR decided.category = ANY (%(chosen_categories)s))
  AND (%(reason)s::text IS NULL OR decided.reason = %(reason)s)
  AND (%(account)s::text IS NULL OR key.account = %(account)s)
  AND (%(unit)s::text IS NULL OR coalesce(key.unit, '') = %(unit)s)
  AND (%(month)s::date IS NULL OR cell.month = %(month)s)
  AND (NOT %(without_supplier)s OR key.supplier_id IS NULL)
  AND (%(cards)s::bigint[] IS NULL OR key.supplier_id = ANY (%(cards)s))
  AND (NOT %(without_figure)s OR intensity.kg_per_unit IS NULL)
