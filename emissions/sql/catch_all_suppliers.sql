catch_all AS (
    SELECT * FROM own
    WHERE (rule_kind = 'account' AND rule_ref = ANY (%(catch_all)s) OR treatment = 'unclassified')
      AND account = ANY (%(accounts)s) AND supplier_id IS NOT NULL
),
ranked AS (
    SELECT
        account, supplier_id, sum(size) AS size, sum(lines)::bigint AS lines,
        row_number() OVER (PARTITION BY account ORDER BY sum(size) DESC, supplier_id) AS place
    FROM catch_all
    GROUP BY account, supplier_id
)
SELECT
    ranked.account, ranked.size, ranked.lines, card.uuid AS supplier_uuid, card.number AS supplier_number,
    card.name AS supplier_name, card.is_personal
FROM ranked
JOIN suppliers_suppliercard AS card ON card.organisation_id = %(organisation_id)s AND card.id = ranked.supplier_id
WHERE ranked.place <= %(suppliers)s
ORDER BY ranked.account, ranked.place
