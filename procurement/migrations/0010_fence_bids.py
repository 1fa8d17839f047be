"""Bids are read and written by the lead's people alone; who buys along reads them after the award.

Which of the lead's people see them before the award is said in procurement/queries/bids.py.
"""

from django.db import migrations

from foundation.postgres.row_security import protect

AWARDED = (
    "procurement_id IN (SELECT id FROM procurement_procurement"
    " WHERE stage = 'awarded' AND id IN (SELECT procurement_joined()))"
)
OF_AN_AWARDED_BID = f"bid_id IN (SELECT id FROM procurement_bid WHERE {AWARDED})"


class Migration(migrations.Migration):
    dependencies = [("procurement", "0009_bids")]

    operations = [
        protect("procurement_bid", public_if=AWARDED),
        protect("procurement_bidanswer", public_if=OF_AN_AWARDED_BID),
        protect("procurement_offeredstep", public_if=OF_AN_AWARDED_BID),
        protect("procurement_evaluation", public_if=AWARDED),
    ]
