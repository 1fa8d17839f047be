-- The requirements that fit what was typed and chosen: how many, one page of them, and how many each further choice
-- would leave. Method: docs/methods/requirement_search.md.
--
-- `facets` is the same for versions that no choice by content tells apart, so that those choices are asked once for
-- each such group. `missed` holds a bit for each facet whose choice is not met: a hit misses none, and what counts for
-- a facet misses none but that one.
WITH given AS MATERIALIZED (
    SELECT number, weight, word
    FROM unnest(%(numbers)s::int[], %(weights)s::float8[], %(words)s::text[]) AS asked (number, weight, word)
),
matched AS MATERIALIZED (
    SELECT number, version_id, max(fit) + 0.1 * sum(fit) AS fit
    FROM (
        SELECT given.number, place >> 2 AS version_id, given.weight * (%(worth)s::float8[])[1 + (place & 3)] AS fit
        FROM given
        JOIN requirements_bank_indexedword AS indexed
            ON indexed.word = given.word AND indexed.reader = ANY (%(readers)s::text[])
        CROSS JOIN LATERAL unnest(indexed.places) AS place
    ) AS fits
    GROUP BY number, version_id
    UNION ALL
    SELECT %(asked)s + 1 - typed.turn, listing.version_id, 10
    FROM unnest(%(codes)s::text[]) WITH ORDINALITY AS typed (code, turn)
    JOIN requirements_bank_listedrequirement AS listing ON starts_with(lower(listing.code), typed.code)
),
rarity AS (
    SELECT number, 1 + ln(max(count(*)) OVER () / count(*)::float8) AS weight FROM matched GROUP BY number
),
found AS (
    SELECT version_id, count(*) AS words, sum(fit * rarity.weight) AS score
    FROM matched JOIN rarity USING (number)
    GROUP BY version_id
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
    SELECT listing.id, listing.version_id, listing.facets, listing.bank_id, listing.code, listing.published_at,
        found.words, found.score, uses.uses, coalesce(uses.by_us, false) AS by_us,
        coalesce(uses.by_neighbours, false) AS by_neighbours
    FROM requirements_bank_listedrequirement AS listing
    LEFT JOIN found USING (version_id)
    LEFT JOIN uses USING (requirement_id)
    WHERE %(asked)s = 0 OR found.words IS NOT NULL
),
reach AS MATERIALIZED (
    SELECT count(*) FILTER (WHERE words = %(asked)s) AS by_all, count(*) AS by_any FROM listed
),
chosen AS NOT MATERIALIZED (
    SELECT * FROM listed
    WHERE %(asked)s < 2 OR words >= (SELECT CASE WHEN by_all < %(few)s THEN 1 ELSE %(asked)s END FROM reach)
),
grouped AS MATERIALIZED (
    SELECT facets, bank_id, by_us, by_neighbours, count(*)::int AS number, min(id) AS sample
    FROM chosen
    GROUP BY facets, bank_id, by_us, by_neighbours
),
banks AS MATERIALIZED (
    SELECT id, slug, name,
        CASE
            WHEN organisation_id IS NULL THEN 'shipped'
            WHEN source <> '' THEN 'others'
            WHEN organisation_id = %(organisation_id)s THEN 'own'
            WHEN organisation_id = ANY ((SELECT ids FROM neighbours)::bigint[]) THEN 'network'
            ELSE 'others'
        END AS owner
    FROM requirements_bank_bank
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
    FROM (SELECT min(sample) AS id FROM grouped GROUP BY facets) AS samples
    JOIN requirements_bank_listedrequirement AS listing USING (id)
),
judged AS MATERIALIZED (
    SELECT grouped.*, slug, owner,
        described.missed
        + 1024 * (%(owner)s::text[] <> '{}' AND NOT owner = ANY (%(owner)s::text[]))::int
        + 2048 * (%(bank)s::text[] <> '{}' AND NOT slug = ANY (%(bank)s::text[]))::int
        + 4096 * (%(ours)s::text[] <> '{}' AND NOT by_us)::int
        + 8192 * (%(neighbours)s::text[] <> '{}' AND NOT by_neighbours)::int
        AS missed
    FROM grouped
    JOIN described USING (facets)
    JOIN banks ON banks.id = grouped.bank_id
),
tallied AS MATERIALIZED (
    SELECT described.*, tally.missed AS all_missed, tally.number
    FROM (SELECT facets, missed, sum(number)::int AS number FROM judged GROUP BY facets, missed) AS tally
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
    UNION ALL SELECT 'owner', owner, sum(number) FROM judged WHERE missed IN (0, 1024) GROUP BY owner
    UNION ALL SELECT 'bank', slug, sum(number) FROM judged WHERE missed IN (0, 2048) GROUP BY slug
    UNION ALL SELECT 'ours', 'yes', sum(number) FROM judged WHERE missed IN (0, 4096) AND by_us
    UNION ALL SELECT 'neighbours', 'yes', sum(number) FROM judged WHERE missed IN (0, 8192) AND by_neighbours
),
hits AS (
    SELECT id, version_id, code, published_at, words, score, coalesce(uses, 0) AS uses FROM chosen
    WHERE %(is_free)s
       OR (facets, bank_id, by_us, by_neighbours)
           IN (SELECT facets, bank_id, by_us, by_neighbours FROM judged WHERE missed = 0)
),
page AS (
    SELECT version_id, uses, row_number() OVER () AS place
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
    CASE WHEN %(is_counted)s THEN (SELECT coalesce(sum(number), 0)::int FROM judged WHERE missed = 0) ELSE 0 END AS total,
    (SELECT json_agg(json_build_array(version_id, uses) ORDER BY place) FROM page) AS page,
    CASE WHEN %(is_counted)s THEN (
        SELECT json_agg(json_build_array(facet, value, number)) FROM counted WHERE number > 0
    ) END AS counts,
    CASE WHEN %(is_counted)s THEN (
        SELECT json_agg(json_build_array(slug, name, owner) ORDER BY name)
        FROM banks WHERE id IN (SELECT bank_id FROM grouped)
    ) END AS banks
FROM reach
