-- Add these versions to the index: for each stem and reader, where it stands and how much that place counts.
-- In order of the words, so that two who publish at once wait for each other instead of blocking each other.
INSERT INTO requirements_bank_indexedword (organisation_id, seen_by, reader, word, places)
SELECT text.organisation_id, text.seen_by, reader, stem.lexeme,
    array_agg(
        text.version_id * 4 + CASE
            WHEN stem.weights IS NULL OR 'B' = ANY (stem.weights) AND NOT 'A' = ANY (stem.weights) THEN 2
            WHEN 'A' = ANY (stem.weights) THEN 3
            WHEN 'C' = ANY (stem.weights) THEN 1
            ELSE 0
        END
        ORDER BY text.version_id
    )
FROM requirements_bank_requirementtext AS text
CROSS JOIN LATERAL unnest(text.read_in) AS reader
CROSS JOIN LATERAL unnest(text.words) AS stem
WHERE text.version_id = ANY (%(versions)s::bigint[])
  AND text.organisation_id IS NOT DISTINCT FROM %(organisation_id)s
  AND length(stem.lexeme) <= 100
GROUP BY text.organisation_id, text.seen_by, reader, stem.lexeme
ORDER BY stem.lexeme, reader
ON CONFLICT (word, reader, organisation_id, seen_by)
DO UPDATE SET places = requirements_bank_indexedword.places || excluded.places
