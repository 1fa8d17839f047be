WITH summed AS (
    SELECT
        key.supplier_id, key.account, key.chart, key.unit, sum(chosen.amount) AS amount, sum(chosen.lines) AS lines,
        sum(chosen.amount * chosen.kg_per_unit) AS kg
    FROM chosen
    JOIN posting_key AS key ON key.organisation_id = %(organisation_id)s AND key.id = chosen.key_id
    WHERE chosen.currency = (SELECT currency FROM chosen GROUP BY currency ORDER BY sum(abs(amount)) DESC LIMIT 1)
      AND chosen.is_named
    GROUP BY key.supplier_id, key.account, key.chart, key.unit
),
named AS (
    SELECT
        'supplier' AS dimension,
        CASE
            WHEN card.id IS NULL THEN 'none'
            WHEN card.is_personal THEN 'persons'
            WHEN party.uuid IS NOT NULL THEN party.uuid::text
            ELSE card.uuid::text
        END AS key,
        max(CASE WHEN card.is_personal THEN '' ELSE coalesce(nullif(card.name, ''), card.number, '') END) AS label,
        sum(amount) AS amount, sum(lines)::bigint AS lines, sum(kg) AS kg
    FROM summed
    LEFT JOIN suppliers_suppliercard AS card
        ON card.organisation_id = %(organisation_id)s AND card.id = summed.supplier_id
    LEFT JOIN suppliers_party AS party ON party.id = card.party_id
    GROUP BY 2
    UNION ALL
    SELECT 'account', account, coalesce(max(name.name), ''), sum(amount), sum(lines)::bigint, sum(kg)
    FROM summed
    LEFT JOIN ledger_name AS name
        ON name.organisation_id = %(organisation_id)s AND name.kind = 'account'
        AND name.chart = summed.chart AND name.code = summed.account
    GROUP BY account
    UNION ALL
    SELECT 'unit', coalesce(unit, ''), coalesce(max(name.name), ''), sum(amount), sum(lines)::bigint, sum(kg)
    FROM summed
    LEFT JOIN ledger_name AS name
        ON name.organisation_id = %(organisation_id)s AND name.kind = 'unit' AND name.code = summed.unit
    GROUP BY unit
),
ranked AS (
    SELECT named.*, row_number() OVER (PARTITION BY dimension ORDER BY abs(amount) DESC, key) AS rank,
        count(*) OVER (PARTITION BY dimension) AS size
    FROM named
)
SELECT dimension, key, label, amount, lines, kg, size FROM ranked WHERE rank <= 5 ORDER BY dimension, rank
