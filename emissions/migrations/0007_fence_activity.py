"""Activity series are sums: read like footprints, and values once written are never changed or removed."""

from django.db import migrations

from foundation.postgres.row_security import protect


class Migration(migrations.Migration):
    dependencies = [("emissions", "0006_activity_series")]

    operations = [
        protect("emissions_activityseries", totals=True),
        protect("emissions_activitydimension", totals=True),
        protect("emissions_activityperiod", totals=True),
        protect("emissions_activityvalue", totals=True, append_only=True),
        protect("emissions_methodbreak", totals=True, append_only=True),
    ]
