-- Of footprints that other rules or another supplier register would be under now, those for which that makes a difference:
-- a posting of the year has another treatment, category or reason, or its supplier another identity or name.
WITH asked AS (
    SELECT *
    FROM unnest(
        %(footprints)s::bigint[], %(organisation_ids)s::bigint[], %(earlier)s::integer[], %(later)s::integer[],
        %(supplier_revisions)s::integer[], %(since)s::timestamptz[]
    ) AS one (footprint, organisation_id, earlier, later, supplier_revision, since)
),
base AS (
    SELECT *
    FROM unnest(%(owners)s::bigint[], %(months)s::date[], %(investments)s::boolean[], %(imports)s::bigint[])
        AS source (footprint, month, investment, import_id)
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
moved AS (
    SELECT footprint, organisation_id, key_id FROM moved_key
    UNION
    SELECT moved_card.footprint, moved_card.organisation_id, key.id
    FROM moved_card
    JOIN posting_key AS key
        ON key.organisation_id = moved_card.organisation_id AND key.supplier_id = moved_card.card_id
)
SELECT DISTINCT moved.footprint
FROM moved
JOIN spend_cell AS cell ON cell.organisation_id = moved.organisation_id AND cell.key_id = moved.key_id
JOIN base
    ON base.footprint = moved.footprint AND base.import_id = cell.import_id AND base.month = cell.month
    AND base.investment = cell.investment
