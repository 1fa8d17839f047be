by_card AS (
    SELECT of_base, supplier_id, sum(amount) AS amount, sum(size) AS size, sum(lines)::bigint AS lines
    FROM own
    GROUP BY of_base, supplier_id
),
card AS MATERIALIZED (
    SELECT
        card.id, card.uuid, card.identity, card.number AS number_as_written, card.name AS name_as_written, card.is_personal,
        card.right_number, card.right_name, card.revision,
        coalesce(party.number, upper(regexp_replace(coalesce(nullif(card.right_number, ''), card.number), '[^0-9A-Za-z]', '', 'g')))
            AS plain_number,
        regexp_replace(
            trim(regexp_replace(
                lower(coalesce(nullif(card.identity_name, ''), nullif(card.right_name, ''), card.name)), '[^[:alnum:]]+', ' ', 'g'
            )),
            '( (as|asa|ab|hb|kb|oy|oyj|aps|da|ans|sa|nuf|publ))+$', ''
        ) AS plain_name,
        CASE
            WHEN card.is_personal OR card.kind = 'person' THEN 'person'
            WHEN card.kind = 'company' THEN 'valid'
            WHEN card.kind = 'foreign' THEN 'foreign'
            WHEN card.right_number = '' AND (card.number ~ '[*•]' OR card.number = '' AND card.name ~ '^[*•\s]+$') THEN 'masked'
            WHEN card.kind = 'missing' THEN 'no_number'
            WHEN card.kind = 'invalid' THEN 'wrong'
            ELSE 'own_number'
        END AS state
    FROM suppliers_suppliercard AS card
    LEFT JOIN suppliers_party AS party ON party.id = card.party_id
    WHERE card.organisation_id = %(organisation_id)s AND card.id IN (SELECT supplier_id FROM by_card)
),
-- Cards that share a number or a name with another; whether that makes doubles depends on who was paid in the base.
alike AS (
    SELECT id, plain_number, plain_name, identity
    FROM (
        SELECT
            card.*, count(*) OVER (PARTITION BY plain_number) AS of_number, count(*) OVER (PARTITION BY plain_name) AS of_name
        FROM card
        WHERE plain_number <> '' AND plain_name <> '' AND state NOT IN ('person', 'masked')
    ) AS named
    WHERE of_number > 1 OR of_name > 1
),
paid_alike AS MATERIALIZED (
    SELECT by_card.of_base, alike.plain_number, alike.plain_name, alike.identity
    FROM by_card
    JOIN alike ON alike.id = by_card.supplier_id
),
doubled_number AS (
    SELECT of_base, plain_number FROM paid_alike GROUP BY of_base, plain_number HAVING count(DISTINCT plain_name) > 1
),
doubled_name AS (
    SELECT of_base, plain_name
    FROM paid_alike
    GROUP BY of_base, plain_name
    HAVING count(DISTINCT plain_number) > 1 AND count(DISTINCT identity) > 1
),
supplier AS MATERIALIZED (
    SELECT
        by_card.*, card.uuid, card.identity, card.number_as_written, card.name_as_written,
        coalesce(card.is_personal, false) AS is_personal, card.right_number, card.right_name, card.revision,
        coalesce(card.plain_number, '') AS plain_number, coalesce(card.plain_name, '') AS plain_name,
        coalesce(card.state, 'none') AS state,
        card.id IS NOT NULL AND card.state NOT IN ('person', 'masked') AND card.plain_name <> ''
        AND (by_card.of_base, card.plain_number) IN (SELECT of_base, plain_number FROM doubled_number) AS number_is_double,
        card.id IS NOT NULL AND card.state NOT IN ('person', 'masked') AND card.plain_number <> ''
        AND (by_card.of_base, card.plain_name) IN (SELECT of_base, plain_name FROM doubled_name) AS name_is_double
    FROM by_card
    LEFT JOIN card ON card.id = by_card.supplier_id
)
