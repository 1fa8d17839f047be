"""What was said of columns is read and written by the organisation's own people only."""

from django.db import migrations

from foundation.postgres.row_security import protect


class Migration(migrations.Migration):
    dependencies = [("emissions", "0010_remembered_mappings")]

    operations = [protect("emissions_rememberedmapping")]
