"""A dialogue is read by the buyers of its procurement and written by the lead; of the market, neighbours see counts."""

from django.db import migrations

from foundation.postgres.row_security import protect
from requirements_bank.fences import SEEN

OF_JOINED = "procurement_id IN (SELECT procurement_joined())"
PARTS = (
    "marketdialogue",
    "dialogueentry",
    "followup",
    "dialoguepaper",
    "supplierinvitation",
    "supplieranswer",
    "stepanswer",
)


class Migration(migrations.Migration):
    dependencies = [("procurement", "0007_market_dialogues")]

    operations = [
        *[protect(f"procurement_{part}", public_if=OF_JOINED) for part in PARTS],
        protect("procurement_shownmarket", public_if=SEEN),
    ]
