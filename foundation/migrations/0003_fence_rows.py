"""Row-level security on the foundation's tenant tables.

Access links are found by the hash of their secret before any organisation is known, so they are not fenced.
"""

from django.db import migrations

from foundation.postgres.row_security import protect


class Migration(migrations.Migration):
    dependencies = [("foundation", "0002_belong_to_organisations")]

    operations = [
        protect("foundation_change"),
        protect("foundation_job"),
        protect("foundation_message"),
        protect("foundation_searchdocument"),
        protect("foundation_storedfile"),
    ]
