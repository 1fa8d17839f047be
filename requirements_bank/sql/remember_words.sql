-- Keep the stems of these versions for compounds and misspellings; one that everybody sees need not be kept again.
-- Marks of codes begin with a sign that no stem has.
INSERT INTO requirements_bank_knownword (organisation_id, seen_by, word, trigrams)
SELECT %(organisation_id)s::bigint, seen_by, stem,
    ARRAY(SELECT DISTINCT substr(stem, place, 3) FROM generate_series(1, length(stem) - 2) AS place)
FROM (
    SELECT DISTINCT text.seen_by, stem
    FROM requirements_bank_requirementtext AS text
    CROSS JOIN LATERAL unnest(tsvector_to_array(text.words)) AS stem
    WHERE text.version_id = ANY (%(versions)s::bigint[])
    OFFSET 0
) AS found
WHERE length(stem) BETWEEN 3 AND 40 AND stem ~ '^[[:alpha:]]+$'
  AND NOT EXISTS (
      SELECT FROM requirements_bank_knownword AS known
      WHERE known.word = stem AND (known.organisation_id IS NULL OR known.seen_by = 'public')
  )
ORDER BY stem
ON CONFLICT DO NOTHING
