WITH spent AS (
    SELECT cell.key_id, cell.currency, sum(cell.amount) AS amount, sum(cell.lines) AS lines
    FROM spend_cell AS cell
    JOIN unnest(%(months)s::date[], %(investments)s::boolean[], %(imports)s::bigint[])
        AS base (month, investment, import_id) USING (month, investment, import_id)
    WHERE cell.organisation_id = %(organisation_id)s AND cell.import_id = ANY (%(each_import)s::bigint[])
    GROUP BY cell.key_id, cell.currency
),
decided AS (
    SELECT DISTINCT ON (key_id) key_id, treatment, category, reason, rule_kind, rule_ref, treatment_ref
    FROM key_category
    WHERE organisation_id = %(organisation_id)s AND version <= %(version)s
    ORDER BY key_id, version DESC
),
grouped AS (
    SELECT
        key.account, key.chart,
        CASE WHEN %(by)s = 'supplier' THEN card.identity END AS identity,
        CASE WHEN %(by)s = 'function' THEN key.function END AS function,
        CASE WHEN %(by)s = 'unit' THEN key.unit END AS unit,
        decided.treatment, decided.category, decided.reason, decided.rule_kind, decided.rule_ref, decided.treatment_ref,
        spent.currency, CASE WHEN %(by)s = 'supplier' THEN min(key.supplier_id) END AS supplier_id,
        sum(spent.amount) AS amount, sum(spent.lines)::bigint AS lines,
        count(DISTINCT card.identity) AS suppliers, count(DISTINCT key.function) AS functions, count(*) AS keys,
        max(coalesce(key.account_name, named.name)) AS account_name
    FROM spent
    JOIN posting_key AS key ON key.organisation_id = %(organisation_id)s AND key.id = spent.key_id
    JOIN decided ON decided.key_id = spent.key_id
    LEFT JOIN suppliers_suppliercard AS card
        ON card.organisation_id = %(organisation_id)s AND card.id = key.supplier_id
    LEFT JOIN ledger_name AS named
        ON named.organisation_id = %(organisation_id)s AND named.kind = 'account'
        AND named.chart = key.chart AND named.code = key.account
    WHERE (%(treatments)s::text[] IS NULL OR decided.treatment = ANY (%(treatments)s))
      AND (%(categories)s::text[] IS NULL OR decided.category = ANY (%(categories)s))
      AND (%(reason)s::text IS NULL OR decided.reason = %(reason)s)
      AND (%(rule)s::text IS NULL OR %(rule)s IN (decided.rule_ref, decided.treatment_ref))
      AND (%(account)s::text IS NULL OR key.account = %(account)s)
      AND (
          %(supplier)s::uuid IS NULL
          OR card.identity = (
              SELECT named.identity FROM suppliers_suppliercard AS named
              WHERE named.organisation_id = %(organisation_id)s AND named.uuid = %(supplier)s
          )
      )
      AND (
          %(pattern)s::text IS NULL OR key.account LIKE %(prefix)s
          OR CASE
              WHEN %(numbers_are_seen)s THEN coalesce(key.account_name, named.name)
              ELSE regexp_replace(coalesce(key.account_name, named.name), %(like_numbers)s, ' ', 'g')
          END ILIKE %(pattern)s
          OR (%(numbers_are_seen)s OR NOT card.is_personal)
          AND (card.name ILIKE %(pattern)s OR card.number LIKE %(prefix)s)
          OR card.is_personal AND regexp_replace(card.name, '\d', '', 'g') ILIKE %(pattern)s
      )
    GROUP BY 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12
),
page AS (
    SELECT
        grouped.*, count(*) OVER () AS found, sum(lines) OVER ()::bigint AS all_lines,
        sum(amount) OVER (PARTITION BY currency) AS all_amount,
        row_number() OVER (ORDER BY abs(amount) DESC, account, supplier_id, function, unit, rule_ref, category) AS place
    FROM grouped
    ORDER BY place
    LIMIT %(size)s OFFSET %(start)s
)
SELECT
    page.*, (SELECT sum(lines)::bigint FROM spent) AS year_lines, card.uuid AS supplier_uuid,
    coalesce(nullif(card.identity_number, ''), nullif(card.right_number, ''), card.number) AS supplier_number,
    coalesce(nullif(card.identity_name, ''), nullif(card.right_name, ''), card.name) AS supplier_name,
    coalesce(card.is_personal, false) AS is_personal,
    in_function.name AS function_name, in_unit.name AS unit_name
FROM page
LEFT JOIN suppliers_suppliercard AS card ON card.organisation_id = %(organisation_id)s AND card.id = page.supplier_id
LEFT JOIN ledger_name AS in_function
    ON in_function.organisation_id = %(organisation_id)s AND in_function.kind = 'function'
    AND in_function.chart = '' AND in_function.code = page.function
LEFT JOIN ledger_name AS in_unit
    ON in_unit.organisation_id = %(organisation_id)s AND in_unit.kind = 'unit'
    AND in_unit.chart = '' AND in_unit.code = page.unit
ORDER BY page.place
