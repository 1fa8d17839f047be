-- Take these versions out of the index, whoever saw them.
-- The rows are locked in the order in which others add to them, so that two who publish at once wait for each other
-- instead of blocking each other.
WITH gone AS (
    SELECT DISTINCT reader, stem
    FROM requirements_bank_requirementtext AS text
    CROSS JOIN LATERAL unnest(text.read_in) AS reader
    CROSS JOIN LATERAL unnest(tsvector_to_array(text.words)) AS stem
    WHERE text.version_id = ANY (%(versions)s::bigint[])
),
held AS (
    SELECT indexed.id
    FROM requirements_bank_indexedword AS indexed
    JOIN gone ON indexed.reader = gone.reader AND indexed.word = gone.stem
    WHERE indexed.organisation_id IS NOT DISTINCT FROM %(organisation_id)s
    ORDER BY indexed.word, indexed.reader, indexed.seen_by
    FOR UPDATE OF indexed
)
UPDATE requirements_bank_indexedword AS indexed
SET places = ARRAY(
    SELECT place FROM unnest(indexed.places) WITH ORDINALITY AS kept (place, number)
    WHERE place >> 2 <> ALL (%(versions)s::bigint[])
    ORDER BY number
)
FROM held
WHERE indexed.id = held.id
