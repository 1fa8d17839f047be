CREATE TEMPORARY TABLE source ON COMMIT DROP AS
SELECT row_number() OVER (ORDER BY requirement.code) - 1 AS place, split_part(requirement.code, '-', 1) AS letters,
    version.*
FROM requirements_bank_requirementversion AS version
JOIN requirements_bank_requirement AS requirement ON requirement.id = version.requirement_id
WHERE version.organisation_id IS NULL AND state = 'published';

CREATE TEMPORARY TABLE made ON COMMIT DROP AS
SELECT made.turn AS number, source.place, owner.organisation_id, owner.bank_id,
    CASE WHEN made.turn % 50 = 0 THEN 'own' WHEN made.turn % 12 = 0 THEN 'network' ELSE 'public' END AS seen_by,
    source.letters || '-' || lpad((1000 + made.turn)::text, 5, '0') AS code,
    1 + (made.turn * 31 / 132) % 25 AS whose, 1 + (made.turn * 7 / 132) % 20 AS what,
    (made.turn * 13 + 5) % (SELECT count(*) FROM source) AS other,
    CASE WHEN made.turn % 5 < 3 THEN source.level ELSE (ARRAY['basic', 'advanced', 'spearhead'])[1 + made.turn % 3] END AS level,
    (ARRAY['ready', 'growing', 'early'])[1 + (made.turn / 7) % 3] AS maturity,
    CASE WHEN made.turn % 3 = 0 THEN array_append(source.themes, 'climate') ELSE source.themes END AS themes,
    CASE made.turn % 4 WHEN 0 THEN '{{NO}}' WHEN 1 THEN '{{SE}}' ELSE source.countries END AS countries
FROM generate_series(1, {size}) AS made (turn)
JOIN source ON source.place = made.turn % (SELECT count(*) FROM source)
JOIN unnest({organisations}::bigint[], {banks}::bigint[]) WITH ORDINALITY AS owner (organisation_id, bank_id, turn)
    ON owner.turn = 1 + (made.turn * 7 + made.turn / 132) % cardinality({banks}::bigint[]);

ANALYZE made;

CREATE TEMPORARY TABLE added ON COMMIT DROP AS
SELECT made.number, given.language, words.whose || words.what AS word, other.content #>> ARRAY['motive', given.language] AS sentence,
    CASE given.language WHEN 'sv' THEN 'swedish' WHEN 'en' THEN 'english' ELSE 'norwegian' END::regconfig AS configuration
FROM made
CROSS JOIN (VALUES ('nb'), ('nn'), ('sv'), ('en')) AS given (language)
JOIN source AS other ON other.place = made.other
CROSS JOIN LATERAL (
    SELECT {whose}::jsonb -> given.language ->> (made.whose - 1) AS whose,
        {what}::jsonb -> given.language ->> (made.what - 1) AS what
) AS words;

CREATE INDEX ON added (number);
ANALYZE added;

INSERT INTO requirements_bank_requirement
    (uuid, organisation_id, bank_id, code, visibility, seen_by, comments_from, is_published, created_at)
SELECT gen_random_uuid(), organisation_id, bank_id, code, seen_by, seen_by, 'network', true, now() FROM made;

INSERT INTO requirements_bank_requirementversion (
    uuid, organisation_id, requirement_id, number, content, content_hash, kind, level, phase, area, topic, themes,
    categories, cpv, countries, is_measurable, has_staircase, state, review_open_to, seen_by, valid_from, review_on,
    change_note, approved_by, published_at, created_at
)
SELECT gen_random_uuid(), made.organisation_id, requirement.id, 1,
    source.content || jsonb_build_object(
        'code', made.code, 'level', made.level, 'themes', made.themes, 'countries', made.countries,
        'market', jsonb_set(source.content -> 'market', '{{maturity}}', to_jsonb(made.maturity)),
        'title', texts.titles, 'motive', texts.motives
    ),
    md5(made.code) || md5(made.number::text), source.kind, made.level, source.phase, source.area, source.topic,
    made.themes, source.categories, source.cpv, made.countries, source.is_measurable, source.has_staircase,
    'published', 'own', made.seen_by, source.valid_from, source.review_on, '', 'Bench',
    now() - made.number * interval '1 minute', now()
FROM made
JOIN source USING (place)
JOIN requirements_bank_requirement AS requirement ON requirement.bank_id = made.bank_id AND requirement.code = made.code
JOIN LATERAL (
    SELECT jsonb_object_agg(language, (source.content #>> ARRAY['title', language]) || ', ' || word) AS titles,
        jsonb_object_agg(language, (source.content #>> ARRAY['motive', language]) || ' ' || sentence) AS motives
    FROM added WHERE added.number = made.number
) AS texts ON true;

INSERT INTO requirements_bank_requirementtext
    (organisation_id, version_id, language, read_in, title, words, seen_by)
SELECT made.organisation_id, version.id, added.language, text.read_in, text.title || ', ' || word,
    text.words || setweight(to_tsvector(configuration, word), 'A') || setweight(to_tsvector(configuration, sentence), 'D'),
    made.seen_by
FROM made
JOIN source USING (place)
JOIN requirements_bank_requirement AS requirement ON requirement.bank_id = made.bank_id AND requirement.code = made.code
JOIN requirements_bank_requirementversion AS version ON version.requirement_id = requirement.id
JOIN requirements_bank_requirementtext AS text ON text.version_id = source.id
JOIN added ON added.number = made.number AND added.language = text.language;

INSERT INTO requirements_bank_adoption
    (uuid, organisation_id, requirement_id, version_id, seen_by, adopted_by, adopted_at)
SELECT gen_random_uuid(), user_.id, version.requirement_id, version.id,
    CASE WHEN (version.id + user_.id) % 10 = 0 THEN 'own' ELSE 'network' END, 'Bench', now()
FROM requirements_bank_requirementversion AS version
JOIN unnest({organisations}::bigint[]) AS user_ (id) ON (version.id * 7 + user_.id * 11) % {one_in} = 0
WHERE version.seen_by = 'public';
