"""A shared control is read by those with whom it is shared while it is, and written by who looked alone."""

from django.db import migrations

from foundation.postgres.row_security import protect
from requirements_bank.fences import SEEN

SHARED = f"taken_back_at IS NULL AND ({SEEN})"


class Migration(migrations.Migration):
    dependencies = [("follow_up", "0007_controls_shared_with_others")]

    operations = [
        protect("follow_up_sharedcontrol", public_if=SHARED),
        protect(
            "follow_up_sharedfinding",
            public_if=f"shared_id IN (SELECT id FROM follow_up_sharedcontrol WHERE {SHARED})",
        ),
        protect("follow_up_controlreuse"),
    ]
