"""What was matched to the bank is read and written by the organisation's own people."""

from django.db import migrations

from foundation.postgres.row_security import protect


class Migration(migrations.Migration):
    dependencies = [("follow_up", "0005_wordings_matched_to_the_bank")]

    operations = [protect("follow_up_bankmatch")]
