"""Rules of reminders and what was sent by them are read and written by the organisation's own people."""

from django.db import migrations

from foundation.postgres.row_security import protect


class Migration(migrations.Migration):
    dependencies = [("follow_up", "0014_plan_made_once_and_reminders")]

    operations = [protect("follow_up_reminderrule"), protect("follow_up_remindersent")]
