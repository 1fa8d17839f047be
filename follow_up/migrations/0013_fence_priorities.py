"""Priorities and hours are read and written by the organisation's own people; weights and risks are said once."""

from django.db import migrations

from foundation.postgres.row_security import protect

CHANGED = (
    "contracttraits",
    "interview",
    "interviewnote",
    "controllercapacity",
    "expectedhours",
    "riskassessment",
)
SAID_ONCE = ("weightchange", "sectorriskchange")


class Migration(migrations.Migration):
    dependencies = [("follow_up", "0012_weights_interviews_and_hours")]

    operations = [
        *[protect(f"follow_up_{table}") for table in CHANGED],
        *[protect(f"follow_up_{table}", append_only=True) for table in SAID_ONCE],
    ]
