corrected AS (
    SELECT DISTINCT ON (reference) reference, said ->> 'number' AS number, said ->> 'name' AS name, said ->> 'state' AS state
    FROM emissions_fixanswer
    WHERE organisation_id = %(organisation_id)s AND kind = 'supplier'
    ORDER BY reference, id DESC
),
by_card AS (
    SELECT supplier_id, sum(amount) AS amount, sum(size) AS size, sum(lines)::bigint AS lines
    FROM own
    GROUP BY supplier_id
),
written AS (
    SELECT
        by_card.*, card.uuid, card.number AS number_as_written, card.name AS name_as_written, card.is_personal,
        coalesce(nullif(corrected.number, ''), card.number, '') AS number,
        coalesce(nullif(corrected.name, ''), card.name, '') AS name,
        corrected.number AS corrected_number, corrected.name AS corrected_name,
        CASE WHEN coalesce(corrected.number, '') = '' THEN party.number END AS party_number,
        nullif(corrected.state, '') AS corrected_state
    FROM by_card
    LEFT JOIN suppliers_suppliercard AS card
        ON card.organisation_id = %(organisation_id)s AND card.id = by_card.supplier_id
    LEFT JOIN suppliers_party AS party ON party.id = card.party_id
    LEFT JOIN corrected ON corrected.reference = card.uuid::text
),
known AS (
    SELECT
        written.*,
        coalesce(party_number, upper(regexp_replace(number, '[^0-9A-Za-z]', '', 'g'))) AS plain_number,
        regexp_replace(
            trim(regexp_replace(lower(name), '[^[:alnum:]]+', ' ', 'g')), '( (as|asa|ab|hb|kb|oy|oyj|aps|da|ans|sa|nuf|publ))+$', ''
        ) AS plain_name,
        CASE
            WHEN uuid IS NULL THEN 'none'
            WHEN corrected_state IS NOT NULL THEN corrected_state
            WHEN is_personal THEN 'person'
            WHEN party_number IS NOT NULL THEN 'valid'
            WHEN number ~ '[*•]' OR number = '' AND name ~ '^[*•\s]+$' THEN 'masked'
            WHEN number = '' THEN 'no_number'
            WHEN upper(left(number, 2)) = ANY (%(abroad)s)
            AND length(regexp_replace(number, '\D', '', 'g')) BETWEEN 7 AND 12 THEN 'foreign'
            WHEN length(regexp_replace(number, '\D', '', 'g')) = %(digits)s THEN 'wrong'
            ELSE 'own_number'
        END AS state
    FROM written
),
doubled_number AS (
    SELECT plain_number
    FROM known
    WHERE plain_number <> '' AND plain_name <> '' AND state NOT IN ('person', 'masked', 'none')
    GROUP BY plain_number
    HAVING count(DISTINCT plain_name) > 1
),
doubled_name AS (
    SELECT plain_name
    FROM known
    WHERE plain_number <> '' AND plain_name <> '' AND state NOT IN ('person', 'masked', 'none')
    GROUP BY plain_name
    HAVING count(DISTINCT plain_number) > 1
),
supplier AS MATERIALIZED (
    SELECT
        known.*,
        state NOT IN ('person', 'masked', 'none') AND plain_name <> ''
        AND plain_number IN (SELECT plain_number FROM doubled_number) AS number_is_double,
        state NOT IN ('person', 'masked', 'none') AND plain_number <> ''
        AND plain_name IN (SELECT plain_name FROM doubled_name) AS name_is_double
    FROM known
)
