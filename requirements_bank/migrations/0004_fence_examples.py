"""What is not published for everybody is its owner's alone."""

from django.db import migrations

from foundation.postgres.row_security import protect


class Migration(migrations.Migration):
    dependencies = [("requirements_bank", "0003_examples")]

    operations = [
        protect(
            "requirements_bank_example",
            public_if="organisation_id IS NULL OR visibility = 'public' AND is_published",
        ),
    ]
