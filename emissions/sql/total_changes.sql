INSERT INTO category_total
    (organisation_id, version, import_id, month, investment, treatment, category, reason, currency, amount, lines)
SELECT
    %(organisation_id)s, %(version)s, import_id, month, investment, treatment, category, reason, currency,
    sum(amount), sum(lines)
FROM (
    SELECT import_id, month, investment, treatment, category, reason, currency, amount, lines
    FROM category_total
    WHERE organisation_id = %(organisation_id)s AND version = %(previous)s AND import_id = ANY (%(imports)s)
    UNION ALL
    SELECT
        cell.import_id, cell.month, cell.investment, side.treatment, coalesce(side.category, ''),
        coalesce(side.reason, ''), cell.currency, side.sign * cell.amount, side.sign * cell.lines
    FROM spend_cell AS cell
    JOIN (
        SELECT key_id, treatment, category, reason, 1 AS sign
        FROM key_category
        WHERE organisation_id = %(organisation_id)s AND version = %(version)s AND key_id = ANY (%(keys)s::bigint[])
        UNION ALL
        (
            SELECT DISTINCT ON (key_id) key_id, treatment, category, reason, -1
            FROM key_category
            WHERE organisation_id = %(organisation_id)s AND version < %(version)s AND key_id = ANY (%(keys)s::bigint[])
            ORDER BY key_id, version DESC
        )
    ) AS side USING (key_id)
    WHERE cell.organisation_id = %(organisation_id)s AND cell.import_id = ANY (%(imports)s)
      AND cell.key_id = ANY (%(keys)s::bigint[])
) AS moved
GROUP BY 3, 4, 5, 6, 7, 8, 9
HAVING sum(lines) <> 0
