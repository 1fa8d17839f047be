-- Of footprints that other rules or another supplier register would be under now, those for which that makes a difference:
-- a posting of the year has another treatment, category or reason, or its supplier another identity or name.
WITH asked AS (
    SELECT *
    FROM unnest(
        %(footprints)s::bigint[], %(organisation_ids)s::bigint[], %(earlier)s::integer[], %(later)s::integer[],
        %(supplier_revisions)s::integer[], %(since)s::timestamptz[]
    ) AS one (footprint, organisation_id, earlier, later, supplier_revision, since)
),
span AS (
    SELECT span.*, asked.organisation_id
    FROM unnest(%(spans_of)s::bigint[], %(imports)s::bigint[], %(investments)s::boolean[], %(firsts)s::date[], %(lasts)s::date[])
        AS span (footprint, import_id, investment, first, last)
    JOIN asked USING (footprint)
),
decided AS (
    SELECT DISTINCT ON (asked.footprint, now.key_id)
        asked.footprint, asked.organisation_id, asked.earlier, now.key_id, now.treatment, now.category, now.reason
    FROM asked
    JOIN key_category AS now
        ON now.organisation_id = asked.organisation_id AND now.version > asked.earlier AND now.version <= asked.later
    WHERE now.organisation_id = ANY (%(organisation_ids)s::bigint[])
    ORDER BY asked.footprint, now.key_id, now.version DESC
),
moved_key AS (
    SELECT decided.footprint, decided.organisation_id, decided.key_id
    FROM decided
    LEFT JOIN LATERAL (
        SELECT before.treatment, before.category, before.reason
        FROM key_category AS before
        WHERE before.organisation_id = decided.organisation_id AND before.key_id = decided.key_id
          AND before.version <= decided.earlier
        ORDER BY before.version DESC
        LIMIT 1
    ) AS was ON true
    WHERE (decided.treatment, decided.category, decided.reason) IS DISTINCT FROM (was.treatment, was.category, was.reason)
),
moved_card AS (
    SELECT DISTINCT asked.footprint, asked.organisation_id, move.card_id
    FROM asked
    JOIN suppliers_identitymove AS move
        ON move.organisation_id = asked.organisation_id AND move.revision > asked.supplier_revision
    JOIN suppliers_suppliercard AS card ON card.organisation_id = asked.organisation_id AND card.id = move.card_id
    WHERE move.organisation_id = ANY (%(organisation_ids)s::bigint[])
      AND card.identity <> (
          SELECT earliest.before
          FROM suppliers_identitymove AS earliest
          WHERE earliest.organisation_id = asked.organisation_id AND earliest.card_id = move.card_id
            AND earliest.revision > asked.supplier_revision
          ORDER BY earliest.revision
          LIMIT 1
      )
    UNION
    SELECT asked.footprint, asked.organisation_id, correction.card_id
    FROM asked
    JOIN suppliers_suppliercorrection AS correction
        ON correction.organisation_id = asked.organisation_id AND correction.made_at > asked.since
    WHERE correction.organisation_id = ANY (%(organisation_ids)s::bigint[])
),
moved AS MATERIALIZED (
    SELECT footprint, key_id FROM moved_key
    UNION
    SELECT moved_card.footprint, key.id
    FROM moved_card
    JOIN posting_key AS key
        ON key.organisation_id = moved_card.organisation_id AND key.supplier_id = moved_card.card_id
)
SELECT DISTINCT span.footprint
FROM span
CROSS JOIN LATERAL (
    SELECT true
    FROM spend_cell AS cell
    WHERE cell.organisation_id = span.organisation_id AND cell.import_id = span.import_id
      AND cell.month BETWEEN span.first AND span.last AND cell.investment = span.investment
      AND (span.footprint, cell.key_id) IN (SELECT footprint, key_id FROM moved)
    LIMIT 1
) AS first_moved
