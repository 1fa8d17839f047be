-- The requirements that fit what was typed and chosen: how many, one page of them, and how many each further choice
-- would leave. Method: docs/methods/requirement_search.md.
--
-- `facets` is the same for versions that no choice by content tells apart, so that those choices are asked once for
-- each such group. `missed` holds a bit for each facet whose choice is not met: a hit misses none, and what counts for
-- a facet misses none but that one.
--
-- What is seldom found is looked up, what is often found is read with all the rest.
--
-- To be run set-wise: the planner knows neither how many places a word has nor how many groups there are.
WITH given AS MATERIALIZED (
    SELECT number, weight, word
    FROM unnest(%(numbers)s::int[], %(weights)s::float8[], %(words)s::text[]) AS asked (number, weight, word)
),
standing AS MATERIALIZED (
    SELECT given.number, given.weight, indexed.places
    FROM requirements_bank_indexedword AS indexed
    JOIN given USING (word)
    WHERE indexed.word = ANY (%(words)s::text[]) AND indexed.reader = ANY (%(readers)s::text[])
),
rarity AS (
    SELECT number, 1 + ln(max(sum(cardinality(places))) OVER () / sum(cardinality(places))) AS rarity
    FROM standing
    WHERE places <> '{}'
    GROUP BY number
),
matched AS (
    SELECT number, version_id, max(fit) + 0.1 * sum(fit) AS fit
    FROM (
        SELECT number, place >> 2 AS version_id, weight * (%(worth)s::float8[])[1 + (place & 3)] AS fit
        FROM standing CROSS JOIN LATERAL unnest(places) AS place
    ) AS fits
    GROUP BY number, version_id
),
found AS MATERIALIZED (
    SELECT version_id, count(*) AS words, sum(score) AS score
    FROM (
        SELECT version_id, fit * rarity AS score FROM matched JOIN rarity USING (number)
        UNION ALL
        SELECT listing.version_id, 10
        FROM unnest(%(codes)s::text[]) AS typed (beginning)
        JOIN requirements_bank_listedrequirement AS listing ON starts_with(lower(listing.code), typed.beginning)
    ) AS scores
    GROUP BY version_id
),
reach AS MATERIALIZED (
    SELECT count(*) FILTER (WHERE words = %(asked)s) AS by_all, count(*) AS by_any FROM found
),
kept AS MATERIALIZED (
    SELECT version_id, words, score FROM found WHERE words >= %(asked)s
    UNION ALL
    (
        SELECT version_id, words, score FROM found
        WHERE words < %(asked)s AND (SELECT by_all FROM reach) < %(few)s
        ORDER BY words DESC, score DESC, version_id
        LIMIT %(loose)s
    )
),
neighbours AS MATERIALIZED (
    SELECT array_agg(id) AS ids FROM organisations_neighbours() AS id WHERE id <> %(organisation_id)s
),
uses AS (
    SELECT requirement_id, count(*)::int AS uses, bool_or(organisation_id = %(organisation_id)s) AS by_us,
        bool_or(organisation_id = ANY ((SELECT ids FROM neighbours)::bigint[])) AS by_neighbours
    FROM requirements_bank_adoption
    WHERE ended_at IS NULL
    GROUP BY requirement_id
),
listed AS MATERIALIZED (
    SELECT id, version_id, facets, bank_id, code, published_at, words, score, uses,
        coalesce(by_us, false) AS by_us, coalesce(by_neighbours, false) AS by_neighbours
    FROM (
        SELECT id, requirement_id, version_id, facets, bank_id, code, published_at, NULL::bigint AS words,
            NULL::float8 AS score
        FROM requirements_bank_listedrequirement AS listing WHERE %(asked)s = 0
        UNION ALL
        SELECT id, requirement_id, version_id, facets, bank_id, code, published_at, words, score
        FROM requirements_bank_listedrequirement AS listing
        JOIN kept USING (version_id)
        WHERE %(asked)s > 0 AND (SELECT count(*) FROM kept) <= %(seldom)s
            AND version_id = ANY (ARRAY(SELECT version_id FROM kept))
        UNION ALL
        SELECT id, requirement_id, version_id, facets, bank_id, code, published_at, words, score
        FROM requirements_bank_listedrequirement AS listing
        JOIN kept USING (version_id)
        WHERE %(asked)s > 0 AND (SELECT count(*) FROM kept) > %(seldom)s
    ) AS listing
    LEFT JOIN uses USING (requirement_id)
),
grouped AS MATERIALIZED (
    SELECT facets, bank_id, by_us, by_neighbours, count(*)::int AS number, min(id) AS sample
    FROM listed
    GROUP BY facets, bank_id, by_us, by_neighbours
),
banks AS MATERIALIZED (
    SELECT id, slug, name, owner,
        1024 * (%(owner)s::text[] <> '{}' AND NOT owner = ANY (%(owner)s::text[]))::int
        + 2048 * (%(bank)s::text[] <> '{}' AND NOT slug = ANY (%(bank)s::text[]))::int
        AS missed
    FROM requirements_bank_bank
    CROSS JOIN LATERAL (
        SELECT CASE
            WHEN organisation_id IS NULL THEN 'shipped'
            WHEN source <> '' THEN 'others'
            WHEN organisation_id = %(organisation_id)s THEN 'own'
            WHEN organisation_id = ANY ((SELECT ids FROM neighbours)::bigint[]) THEN 'network'
            ELSE 'others'
        END AS owner
    ) AS owners
),
described AS MATERIALIZED (
    SELECT listing.facets, kind, level, area, maturity, is_measurable, has_staircase, themes, categories, countries,
        languages,
        (%(category)s::text[] <> '{}' AND NOT categories && %(category)s::varchar[])::int
        + 2 * (%(area)s::text[] <> '{}' AND NOT area = ANY (%(area)s::text[]))::int
        + 4 * (%(kind)s::text[] <> '{}' AND NOT kind = ANY (%(kind)s::text[]))::int
        + 8 * (%(level)s::text[] <> '{}' AND NOT level = ANY (%(level)s::text[]))::int
        + 16 * (%(theme)s::text[] <> '{}' AND NOT themes && %(theme)s::varchar[])::int
        + 32 * (%(country)s::text[] <> '{}' AND NOT countries && %(country)s::varchar[])::int
        + 64 * (%(market)s::text[] <> '{}' AND NOT maturity = ANY (%(market)s::text[]))::int
        + 128 * (%(text)s::text[] <> '{}' AND NOT languages && %(text)s::varchar[])::int
        + 256 * (%(measurable)s::text[] <> '{}' AND NOT is_measurable)::int
        + 512 * (%(staircase)s::text[] <> '{}' AND NOT has_staircase)::int
        AS missed
    FROM requirements_bank_listedrequirement AS listing
    WHERE id = ANY (ARRAY(SELECT min(sample) FROM grouped GROUP BY facets))
),
judged AS MATERIALIZED (
    SELECT grouped.facets, bank_id, by_us, by_neighbours, number,
        described.missed + banks.missed
        + 4096 * (%(ours)s::text[] <> '{}' AND NOT by_us)::int
        + 8192 * (%(neighbours)s::text[] <> '{}' AND NOT by_neighbours)::int
        AS missed
    FROM grouped
    JOIN described USING (facets)
    JOIN banks ON banks.id = grouped.bank_id
),
by_use AS MATERIALIZED (
    SELECT facets, by_us, by_neighbours, missed, sum(number)::int AS number
    FROM judged
    GROUP BY facets, by_us, by_neighbours, missed
),
by_bank AS MATERIALIZED (
    SELECT slug, owner, tally.missed, number
    FROM (SELECT bank_id, missed, sum(number)::int AS number FROM judged GROUP BY bank_id, missed) AS tally
    JOIN banks ON banks.id = tally.bank_id
),
tallied AS MATERIALIZED (
    SELECT described.*, tally.missed AS all_missed, number
    FROM (SELECT facets, missed, sum(number)::int AS number FROM by_use GROUP BY facets, missed) AS tally
    JOIN described USING (facets)
),
counted AS (
    SELECT 'category' AS facet, value, sum(number) AS number
    FROM tallied CROSS JOIN unnest(categories) AS value WHERE all_missed IN (0, 1) GROUP BY value
    UNION ALL SELECT 'area', area, sum(number) FROM tallied WHERE all_missed IN (0, 2) GROUP BY area
    UNION ALL SELECT 'kind', kind, sum(number) FROM tallied WHERE all_missed IN (0, 4) GROUP BY kind
    UNION ALL SELECT 'level', level, sum(number) FROM tallied WHERE all_missed IN (0, 8) GROUP BY level
    UNION ALL SELECT 'theme', value, sum(number)
    FROM tallied CROSS JOIN unnest(themes) AS value WHERE all_missed IN (0, 16) GROUP BY value
    UNION ALL SELECT 'country', value, sum(number)
    FROM tallied CROSS JOIN unnest(countries) AS value WHERE all_missed IN (0, 32) GROUP BY value
    UNION ALL SELECT 'market', maturity, sum(number) FROM tallied WHERE all_missed IN (0, 64) GROUP BY maturity
    UNION ALL SELECT 'text', value, sum(number)
    FROM tallied CROSS JOIN unnest(languages) AS value WHERE all_missed IN (0, 128) GROUP BY value
    UNION ALL SELECT 'measurable', 'yes', sum(number) FROM tallied WHERE all_missed IN (0, 256) AND is_measurable
    UNION ALL SELECT 'staircase', 'yes', sum(number) FROM tallied WHERE all_missed IN (0, 512) AND has_staircase
    UNION ALL SELECT 'owner', owner, sum(number) FROM by_bank WHERE missed IN (0, 1024) GROUP BY owner
    UNION ALL SELECT 'bank', slug, sum(number) FROM by_bank WHERE missed IN (0, 2048) GROUP BY slug
    UNION ALL SELECT 'ours', 'yes', sum(number) FROM by_use WHERE missed IN (0, 4096) AND by_us
    UNION ALL SELECT 'neighbours', 'yes', sum(number) FROM by_use WHERE missed IN (0, 8192) AND by_neighbours
),
hits AS (
    SELECT id, version_id, code, published_at, words, score, coalesce(uses, 0) AS uses FROM listed
    WHERE %(is_free)s
       OR (facets, bank_id, by_us, by_neighbours)
           IN (SELECT facets, bank_id, by_us, by_neighbours FROM judged WHERE missed = 0)
),
page AS (
    SELECT version_id, uses, coalesce(words < %(asked)s, false) AS is_loose, row_number() OVER () AS place
    FROM (
        SELECT * FROM hits
        ORDER BY
            CASE WHEN %(sort)s = 'relevance' THEN words END DESC NULLS LAST,
            CASE WHEN %(sort)s = 'relevance' THEN score END DESC NULLS LAST,
            CASE WHEN %(sort)s = 'newest' THEN published_at END DESC NULLS LAST,
            CASE WHEN %(sort)s = 'used' THEN uses END DESC NULLS LAST,
            code, id
        LIMIT %(limit)s OFFSET %(offset)s
    ) AS best
)
SELECT
    reach.by_all,
    reach.by_any,
    CASE WHEN %(is_counted)s THEN (SELECT coalesce(sum(number), 0)::int FROM by_use WHERE missed = 0) ELSE 0 END AS total,
    (SELECT json_agg(json_build_array(version_id, uses, is_loose) ORDER BY place) FROM page) AS page,
    CASE WHEN %(is_counted)s THEN (
        SELECT json_agg(json_build_array(facet, value, number)) FROM counted WHERE number > 0
    ) END AS counts,
    CASE WHEN %(is_counted)s THEN (
        SELECT json_agg(json_build_array(slug, name, owner) ORDER BY name)
        FROM banks WHERE slug IN (SELECT slug FROM by_bank)
    ) END AS banks
FROM reach
