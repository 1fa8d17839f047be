"""What an organisation brings from its old contracts, and how it maps others' banks, is its own."""

from django.db import migrations

from foundation.postgres.row_security import protect


class Migration(migrations.Migration):
    dependencies = [("requirements_bank", "0018_old_wordings_and_counterparts")]

    operations = [
        protect("requirements_bank_wordingset"),
        protect("requirements_bank_oldwording"),
        protect("requirements_bank_counterpart"),
    ]
