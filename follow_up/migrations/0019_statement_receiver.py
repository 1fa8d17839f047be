"""A statement belongs to whoever got the link by which it came; who is told later does not read it."""

from django.db import migrations, models

OF_THE_DEVIATION = """
UPDATE follow_up_supplierstatement SET receiver = follow_up_deviation.supplier_email
FROM follow_up_deviation WHERE follow_up_deviation.id = follow_up_supplierstatement.deviation_id;
"""
"""Nobody has kept by which link a statement came, so it belongs to the receiver that its deviation has now."""


class Migration(migrations.Migration):
    """Keep the receiver with each statement."""

    dependencies = [("follow_up", "0018_count_what_the_plan_of_hours_saved")]

    operations = [
        migrations.AddField(
            model_name="supplierstatement",
            name="receiver",
            field=models.EmailField(
                blank=True, help_text="Of the link by which it came; nobody else's link shows it", max_length=254
            ),
        ),
        migrations.RunSQL(OF_THE_DEVIATION, migrations.RunSQL.noop),
    ]
