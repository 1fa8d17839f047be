-- Take these versions out of the index, whoever saw them.
UPDATE requirements_bank_indexedword AS indexed
SET places = ARRAY(
    SELECT place FROM unnest(indexed.places) WITH ORDINALITY AS kept (place, number)
    WHERE place >> 2 <> ALL (%(versions)s::bigint[])
    ORDER BY number
)
FROM (
    SELECT DISTINCT reader, stem
    FROM requirements_bank_requirementtext AS text
    CROSS JOIN LATERAL unnest(text.read_in) AS reader
    CROSS JOIN LATERAL unnest(tsvector_to_array(text.words)) AS stem
    WHERE text.version_id = ANY (%(versions)s::bigint[])
) AS gone
WHERE indexed.organisation_id IS NOT DISTINCT FROM %(organisation_id)s
  AND indexed.reader = gone.reader
  AND indexed.word = gone.stem
