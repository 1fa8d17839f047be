"""Money of several currencies stands apart: in parts beside the footprint's own, in gaps by row.

Rows that are there keep their sums under the footprint's currency; what was calculated before does not say more.
"""

from django.db import migrations, models

CURRENCY_OF_GAPS = """
UPDATE emissions_footprintgap AS gap SET currency = footprint.currency
FROM emissions_footprint AS footprint
WHERE footprint.organisation_id = gap.organisation_id AND footprint.id = gap.footprint_id
"""


class Migration(migrations.Migration):
    dependencies = [("emissions", "0003_own_rules_without_dates")]

    operations = [
        migrations.AddField(
            model_name="footprintpart",
            name="other_money",
            field=models.JSONField(default=dict, help_text="Sums in other currencies: decimal texts by currency"),
        ),
        migrations.AlterField(
            model_name="footprintpart",
            name="amount",
            field=models.DecimalField(decimal_places=4, help_text="In the footprint's currency", max_digits=24),
        ),
        migrations.AlterField(
            model_name="footprint",
            name="money_in",
            field=models.DecimalField(
                decimal_places=4,
                help_text="Costs in `currency`: money counted, energy, and what is left out for reasons that are costs",
                max_digits=24,
            ),
        ),
        migrations.RemoveConstraint(model_name="footprintgap", name="footprint_gap_once"),
        migrations.AddField(
            model_name="footprintgap",
            name="currency",
            field=models.CharField(default="", max_length=3),
            preserve_default=False,
        ),
        migrations.RunSQL(CURRENCY_OF_GAPS, reverse_sql=migrations.RunSQL.noop),
        migrations.AddConstraint(
            model_name="footprintgap",
            constraint=models.UniqueConstraint(
                fields=("footprint", "category", "treatment", "reason", "currency"), name="footprint_gap_once"
            ),
        ),
    ]
