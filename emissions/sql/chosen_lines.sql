WITH decided AS MATERIALIZED (
    SELECT DISTINCT ON (key_id) key_id, treatment, category, reason
    FROM key_category
    WHERE organisation_id = %(organisation_id)s AND version <= %(version)s
    ORDER BY key_id, version DESC
),
searched AS MATERIALIZED (
    SELECT
        key.id AS key_id, key.account, key.account_name, key.chart, key.unit, key.supplier_id,
        decided.treatment, decided.category, decided.reason,
        (
            %(pattern)s::text IS NULL
            OR key.account LIKE %(prefix)s
            OR key.supplier_id = ANY (ARRAY(
                SELECT card.id FROM suppliers_suppliercard AS card
                WHERE card.organisation_id = %(organisation_id)s
                  AND (
                      NOT card.is_personal AND (card.name ILIKE %(pattern)s OR card.number LIKE %(prefix)s)
                      OR card.is_personal AND %(numbers_are_seen)s
                      AND (card.name ILIKE %(pattern)s OR card.number LIKE %(prefix)s)
                      OR card.is_personal AND %(persons_are_named)s
                      AND regexp_replace(card.name, '\d', '', 'g') ILIKE %(pattern)s
                  )
            ))
            OR key.account = ANY (ARRAY(
                SELECT named.code FROM ledger_name AS named
                WHERE named.organisation_id = %(organisation_id)s AND named.kind = 'account'
                  AND CASE
                      WHEN %(numbers_are_seen)s THEN named.name
                      ELSE regexp_replace(named.name, %(like_numbers)s, ' ', 'g')
                  END ILIKE %(pattern)s
            ))
            OR CASE
                WHEN %(numbers_are_seen)s THEN key.account_name
                ELSE regexp_replace(key.account_name, %(like_numbers)s, ' ', 'g')
            END ILIKE %(pattern)s
            OR key.unit = ANY (ARRAY(
                SELECT named.code FROM ledger_name AS named
                WHERE named.organisation_id = %(organisation_id)s AND named.kind = 'unit'
                  AND CASE
                      WHEN %(numbers_are_seen)s THEN named.name
                      ELSE regexp_replace(named.name, %(like_numbers)s, ' ', 'g')
                  END ILIKE %(pattern)s
            ))
        ) IS TRUE AS is_named
    FROM posting_key AS key
    JOIN decided ON decided.key_id = key.id
    WHERE key.organisation_id = %(organisation_id)s
      AND decided.treatment = ANY (%(treatments)s)
      AND (%(chosen_categories)s::text[] IS NULL OR decided.category = ANY (%(chosen_categories)s))
      AND (%(reason)s::text IS NULL OR decided.reason = %(reason)s)
      AND (%(account)s::text IS NULL OR key.account = %(account)s)
      AND (%(unit)s::text IS NULL OR coalesce(key.unit, '') = %(unit)s)
      AND (NOT %(without_supplier)s OR key.supplier_id IS NULL)
      AND (%(cards)s::bigint[] IS NULL OR key.supplier_id = ANY (%(cards)s))
),
chosen AS MATERIALIZED (
    SELECT cell.import_id, cell.month, cell.key_id, cell.currency, cell.amount, cell.lines, intensity.kg_per_unit
    FROM spend_cell AS cell
    JOIN unnest(%(months)s::date[], %(investments)s::boolean[], %(imports)s::bigint[])
        AS base (month, investment, import_id) USING (month, investment, import_id)
    JOIN searched ON searched.key_id = cell.key_id
    LEFT JOIN unnest(%(categories)s::text[], %(currencies)s::text[], %(kg_per_unit)s::numeric[])
        AS intensity (category, currency, kg_per_unit)
        ON intensity.category = searched.category AND intensity.currency = cell.currency
    WHERE cell.organisation_id = %(organisation_id)s AND cell.import_id = ANY (%(imports)s)
      AND (%(month)s::date IS NULL OR cell.month = %(month)s)
      AND (NOT %(without_figure)s OR intensity.kg_per_unit IS NULL)
),
summed AS MATERIALIZED (
    SELECT
        by_key.key_id, by_key.currency, by_key.amount, by_key.lines, by_key.amount * by_key.kg_per_unit AS kg,
        searched.is_named, searched.supplier_id, searched.account, searched.account_name, searched.chart, searched.unit
    FROM (
        SELECT key_id, currency, kg_per_unit, sum(amount) AS amount, sum(lines) AS lines
        FROM chosen
        GROUP BY key_id, currency, kg_per_unit
    ) AS by_key
    JOIN searched ON searched.key_id = by_key.key_id
),
sizes AS MATERIALIZED (
    SELECT coalesce(sum(lines), 0) AS every, coalesce(sum(lines) FILTER (WHERE is_named), 0) AS named FROM summed
),
touched AS MATERIALIZED (
    SELECT *
    FROM (
        SELECT key_id, currency, lines, row_number() OVER by_size AS position, sum(lines) OVER by_size AS last_line
        FROM summed
        WHERE is_named AND (SELECT named FROM sizes) > %(sorted_at_most)s
        WINDOW by_size AS (
            ORDER BY CASE WHEN %(sort)s = 'kg' THEN abs(kg) ELSE abs(amount) END DESC NULLS LAST, key_id, currency
            ROWS UNBOUNDED PRECEDING
        )
    ) AS ordered
    WHERE last_line > %(start)s AND last_line - lines < %(start)s + %(size)s
),
wanted AS (
    SELECT chosen.*, 0::bigint AS position, 0::numeric AS lines_before
    FROM chosen
    JOIN searched ON searched.key_id = chosen.key_id
    WHERE (SELECT every FROM sizes) <= %(sorted_at_most)s
       OR searched.is_named AND (SELECT named FROM sizes) <= %(sorted_at_most)s
    UNION ALL
    SELECT
        import_id, month, key_id, currency, amount, lines, kg_per_unit,
        row_number() OVER (ORDER BY group_position, month_position), lines_before
    FROM (
        SELECT
            chosen.*,
            touched.position AS group_position, row_number() OVER by_month AS month_position,
            touched.last_line - touched.lines + sum(chosen.lines) OVER by_month - chosen.lines AS lines_before
        FROM chosen
        JOIN touched USING (key_id, currency)
        WINDOW by_month AS (
            PARTITION BY touched.position ORDER BY chosen.month, chosen.import_id ROWS UNBOUNDED PRECEDING
        )
    ) AS ordered
    WHERE lines_before + lines > %(start)s AND lines_before < %(start)s + %(size)s
),
named AS (
    SELECT
        'supplier' AS dimension,
        CASE
            WHEN card.id IS NULL THEN 'none'
            WHEN card.is_personal THEN 'persons'
            ELSE coalesce(moved.before, card.identity)::text
        END AS key,
        max(CASE WHEN card.is_personal THEN '' ELSE coalesce(nullif(card.name, ''), card.number, '') END) AS label,
        sum(amount) AS amount, sum(lines) AS lines, sum(kg) AS kg
    FROM (
        SELECT supplier_id, sum(amount) AS amount, sum(lines) AS lines, sum(kg) AS kg
        FROM summed
        WHERE is_named AND currency = %(currency)s
        GROUP BY supplier_id
    ) AS by_card
    LEFT JOIN suppliers_suppliercard AS card
        ON card.organisation_id = %(organisation_id)s AND card.id = by_card.supplier_id
    LEFT JOIN (
        SELECT DISTINCT ON (card_id) card_id, before
        FROM suppliers_identitymove
        WHERE organisation_id = %(organisation_id)s AND revision > %(supplier_revision)s
        ORDER BY card_id, revision
    ) AS moved ON moved.card_id = card.id
    GROUP BY 2
    UNION ALL
    SELECT 'account', account, coalesce(max(summed.account_name), max(name.name), ''), sum(amount), sum(lines), sum(kg)
    FROM summed
    LEFT JOIN ledger_name AS name
        ON name.organisation_id = %(organisation_id)s AND name.kind = 'account'
        AND name.chart = summed.chart AND name.code = summed.account
    WHERE summed.is_named AND summed.currency = %(currency)s
    GROUP BY account
    UNION ALL
    SELECT 'unit', coalesce(unit, ''), coalesce(max(name.name), ''), sum(amount), sum(lines), sum(kg)
    FROM summed
    LEFT JOIN ledger_name AS name
        ON name.organisation_id = %(organisation_id)s AND name.kind = 'unit' AND name.code = summed.unit
    WHERE summed.is_named AND summed.currency = %(currency)s
    GROUP BY unit
),
ranked AS (
    SELECT
        named.*, row_number() OVER (PARTITION BY dimension ORDER BY abs(amount) DESC, key) AS rank,
        count(*) OVER (PARTITION BY dimension) AS keys
    FROM named
)
SELECT
    'total' AS part, currency, sum(amount) AS amount, sum(lines)::bigint AS lines, sum(kg) AS kg,
    sum(amount) FILTER (WHERE is_named) AS named_amount,
    coalesce(sum(lines) FILTER (WHERE is_named), 0)::bigint AS named_lines,
    sum(kg) FILTER (WHERE is_named) AS named_kg,
    NULL::bigint AS import_id, NULL::date AS month, NULL::bigint AS key_id, NULL::text AS treatment,
    NULL::text AS category, NULL::text AS reason, NULL::numeric AS kg_per_unit, NULL::boolean AS is_named,
    NULL::bigint AS position, NULL::bigint AS lines_before,
    NULL::text AS dimension, NULL::text AS key, NULL::text AS label, NULL::bigint AS rank, NULL::bigint AS keys
FROM summed
GROUP BY currency
UNION ALL
SELECT
    'cell', wanted.currency, NULL, wanted.lines, NULL, NULL, NULL, NULL, wanted.import_id, wanted.month, wanted.key_id,
    searched.treatment, searched.category, searched.reason, wanted.kg_per_unit, searched.is_named, wanted.position,
    wanted.lines_before::bigint, NULL, NULL, NULL, NULL, NULL
FROM wanted
JOIN searched ON searched.key_id = wanted.key_id
UNION ALL
SELECT
    'largest', NULL, amount, lines::bigint, kg, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL,
    NULL, dimension, key, label, rank, keys
FROM ranked
WHERE rank <= 5
