"""Law answers are read with their procurement and written by the lead's people; sets are an organisation's own."""

from django.db import migrations

from foundation.postgres.row_security import protect


class Migration(migrations.Migration):
    dependencies = [("procurement", "0005_law_answers_and_requirement_sets")]

    operations = [
        protect("procurement_lawanswers", public_if="procurement_id IN (SELECT procurement_joined())"),
        protect("procurement_requirementset"),
        protect("procurement_setrequirement"),
    ]
