"""What an awarded contract says beside who won opens to those who share it with the bids, or when it is signed.

One that was withdrawn before it was signed is not theirs to read; a call-off that was withdrawn stays readable.
A bid that was registered by mistake is struck out: it leaves its supplier's place to the right one, and opens to nobody
else, since it may be one of another procurement.
"""

import django.db.models.functions.text
from django.db import migrations, models

from foundation.postgres.row_security import READ, allowed

ONCE = "bid_of_a_supplier_once_in_a_lot"
SHARED = "IN (SELECT procurement_shared_contracts())"
OF_AN_AWARD = "award_id IS NOT NULL AND kind IN ('contract', 'framework')"
SEEN = f"id {SHARED} AND NOT ({OF_AN_AWARD} AND state = 'withdrawn')"
DECIDED = "procurement_id IN (SELECT id FROM procurement_procurement WHERE stage = 'awarded')"
OPEN = f"{SEEN} AND (state = 'signed' OR NOT ({OF_AN_AWARD}) OR {DECIDED})"
PARTS = ("contractoption", "contractparty", "contractchange")
STEPS = "obligation_id IN (SELECT id FROM procurement_obligation WHERE contract_id {those})"
STANDING = """
procurement_bid.procurement_id IN (
    SELECT id FROM procurement_procurement WHERE stage = 'awarded' AND id IN (SELECT procurement_joined())
) AND EXISTS (
    SELECT 1 FROM procurement_award AS award
    WHERE award.procurement_id = procurement_bid.procurement_id AND award.outcome = 'awarded'
    AND award.taken_back_at IS NULL AND (award.lot_id IS NULL OR award.lot_id = procurement_bid.lot_id)
)
"""
BEFORE = {
    "procurement_bid": STANDING,
    "procurement_contract": f"id {SHARED}",
    **{f"procurement_{part}": f"contract_id {SHARED}" for part in PARTS},
    "procurement_contractdocument": f"contract_id {SHARED} AND confidential_because = ''",
    "procurement_obligation": f"contract_id {SHARED}",
    "procurement_obligationstep": STEPS.format(those=SHARED),
}
THOSE_SEEN, THOSE_OPEN = (f"IN (SELECT id FROM procurement_contract WHERE {those})" for those in (SEEN, OPEN))
AFTER = {
    "procurement_bid": f"{STANDING} AND state <> 'struck_out'",
    "procurement_contract": SEEN,
    **{f"procurement_{part}": f"contract_id {THOSE_SEEN}" for part in PARTS},
    "procurement_contractdocument": f"contract_id {THOSE_SEEN} AND confidential_because = ''",
    "procurement_obligation": f"contract_id {THOSE_OPEN}",
    "procurement_obligationstep": STEPS.format(those=THOSE_OPEN),
}


def read_by(those: dict[str, str]) -> list[str]:
    """Return the statements that let rows be read by who keeps them, and where the condition of their table holds."""
    own = allowed("organisation_id", READ)
    return [f"ALTER POLICY {table}_read ON {table} USING ({own} OR ({others}));" for table, others in those.items()]


class Migration(migrations.Migration):
    dependencies = [("procurement", "0026_most_of_parallel_agreements")]

    operations = [
        migrations.RunSQL(read_by(AFTER), read_by(BEFORE)),
        migrations.RemoveConstraint(model_name="bid", name=ONCE),
        migrations.RemoveConstraint(model_name="bid", name="bid_state_known"),
        migrations.AlterField(
            model_name="bid",
            name="state",
            field=models.CharField(
                choices=[
                    ("received", "Received"),
                    ("rejected", "Rejected"),
                    ("withdrawn", "Withdrawn"),
                    ("struck_out", "Registered by mistake"),
                ],
                default="received",
                max_length=10,
            ),
        ),
        migrations.AddConstraint(
            model_name="bid",
            constraint=models.UniqueConstraint(
                models.F("procurement"),
                models.F("lot"),
                django.db.models.functions.text.Lower("supplier_name"),
                condition=models.Q(("state", "struck_out"), _negated=True),
                name=ONCE,
                nulls_distinct=False,
            ),
        ),
        migrations.AddConstraint(
            model_name="bid",
            constraint=models.CheckConstraint(
                condition=models.Q(("state__in", ["received", "rejected", "struck_out", "withdrawn"])),
                name="bid_state_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="bid",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state", "struck_out"), _negated=True),
                    models.Q(("state_because", ""), _negated=True),
                    _connector="OR",
                ),
                name="bid_struck_out_with_a_reason",
            ),
        ),
    ]
