WITH spent AS (
    SELECT cell.key_id, sum(abs(cell.amount)) AS amount
    FROM spend_cell AS cell
    JOIN unnest(%(months)s::date[], %(investments)s::boolean[], %(imports)s::bigint[])
        AS base (month, investment, import_id) USING (month, investment, import_id)
    WHERE cell.organisation_id = %(organisation_id)s AND cell.currency = %(currency)s
    GROUP BY cell.key_id
),
decided AS (
    SELECT DISTINCT ON (key_id) key_id, treatment, category, rule_kind, rule_ref
    FROM key_category
    WHERE organisation_id = %(organisation_id)s AND version <= %(version)s
    ORDER BY key_id, version DESC
),
known AS (
    SELECT
        CASE WHEN card.number <> '' THEN card.number ELSE card.name END AS supplier,
        (
            SELECT found.words[1]
            FROM regexp_matches(lower(card.name), '[[:alpha:]]{4,}', 'g') WITH ORDINALITY AS found (words, place)
            WHERE found.words[1] <> ALL (%(no_trade)s)
            ORDER BY found.place DESC
            LIMIT 1
        ) AS word,
        decided.treatment = 'capital_good' AS is_capital, decided.category, sum(spent.amount) AS amount
    FROM spent
    JOIN decided ON decided.key_id = spent.key_id
    JOIN posting_key AS key ON key.organisation_id = %(organisation_id)s AND key.id = spent.key_id
    JOIN suppliers_suppliercard AS card ON card.organisation_id = %(organisation_id)s AND card.id = key.supplier_id
    WHERE decided.treatment NOT IN ('excluded', 'unclassified')
      AND NOT (decided.rule_kind = 'account' AND decided.rule_ref = ANY (%(catch_all)s))
    GROUP BY 1, 2, 3, 4
)
SELECT supplier, NULL AS word, is_capital, category, amount, 1::bigint AS suppliers
FROM known
WHERE supplier = ANY (%(suppliers)s)
UNION ALL
SELECT NULL, word, is_capital, category, sum(amount), count(DISTINCT supplier)
FROM known
WHERE word = ANY (%(words)s) AND NOT supplier = ANY (%(suppliers)s)
GROUP BY word, is_capital, category
ORDER BY 1, 2, 3, 4
