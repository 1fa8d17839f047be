"""Who buys along reads how bids are compared, since it is published; reasons and expectations move behind the fence.

References are checked as soon as rows have moved: PostgreSQL alters no table whose checks still wait.
"""

from django.db import migrations

from foundation.postgres.row_security import READ, allowed, protect

OF_JOINED = "procurement_id IN (SELECT procurement_joined())"
AWARDED = (
    "procurement_id IN (SELECT id FROM procurement_procurement"
    " WHERE stage = 'awarded' AND id IN (SELECT procurement_joined()))"
)
OF_AN_AWARDED_ONE = f"evaluation_id IN (SELECT id FROM procurement_evaluation WHERE {AWARDED})"
MOVED = """
INSERT INTO procurement_evaluationnotes (organisation_id, evaluation_id, reasons, chosen_by, expected)
SELECT organisation_id, id, reasons, chosen_by, jsonb_strip_nulls(jsonb_build_object(
    'expected_price', parameters -> 'expected_price', 'tonnes_apart', parameters -> 'tonnes_apart'))
FROM procurement_evaluation;
UPDATE procurement_evaluation SET parameters = parameters - 'expected_price' - 'tonnes_apart';
SET CONSTRAINTS ALL IMMEDIATE;
"""
BACK = """
UPDATE procurement_evaluation AS evaluation
SET reasons = notes.reasons, chosen_by = notes.chosen_by, parameters = evaluation.parameters || notes.expected
FROM procurement_evaluationnotes AS notes WHERE notes.evaluation_id = evaluation.id;
DELETE FROM procurement_evaluationnotes;
SET CONSTRAINTS ALL IMMEDIATE;
"""


def read_by(others: str) -> str:
    """Return the statement that lets rows of evaluations be read by the lead, and where `others` holds."""
    readable = f"{allowed('organisation_id', READ)} OR ({others})"
    return f"ALTER POLICY procurement_evaluation_read ON procurement_evaluation USING ({readable});"


class Migration(migrations.Migration):
    dependencies = [("procurement", "0019_notes_and_changes_of_evaluations")]

    operations = [
        protect("procurement_evaluationnotes", public_if=OF_AN_AWARDED_ONE),
        protect("procurement_evaluationchange", public_if=OF_AN_AWARDED_ONE, append_only=True),
        migrations.RunSQL(read_by(OF_JOINED), read_by(AWARDED)),
        migrations.RunSQL(MOVED, BACK),
    ]
