WITH span AS MATERIALIZED (
    SELECT *
    FROM unnest(%(bases)s::int[], %(imports)s::bigint[], %(investments)s::boolean[], %(firsts)s::date[], %(lasts)s::date[])
        AS span (of_base, import_id, investment, first, last)
),
spent AS MATERIALIZED (
    SELECT span.of_base, cell.key_id, cell.currency, sum(cell.amount) AS amount, sum(cell.lines)::bigint AS lines
    FROM span
    CROSS JOIN LATERAL (
        SELECT key_id, currency, sum(amount) AS amount, sum(lines) AS lines
        FROM spend_cell
        WHERE organisation_id = %(organisation_id)s AND import_id = span.import_id
          AND month BETWEEN span.first AND span.last AND investment = span.investment
        GROUP BY key_id, currency
    ) AS cell
    GROUP BY span.of_base, cell.key_id, cell.currency
),
decided AS (
    SELECT DISTINCT ON (key_id) key_id, treatment, rule_kind, rule_ref
    FROM key_category
    WHERE organisation_id = %(organisation_id)s AND version <= %(version)s
    ORDER BY key_id, version DESC
),
counted AS MATERIALIZED (
    SELECT
        spent.of_base, spent.key_id, spent.currency, spent.amount, abs(spent.amount) AS size, spent.lines, decided.treatment,
        decided.rule_kind, decided.rule_ref, key.chart, key.account, key.supplier_id, key.unit, key.function, key.investment,
        coalesce(key.account_name, named.name) AS account_name
    FROM spent
    JOIN decided ON decided.key_id = spent.key_id
    JOIN posting_key AS key ON key.organisation_id = %(organisation_id)s AND key.id = spent.key_id
    LEFT JOIN ledger_name AS named
        ON named.organisation_id = %(organisation_id)s AND named.kind = 'account'
        AND named.chart = key.chart AND named.code = key.account
    WHERE decided.treatment = ANY (%(counted)s)
),
own AS MATERIALIZED (
    SELECT * FROM counted WHERE currency = %(currency)s
),
