"""The ledger in SQL: lines, posting keys, cells and totals, and the fences of every tenant table.

Lines are split into 16 hash partitions by organisation once and for all: creating partitions while running blocks
behind open imports. PostgreSQL refuses COPY into tables with row-level security, so lines are loaded into the
partition itself by the role that may only insert there; reading goes through the fenced parent.
"""

from django.db import migrations

from foundation.postgres.row_security import protect

PARTITIONS = 16

LEDGER = """
CREATE TABLE posting_key (
    organisation_id bigint NOT NULL,
    id bigint GENERATED ALWAYS AS IDENTITY,
    fingerprint bytea NOT NULL,
    chart text NOT NULL,
    account text NOT NULL,
    supplier_id bigint REFERENCES suppliers_suppliercard (id),
    agreement text,
    commodity text,
    function text,
    unit text,
    investment boolean NOT NULL,
    movement text,
    vat_treatment text,
    text_class text,
    PRIMARY KEY (organisation_id, id),
    UNIQUE (organisation_id, fingerprint)
);
CREATE INDEX posting_key_supplier ON posting_key (organisation_id, supplier_id);
CREATE INDEX posting_key_account ON posting_key (organisation_id, chart, account);

CREATE TABLE ledger_name (
    organisation_id bigint NOT NULL,
    kind text NOT NULL,
    chart text NOT NULL,
    code text NOT NULL,
    name text NOT NULL,
    import_id bigint NOT NULL,
    PRIMARY KEY (organisation_id, kind, chart, code)
);

CREATE TABLE ledger_line (
    organisation_id bigint NOT NULL,
    import_id bigint NOT NULL,
    row bigint NOT NULL,
    key_id bigint NOT NULL,
    month date NOT NULL,
    posted_on date,
    amount numeric(18, 4) NOT NULL,
    currency character(3) NOT NULL,
    voucher text,
    invoice text,
    project text,
    text text,
    PRIMARY KEY (organisation_id, import_id, row)
) PARTITION BY HASH (organisation_id);
CREATE INDEX ledger_line_key ON ledger_line (organisation_id, key_id, month);

CREATE TABLE spend_cell (
    organisation_id bigint NOT NULL,
    import_id bigint NOT NULL,
    month date NOT NULL,
    key_id bigint NOT NULL,
    investment boolean NOT NULL,
    currency character(3) NOT NULL,
    amount numeric(20, 4) NOT NULL,
    lines integer NOT NULL,
    PRIMARY KEY (organisation_id, import_id, month, key_id, currency)
);
CREATE INDEX spend_cell_key ON spend_cell (organisation_id, key_id);

CREATE TABLE key_category (
    organisation_id bigint NOT NULL,
    key_id bigint NOT NULL,
    version integer NOT NULL,
    treatment text NOT NULL,
    category text,
    reason text,
    rule_kind text NOT NULL,
    rule_ref text,
    treatment_ref text,
    matched text,
    PRIMARY KEY (organisation_id, key_id, version)
);

CREATE TABLE category_total (
    organisation_id bigint NOT NULL,
    version integer NOT NULL,
    import_id bigint NOT NULL,
    month date NOT NULL,
    investment boolean NOT NULL,
    treatment text NOT NULL,
    category text NOT NULL,
    reason text NOT NULL,
    currency character(3) NOT NULL,
    amount numeric(22, 4) NOT NULL,
    lines integer NOT NULL,
    PRIMARY KEY (organisation_id, version, import_id, month, investment, treatment, category, reason, currency)
);

CREATE TABLE year_base (
    organisation_id bigint NOT NULL,
    year integer NOT NULL,
    version integer NOT NULL,
    imports jsonb NOT NULL,
    PRIMARY KEY (organisation_id, year)
);

CREATE TABLE year_total (
    organisation_id bigint NOT NULL,
    year integer NOT NULL,
    treatment text NOT NULL,
    category text NOT NULL,
    reason text NOT NULL,
    currency character(3) NOT NULL,
    amount numeric(24, 4) NOT NULL,
    lines bigint NOT NULL,
    PRIMARY KEY (organisation_id, year, treatment, category, reason, currency)
);

CREATE TABLE coverage (
    organisation_id bigint NOT NULL,
    id bigint GENERATED ALWAYS AS IDENTITY,
    month date NOT NULL,
    category text NOT NULL,
    currency character(3) NOT NULL,
    key_id bigint,
    money_removed numeric(20, 4) NOT NULL,
    kg_added numeric(24, 6) NOT NULL,
    source_kind text NOT NULL,
    source_id text NOT NULL,
    PRIMARY KEY (organisation_id, id)
);
"""

UNDO_LEDGER = """
DROP TABLE coverage; DROP TABLE year_total; DROP TABLE year_base; DROP TABLE category_total; DROP TABLE key_category; DROP TABLE spend_cell;
DROP TABLE ledger_line; DROP TABLE ledger_name; DROP TABLE posting_key;
"""

PARTITION = (
    "CREATE TABLE ledger_line_{n:02d} PARTITION OF ledger_line FOR VALUES WITH (MODULUS {total}, REMAINDER {n});"
)


class Migration(migrations.Migration):
    dependencies = [
        ("emissions", "0001_imports_mapping_footprints"),
        ("suppliers", "0002_fence_supplier_cards"),
    ]

    operations = [
        migrations.RunSQL(LEDGER, UNDO_LEDGER),
        migrations.RunSQL(
            "\n".join(PARTITION.format(n=n, total=PARTITIONS) for n in range(PARTITIONS)), migrations.RunSQL.noop
        ),
        protect("posting_key", rows=True),
        protect("ledger_name", rows=True),
        protect("ledger_line", rows=True),
        protect("spend_cell", rows=True),
        protect("key_category", rows=True),
        protect("category_total", totals=True),
        protect("year_base", totals=True),
        protect("year_total", totals=True),
        protect("coverage", totals=True),
        protect("emissions_ledgerimport", rows=True),
        protect("emissions_periodsource", totals=True),
        protect("emissions_mappingversion", rows=True),
        protect("emissions_classificationrule", rows=True),
        protect("emissions_footprint", totals=True),
        protect(
            "emissions_footprintpart", totals=True, totals_if="dimension IN ('category', 'month', 'ghg_category')"
        ),
        protect("emissions_footprintgap", totals=True),
    ]
