"""What lines lack is for those who see the lines; answers to the fix list are for an organisation's own people."""

from django.db import migrations

from foundation.postgres.row_security import protect


class Migration(migrations.Migration):
    dependencies = [("emissions", "0018_import_quality")]

    operations = [
        protect("emissions_importquality", rows=True),
        protect("quality_cell", rows=True),
        protect("emissions_fixanswer", append_only=True),
    ]
