"""What the register shows is kept: a row for each supplier, its money of each year, and how many there are of what.

Cards say in columns that PostgreSQL makes by what words and numbers they are found. The money of what is there already
is filled in by the app that knows it (emissions 0023).

A name stands in the order of the register without the digits of persons, as it is searched: an order by what is hidden
would tell it digit by digit.
"""

from django.db import migrations

from foundation.postgres.row_security import protect

TABLES = """
CREATE TABLE known_supplier (
    organisation_id bigint NOT NULL,
    identity uuid NOT NULL,
    name text COLLATE "C" NOT NULL,
    shows text[] NOT NULL,
    cards integer NOT NULL,
    PRIMARY KEY (organisation_id, identity)
);
CREATE INDEX known_supplier_name ON known_supplier (organisation_id, (name = ''), name, identity);
CREATE INDEX known_supplier_below ON known_supplier (organisation_id, name, identity) INCLUDE (shows);

CREATE TABLE supplier_year (
    organisation_id bigint NOT NULL,
    identity uuid NOT NULL,
    year integer NOT NULL,
    name text COLLATE "C" NOT NULL,
    shows text[] NOT NULL,
    amount numeric(24, 4) NOT NULL,
    counted numeric(24, 4),
    others jsonb NOT NULL,
    lines bigint NOT NULL,
    PRIMARY KEY (organisation_id, identity, year)
);
CREATE INDEX supplier_year_money ON supplier_year (organisation_id, year, amount DESC, name, identity) INCLUDE (shows);

CREATE TABLE register_count (
    organisation_id bigint NOT NULL,
    show text NOT NULL,
    suppliers bigint NOT NULL,
    cards bigint NOT NULL,
    PRIMARY KEY (organisation_id, show)
);

CREATE TABLE register_year (
    organisation_id bigint NOT NULL,
    year integer NOT NULL,
    show text NOT NULL,
    suppliers bigint NOT NULL,
    amount numeric(24, 4) NOT NULL,
    PRIMARY KEY (organisation_id, year, show)
);
"""

SEARCHED = r"""
ALTER TABLE suppliers_suppliercard
    ADD COLUMN searched_name text GENERATED ALWAYS AS (
        lower(CASE WHEN is_personal THEN regexp_replace(name, '\d', '', 'g') ELSE name || chr(31) || right_name END)
    ) STORED,
    ADD COLUMN searched_personal_name text GENERATED ALWAYS AS (
        CASE WHEN is_personal THEN lower(name || chr(31) || right_name) END
    ) STORED,
    ADD COLUMN searched_numbers text GENERATED ALWAYS AS (
        lower(
            regexp_replace(number, '[^0-9A-Za-z]', '', 'g') || chr(31)
            || regexp_replace(right_number, '[^0-9A-Za-z]', '', 'g') || chr(31)
            || regexp_replace(own_numbers, '[^0-9A-Za-z,]', '', 'g')
        )
    ) STORED
"""
FORGET_SEARCHED = """
ALTER TABLE suppliers_suppliercard
    DROP COLUMN searched_name, DROP COLUMN searched_personal_name, DROP COLUMN searched_numbers
"""

FILL = r"""
INSERT INTO known_supplier (organisation_id, identity, name, shows, cards)
SELECT
    organisation_id, identity,
    min(
        lower(
            CASE WHEN is_personal
                THEN regexp_replace(coalesce(nullif(identity_name, ''), nullif(right_name, ''), name), '\d', '', 'g')
                ELSE coalesce(nullif(identity_name, ''), nullif(right_name, ''), name)
            END
        ) COLLATE "C"
    ),
    array_agg(DISTINCT kind::text ORDER BY kind::text)
    || CASE WHEN bool_or(identity_number <> '' OR identity_name <> '') THEN ARRAY['merged'] ELSE '{}' END
    || CASE WHEN bool_or(right_number <> '' OR right_name <> '') THEN ARRAY['corrected'] ELSE '{}' END,
    count(*)
FROM suppliers_suppliercard
GROUP BY organisation_id, identity;

INSERT INTO register_count (organisation_id, show, suppliers, cards)
SELECT organisation_id, show, count(*), sum(cards)
FROM known_supplier CROSS JOIN unnest(array_append(shows, '')) AS show
GROUP BY organisation_id, show;
"""


class Migration(migrations.Migration):
    dependencies = [("suppliers", "0008_parties_without_names")]

    operations = [
        migrations.RunSQL(
            TABLES, "DROP TABLE register_year, register_count, supplier_year, known_supplier"
        ),
        protect("known_supplier", rows=True),
        protect("supplier_year", rows=True),
        protect("register_count", rows=True),
        protect("register_year", rows=True),
        migrations.RunSQL(SEARCHED, FORGET_SEARCHED),
        migrations.RunSQL(FILL, migrations.RunSQL.noop),
    ]
