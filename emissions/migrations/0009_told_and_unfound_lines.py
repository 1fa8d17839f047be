"""What joined ledgers say line by line, and the fences of their tables."""

from django.db import migrations

from foundation.postgres.row_security import protect

LINES = """
CREATE TABLE told_line (
    organisation_id bigint NOT NULL,
    import_id bigint NOT NULL,
    row bigint NOT NULL,
    by_import_id bigint NOT NULL,
    by_row bigint NOT NULL,
    way text NOT NULL,
    PRIMARY KEY (organisation_id, import_id, row)
);
CREATE TABLE unfound_line (
    organisation_id bigint NOT NULL,
    join_id bigint NOT NULL,
    import_id bigint NOT NULL,
    row bigint NOT NULL,
    PRIMARY KEY (organisation_id, join_id, import_id, row)
);
"""


class Migration(migrations.Migration):
    dependencies = [("emissions", "0008_ledger_joins")]

    operations = [
        migrations.RunSQL(LINES, "DROP TABLE unfound_line; DROP TABLE told_line;"),
        protect("emissions_ledgerjoin", rows=True),
        protect("emissions_joinedsupplierledger", rows=True),
        protect("told_line", rows=True),
        protect("unfound_line", rows=True),
    ]
