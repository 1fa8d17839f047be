"""What an organisation's people were told is its own alone."""

from django.db import migrations

from foundation.postgres.row_security import protect


class Migration(migrations.Migration):
    dependencies = [("requirements_bank", "0022_what_people_were_told")]

    operations = [protect("requirements_bank_told")]
