"""What suppliers report is read and written by the organisation's own people."""

from django.db import migrations

from foundation.postgres.row_security import protect


class Migration(migrations.Migration):
    dependencies = [("follow_up", "0016_reports_of_suppliers")]

    operations = [
        protect("follow_up_reportrequest"),
        protect("follow_up_reportline"),
        protect("follow_up_supplierreport"),
        protect("follow_up_reportedvalue"),
        protect("follow_up_reportreminder"),
    ]
