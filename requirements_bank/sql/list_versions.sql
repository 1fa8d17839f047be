-- Write what lists ask of these published versions; a requirement's newer version takes the place of the older one.
-- `facets` is the same for versions that no filter tells apart, so that counting may take them together.
INSERT INTO requirements_bank_listedrequirement (
    organisation_id, requirement_id, version_id, bank_id, code, published_at, seen_by, facets, kind, level, area,
    maturity, is_measurable, has_staircase, themes, categories, countries, languages
)
SELECT
    version.organisation_id, version.requirement_id, version.id, requirement.bank_id, requirement.code,
    version.published_at, version.seen_by,
    hashtextextended(
        concat_ws(
            '|', kind, level, area, maturity, is_measurable, has_staircase, themes.codes, categories.codes,
            countries.codes, languages.codes
        ),
        0
    ),
    kind, level, area, maturity, is_measurable, has_staircase, themes.codes, categories.codes, countries.codes,
    languages.codes
FROM requirements_bank_requirementversion AS version
JOIN requirements_bank_requirement AS requirement ON requirement.id = version.requirement_id
CROSS JOIN LATERAL (SELECT coalesce(version.content #>> '{market,maturity}', '') AS maturity) AS market
CROSS JOIN LATERAL (
    SELECT ARRAY(SELECT DISTINCT code FROM unnest(version.themes) AS code ORDER BY code) AS codes
) AS themes
CROSS JOIN LATERAL (
    SELECT ARRAY(
        SELECT code FROM unnest(version.categories) AS code
        UNION SELECT split_part(code, '.', 1) FROM unnest(version.categories) AS code
        ORDER BY code
    ) AS codes
) AS categories
CROSS JOIN LATERAL (
    SELECT ARRAY(SELECT DISTINCT code FROM unnest(version.countries) AS code ORDER BY code) AS codes
) AS countries
CROSS JOIN LATERAL (
    SELECT ARRAY(
        SELECT key FROM jsonb_each_text(version.content -> 'wording') WHERE value <> '' ORDER BY key
    ) AS codes
) AS languages
WHERE version.id = ANY (%(versions)s::bigint[])
  AND version.state = 'published'
  AND version.organisation_id IS NOT DISTINCT FROM %(organisation_id)s
ON CONFLICT (requirement_id) DO UPDATE SET
    version_id = excluded.version_id, bank_id = excluded.bank_id, code = excluded.code,
    published_at = excluded.published_at, seen_by = excluded.seen_by, facets = excluded.facets, kind = excluded.kind,
    level = excluded.level, area = excluded.area, maturity = excluded.maturity,
    is_measurable = excluded.is_measurable, has_staircase = excluded.has_staircase, themes = excluded.themes,
    categories = excluded.categories, countries = excluded.countries, languages = excluded.languages
