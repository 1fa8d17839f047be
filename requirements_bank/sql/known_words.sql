-- What the organisation's people know, from texts in sight, of each word that was typed (the first `typed` of the words)
-- and of others that mean the same, which are not looked for spelt otherwise:
--   stop      the reader's language leaves it out (no stem)
--   exact     a stem of the word stands in the texts
--   part      a longer word of the texts holds the stem; a short one only at its beginning or end
--   split     the word falls into two that the texts know
--   near      spelt almost so: most three-letter parts in common; only where nothing else is known
WITH known AS MATERIALIZED (
    SELECT word::text AS word, trigrams FROM requirements_bank_knownword
    WHERE organisation_id IS NULL OR seen_by <> 'own' OR organisation_id = %(organisation_id)s
),
typed AS (
    SELECT number, lower(word) AS word FROM unnest(%(words)s::text[]) WITH ORDINALITY AS given (word, number)
),
stems AS MATERIALIZED (
    SELECT DISTINCT typed.number, stem
    FROM typed
    CROSS JOIN unnest(%(configurations)s::text[]) AS configuration
    CROSS JOIN LATERAL unnest(tsvector_to_array(to_tsvector(configuration::regconfig, typed.word))) AS stem
),
stops AS (
    SELECT number FROM typed WHERE to_tsvector(%(configuration)s::regconfig, word) = ''
),
exact AS MATERIALIZED (
    SELECT number, stem FROM stems
    WHERE stem IN (SELECT word FROM known) OR stem ~ '[^[:alpha:]]' OR length(stem) < 3
),
parts AS MATERIALIZED (
    SELECT stems.number, known.word AS stem
    FROM stems
    JOIN known ON strpos(known.word, stem) > 0
    WHERE length(stem) >= %(shortest_part)s
      AND known.word <> stem
      AND (
          length(stem) > %(shortest_part)s OR starts_with(known.word, stem) OR right(known.word, length(stem)) = stem
      )
),
unknown AS MATERIALIZED (
    SELECT number, word FROM typed
    WHERE number <= %(typed)s
      AND number NOT IN (SELECT number FROM exact UNION SELECT number FROM parts UNION SELECT number FROM stops)
),
halves AS (
    SELECT unknown.number, rtrim(left(word, place), joint) AS former, substr(word, place + 1) AS latter
    FROM unknown
    CROSS JOIN LATERAL generate_series(3, length(word) - 3) AS place
    CROSS JOIN (VALUES (''), ('s'), ('e'), ('u')) AS joints (joint)
),
splits AS MATERIALIZED (
    SELECT DISTINCT halves.number, former.stem AS former, latter.stem AS latter
    FROM halves
    CROSS JOIN LATERAL unnest(
        tsvector_to_array(to_tsvector(%(configuration)s::regconfig, halves.former)) || halves.former
    ) AS former (stem)
    CROSS JOIN LATERAL unnest(
        tsvector_to_array(to_tsvector(%(configuration)s::regconfig, halves.latter))
    ) AS latter (stem)
    WHERE former.stem IN (SELECT word FROM known) AND latter.stem IN (SELECT word FROM known)
),
misspelt AS MATERIALIZED (
    SELECT stems.number, stem,
        ARRAY(
            SELECT DISTINCT substr(stem, place, 3)::varchar FROM generate_series(1, length(stem) - 2) AS place
        ) AS trigrams
    FROM stems
    WHERE number IN (SELECT number FROM unknown EXCEPT SELECT number FROM splits)
),
near AS (
    SELECT misspelt.number, known.word AS stem
    FROM misspelt
    JOIN known
        ON length(known.word) BETWEEN length(stem) - 2 AND length(stem) + 2 AND known.trigrams && misspelt.trigrams
    CROSS JOIN LATERAL (
        SELECT count(*) AS hits FROM unnest(known.trigrams) AS trigram WHERE trigram = ANY (misspelt.trigrams)
    ) AS shared
    WHERE shared.hits >= %(share_of_trigrams)s * greatest(cardinality(misspelt.trigrams), cardinality(known.trigrams))
)
SELECT number, 'stop' AS how, '' AS stem, '' AS other FROM stops
UNION SELECT number, 'exact', stem, '' FROM exact
UNION SELECT number, 'part', stem, '' FROM parts
UNION SELECT number, 'split', former, latter FROM splits
UNION SELECT number, 'near', stem, '' FROM near
