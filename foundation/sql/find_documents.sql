SELECT kind, title, address, max(rank) AS rank
FROM (
    SELECT
        document.kind,
        document.title,
        document.address,
        ts_rank(document.words, websearch_to_tsquery(%(configuration)s::regconfig, %(query)s))
        + shared.share AS rank
    FROM foundation_searchdocument AS document
    CROSS JOIN LATERAL (
        SELECT count(*)::float / greatest(cardinality(%(trigrams)s::text[]), 1) AS share, count(*) AS hits
        FROM unnest(document.trigrams) AS found
        WHERE found = ANY (%(trigrams)s::text[])
    ) AS shared
    WHERE document.organisation_id = %(organisation_id)s
      AND document.language = %(language)s
      AND (document.permission = '' OR document.permission = ANY (%(permissions)s::text[]))
      AND (
          document.words @@ websearch_to_tsquery(%(configuration)s::regconfig, %(query)s)
          OR (document.trigrams && %(trigrams)s::varchar[] AND shared.hits >= %(enough)s)
      )
) AS hits
GROUP BY kind, title, address
ORDER BY rank DESC, title
LIMIT %(limit)s
