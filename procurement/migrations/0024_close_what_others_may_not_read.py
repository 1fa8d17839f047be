"""Bids open to those who buy along by an award that stands, and confidential documents do not, not even by title.

The stage alone opens nothing: a hand can set it. What belongs to a lot opens by the award of that lot, or of the whole.
"""

from django.db import migrations, models

from foundation.postgres.row_security import READ, allowed

AWARDED = (
    "procurement_id IN (SELECT id FROM procurement_procurement"
    " WHERE stage = 'awarded' AND id IN (SELECT procurement_joined()))"
)
DOCUMENTS = {
    "procurement_procurementdocument": "procurement_id IN (SELECT procurement_joined())",
    "procurement_contractdocument": "contract_id IN (SELECT procurement_shared_contracts())",
}
OF_A_BID = ("procurement_bidanswer", "procurement_offeredstep")
OF_AN_EVALUATION = ("procurement_evaluationnotes", "procurement_evaluationchange")


def standing(table: str) -> str:
    """Return the condition that all is decided, and that an award of the row's lot, or of the whole, stands."""
    return (
        f"{table}.{AWARDED} AND EXISTS (SELECT 1 FROM procurement_award AS award"
        f" WHERE award.procurement_id = {table}.procurement_id AND award.outcome = 'awarded'"
        f" AND award.taken_back_at IS NULL AND (award.lot_id IS NULL OR award.lot_id = {table}.lot_id))"
    )


def conditions(bid: str, evaluation: str) -> dict[str, str]:
    """Return for each table which rows others read, from the conditions of bids and evaluations."""
    return {
        "procurement_bid": bid,
        **{table: f"bid_id IN (SELECT id FROM procurement_bid WHERE {bid})" for table in OF_A_BID},
        **{
            table: f"evaluation_id IN (SELECT id FROM procurement_evaluation WHERE {evaluation})"
            for table in OF_AN_EVALUATION
        },
    }


def read_by(those: dict[str, str]) -> list[str]:
    """Return the statements that let rows be read by the lead, and where the condition of their table holds."""
    own = allowed("organisation_id", READ)
    return [f"ALTER POLICY {table}_read ON {table} USING ({own} OR ({others}));" for table, others in those.items()]


class Migration(migrations.Migration):
    dependencies = [("procurement", "0023_a_supplier_bids_once_however_it_is_written")]

    operations = [
        migrations.RunSQL(
            read_by(conditions(standing("procurement_bid"), standing("procurement_evaluation"))),
            read_by(conditions(AWARDED, AWARDED)),
        ),
        migrations.RunSQL(
            read_by({table: f"{seen} AND confidential_because = ''" for table, seen in DOCUMENTS.items()}),
            read_by(DOCUMENTS),
        ),
        migrations.AddField(
            model_name="contract",
            name="beyond_because",
            field=models.TextField(
                blank=True, help_text="Of a call-off: why more is called off than the framework agreement says"
            ),
        ),
        migrations.AddField(
            model_name="contract",
            name="withdrawn_because",
            field=models.TextField(blank=True, help_text="Of a call-off that was withdrawn"),
        ),
        migrations.AddField(
            model_name="contract",
            name="order_key",
            field=models.UUIDField(
                blank=True,
                editable=False,
                help_text="Of the form that it was called off by, which counts once",
                null=True,
            ),
        ),
        migrations.AddConstraint(
            model_name="contract",
            constraint=models.UniqueConstraint(fields=("organisation", "order_key"), name="call_off_once"),
        ),
    ]
