-- A hit is a document whose stemmed words fit, that holds every word as a part of one of its own (compounds), or that
-- shares most three-letter parts with a longer search (misspellings). What stands in the title weighs most.
SELECT kind, title, address, max(rank) AS rank
FROM (
    SELECT
        document.kind,
        document.title,
        document.address,
        ts_rank(document.words, asked.query)
        + CASE WHEN parts.in_title THEN 1.0 WHEN parts.in_text THEN 0.3 ELSE 0 END
        + 0.1 * shared.hits / greatest(cardinality(%(trigrams)s::text[]), 1) AS rank
    FROM foundation_searchdocument AS document
    CROSS JOIN LATERAL (
        SELECT websearch_to_tsquery(%(configuration)s::regconfig, %(query)s) AS query
    ) AS asked
    CROSS JOIN LATERAL (
        SELECT count(*) AS hits FROM unnest(document.trigrams) AS found WHERE found = ANY (%(trigrams)s::text[])
    ) AS shared
    CROSS JOIN LATERAL (
        SELECT
            coalesce(bool_and(position(part IN lower(document.title)) > 0), false) AS in_title,
            coalesce(bool_and(position(part IN lower(document.title || ' ' || document.body)) > 0), false) AS in_text
        FROM unnest(%(parts)s::text[]) AS part
    ) AS parts
    WHERE document.organisation_id = %(organisation_id)s
      AND document.language = %(language)s
      AND (document.permission = '' OR document.permission = ANY (%(permissions)s::text[]))
      AND (
          document.words @@ asked.query
          OR (document.trigrams @> %(trigrams)s::varchar[] AND parts.in_text)
          OR (document.trigrams && %(trigrams)s::varchar[] AND shared.hits >= %(enough)s)
      )
) AS hits
GROUP BY kind, title, address
ORDER BY rank DESC, title
LIMIT %(limit)s
