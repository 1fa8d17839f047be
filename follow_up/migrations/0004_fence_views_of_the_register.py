"""Views of the register are read and written by the organisation's own people."""

from django.db import migrations

from foundation.postgres.row_security import protect


class Migration(migrations.Migration):
    dependencies = [("follow_up", "0003_views_of_the_register")]

    operations = [protect("follow_up_obligationcare"), protect("follow_up_savedview")]
