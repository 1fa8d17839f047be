WITH spent AS (
    SELECT
        extract(year FROM cell.month)::integer AS year, cell.key_id, cell.currency, sum(cell.amount) AS amount, sum(cell.lines) AS lines
    FROM spend_cell AS cell
    JOIN unnest(%(months)s::date[], %(investments)s::boolean[], %(imports)s::bigint[])
        AS base (month, investment, import_id) USING (month, investment, import_id)
    WHERE cell.organisation_id = %(organisation_id)s AND cell.import_id = ANY (%(each_import)s::bigint[])
      AND (%(keys)s::bigint[] IS NULL OR cell.key_id = ANY (%(keys)s::bigint[]))
    GROUP BY 1, cell.key_id, cell.currency
),
decided AS (
    SELECT DISTINCT ON (key_id) key_id, treatment
    FROM key_category
    WHERE organisation_id = %(organisation_id)s AND version <= %(version)s
      AND (%(keys)s::bigint[] IS NULL OR key_id = ANY (%(keys)s::bigint[]))
    ORDER BY key_id, version DESC
),
by_currency AS (
    SELECT
        spent.year, card.identity, trim(spent.currency) AS currency, sum(spent.amount) AS amount, sum(spent.lines) AS lines,
        coalesce(sum(spent.amount) FILTER (WHERE decided.treatment <> 'energy'), 0) AS counted
    FROM spent
    JOIN decided ON decided.key_id = spent.key_id
    JOIN posting_key AS key ON key.organisation_id = %(organisation_id)s AND key.id = spent.key_id
    JOIN suppliers_suppliercard AS card ON card.organisation_id = %(organisation_id)s AND card.id = key.supplier_id
    WHERE decided.treatment IN ('purchase', 'capital_good', 'energy', 'unclassified')
      AND (%(keys)s::bigint[] IS NULL OR key.id = ANY (%(keys)s::bigint[]))
      AND (%(identities)s::uuid[] IS NULL OR card.identity = ANY (%(identities)s::uuid[]))
    GROUP BY spent.year, card.identity, spent.currency
),
bought AS (
    SELECT
        year, identity,
        coalesce(sum(amount) FILTER (WHERE currency = %(currency)s), 0) AS amount,
        sum(counted) FILTER (WHERE currency = %(currency)s) AS counted,
        coalesce(jsonb_object_agg(currency, amount::text) FILTER (WHERE currency <> %(currency)s), '{}') AS others,
        sum(lines) AS lines
    FROM by_currency
    GROUP BY year, identity
),
gone AS (
    DELETE FROM supplier_year AS kept
    WHERE kept.organisation_id = %(organisation_id)s AND kept.year = ANY (%(years)s::integer[])
      AND (%(identities)s::uuid[] IS NULL OR kept.identity = ANY (%(identities)s::uuid[]))
      AND NOT EXISTS (SELECT FROM bought WHERE bought.identity = kept.identity AND bought.year = kept.year)
)
INSERT INTO supplier_year AS kept (organisation_id, identity, year, name, shows, amount, counted, others, lines)
SELECT
    %(organisation_id)s, bought.identity, bought.year, known.name,
    known.shows || CASE WHEN bought.counted < 0 THEN ARRAY['negative'] ELSE '{}' END,
    bought.amount, bought.counted, bought.others, bought.lines
FROM bought
JOIN known_supplier AS known ON known.organisation_id = %(organisation_id)s AND known.identity = bought.identity
WHERE %(identities)s::uuid[] IS NULL OR known.identity = ANY (%(identities)s::uuid[])
ON CONFLICT (organisation_id, identity, year) DO UPDATE
SET name = excluded.name, shows = excluded.shows, amount = excluded.amount, counted = excluded.counted,
    others = excluded.others, lines = excluded.lines
WHERE (kept.name, kept.shows, kept.amount, kept.counted, kept.others, kept.lines)
    IS DISTINCT FROM (excluded.name, excluded.shows, excluded.amount, excluded.counted, excluded.others, excluded.lines)
