WITH known_cards AS (
    SELECT
        id, coalesce(nullif(right_name, ''), name) AS name,
        coalesce(nullif(right_number, ''), nullif(number, ''), nullif(right_name, ''), name) AS supplier
    FROM suppliers_suppliercard
    WHERE organisation_id = %(organisation_id)s
),
likely AS MATERIALIZED (
    SELECT id, name, supplier
    FROM known_cards
    WHERE supplier = ANY (%(suppliers)s) OR lower(name) LIKE ANY (%(like_words)s)
),
worded AS MATERIALIZED (
    SELECT
        id, supplier,
        (
            SELECT found.words[1]
            FROM regexp_matches(lower(likely.name), '[[:alpha:]]{4,}', 'g') WITH ORDINALITY AS found (words, place)
            WHERE found.words[1] <> ALL (%(no_trade)s)
            ORDER BY found.place DESC
            LIMIT 1
        ) AS word
    FROM likely
),
cards AS MATERIALIZED (
    SELECT id, supplier, word FROM worded WHERE supplier = ANY (%(suppliers)s) OR word = ANY (%(words)s)
),
near AS MATERIALIZED (
    SELECT key.id, key.supplier_id
    FROM posting_key AS key
    WHERE key.organisation_id = %(organisation_id)s AND key.supplier_id = ANY (ARRAY(SELECT id FROM cards))
),
decided AS (
    SELECT DISTINCT ON (key_id) key_id, treatment, category, rule_kind, rule_ref
    FROM key_category
    WHERE organisation_id = %(organisation_id)s AND version <= %(version)s
      AND key_id = ANY (ARRAY(SELECT id FROM near))
    ORDER BY key_id, version DESC
),
telling AS MATERIALIZED (
    SELECT uuid::text AS ref
    FROM emissions_classificationrule
    WHERE organisation_id = %(organisation_id)s AND since_version <= %(version)s
      AND (until_version IS NULL OR until_version > %(version)s)
      AND NOT (supplier_number = '' AND supplier_name = '' AND agreement = '' AND commodity = '' AND text = '')
),
told AS MATERIALIZED (
    SELECT
        key_id, treatment, category,
        rule_kind = 'commodity' OR rule_kind = 'organisation' AND rule_ref IN (SELECT ref FROM telling) AS is_firm
    FROM decided
    WHERE treatment NOT IN ('excluded', 'unclassified')
      AND NOT (rule_kind = 'account' AND rule_ref = ANY (%(catch_all)s))
),
spent AS (
    SELECT cell.key_id, sum(abs(cell.amount)) AS amount, sum(cell.lines) AS lines
    FROM spend_cell AS cell
    JOIN unnest(%(months)s::date[], %(investments)s::boolean[], %(imports)s::bigint[])
        AS base (month, investment, import_id) USING (month, investment, import_id)
    WHERE cell.organisation_id = %(organisation_id)s AND cell.currency = %(currency)s
      AND cell.import_id = ANY (%(each_import)s::bigint[]) AND cell.key_id = ANY (ARRAY(SELECT key_id FROM told))
    GROUP BY cell.key_id
),
known AS (
    SELECT
        cards.supplier, cards.word, told.treatment = 'capital_good' AS is_capital, told.category,
        sum(spent.amount) AS amount, sum(spent.lines) AS lines,
        coalesce(sum(spent.amount) FILTER (WHERE told.is_firm), 0) AS firm
    FROM spent
    JOIN told ON told.key_id = spent.key_id
    JOIN near ON near.id = spent.key_id
    JOIN cards ON cards.id = near.supplier_id
    GROUP BY 1, 2, 3, 4
)
SELECT supplier, NULL AS word, is_capital, category, amount, lines::bigint, firm, 1::bigint AS suppliers
FROM known
WHERE supplier = ANY (%(suppliers)s)
UNION ALL
SELECT
    NULL, word, is_capital, category, sum(amount), sum(lines)::bigint, sum(firm), count(DISTINCT supplier)
FROM known
WHERE word = ANY (%(words)s) AND NOT supplier = ANY (%(suppliers)s)
GROUP BY word, is_capital, category
ORDER BY 1, 2, 3, 4
