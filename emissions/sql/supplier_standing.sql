by_card AS (
    SELECT of_base, supplier_id, sum(amount) AS amount, sum(size) AS size, sum(lines)::bigint AS lines
    FROM own
    GROUP BY of_base, supplier_id
),
known AS (
    SELECT
        by_card.*, card.uuid, card.identity, card.number AS number_as_written, card.name AS name_as_written,
        coalesce(card.is_personal, false) AS is_personal, card.right_number, card.right_name, card.revision,
        coalesce(party.number, upper(regexp_replace(coalesce(nullif(card.right_number, ''), card.number), '[^0-9A-Za-z]', '', 'g')), '')
            AS plain_number,
        regexp_replace(
            trim(regexp_replace(
                lower(coalesce(nullif(card.identity_name, ''), nullif(card.right_name, ''), card.name, '')), '[^[:alnum:]]+', ' ', 'g'
            )),
            '( (as|asa|ab|hb|kb|oy|oyj|aps|da|ans|sa|nuf|publ))+$', ''
        ) AS plain_name,
        CASE
            WHEN card.id IS NULL THEN 'none'
            WHEN card.is_personal OR card.kind = 'person' THEN 'person'
            WHEN card.kind = 'company' THEN 'valid'
            WHEN card.kind = 'foreign' THEN 'foreign'
            WHEN card.right_number = '' AND (card.number ~ '[*•]' OR card.number = '' AND card.name ~ '^[*•\s]+$') THEN 'masked'
            WHEN card.kind = 'missing' THEN 'no_number'
            WHEN card.kind = 'invalid' THEN 'wrong'
            ELSE 'own_number'
        END AS state
    FROM by_card
    LEFT JOIN suppliers_suppliercard AS card
        ON card.organisation_id = %(organisation_id)s AND card.id = by_card.supplier_id
    LEFT JOIN suppliers_party AS party ON party.id = card.party_id
),
doubled_number AS (
    SELECT of_base, plain_number
    FROM known
    WHERE plain_number <> '' AND plain_name <> '' AND state NOT IN ('person', 'masked', 'none')
    GROUP BY of_base, plain_number
    HAVING count(DISTINCT plain_name) > 1
),
doubled_name AS (
    SELECT of_base, plain_name
    FROM known
    WHERE plain_number <> '' AND plain_name <> '' AND state NOT IN ('person', 'masked', 'none')
    GROUP BY of_base, plain_name
    HAVING count(DISTINCT plain_number) > 1 AND count(DISTINCT identity) > 1
),
supplier AS MATERIALIZED (
    SELECT
        known.*,
        state NOT IN ('person', 'masked', 'none') AND plain_name <> ''
        AND (of_base, plain_number) IN (SELECT of_base, plain_number FROM doubled_number) AS number_is_double,
        state NOT IN ('person', 'masked', 'none') AND plain_number <> ''
        AND (of_base, plain_name) IN (SELECT of_base, plain_name FROM doubled_name) AS name_is_double
    FROM known
)
