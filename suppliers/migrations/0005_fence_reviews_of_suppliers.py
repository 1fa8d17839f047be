"""Row-level security on what people decided about suppliers, and on where identities moved."""

from django.db import migrations

from foundation.postgres.row_security import protect


class Migration(migrations.Migration):
    dependencies = [("suppliers", "0004_what_numbers_are_and_who_is_one")]

    operations = [
        protect("suppliers_suppliermerge"),
        protect("suppliers_suppliercorrection"),
        protect("suppliers_mergeproposal"),
        protect("suppliers_identitymove", rows=True),
        protect("suppliers_registerstate", totals=True),
    ]
