"""Follow-up is read and written by the people of who keeps the contract alone; what was said once is never changed."""

from django.db import migrations

from foundation.postgres.row_security import protect

CHANGED = (
    "recurringtask",
    "plannedtask",
    "taskobligation",
    "control",
    "controlitem",
    "controlphoto",
    "evidence",
    "evidencecover",
    "deviation",
    "correctiveaction",
    "checkresult",
    "obligationstanding",
    "contractspend",
    "priceclaim",
)
SAID_ONCE = ("controlanswer", "controlsignature", "deviationevent", "supplierstatement", "statementfile")


class Migration(migrations.Migration):
    dependencies = [("follow_up", "0001_plan_controls_and_deviations")]

    operations = [
        *[protect(f"follow_up_{table}") for table in CHANGED],
        *[protect(f"follow_up_{table}", append_only=True) for table in SAID_ONCE],
    ]
