"""Keep what an award is worth in all: the most that may be called off from parallel agreements without a value."""

import django.core.validators
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("procurement", "0025_rules_that_every_row_keeps")]

    operations = [
        migrations.AddField(
            model_name="award",
            name="value",
            field=models.DecimalField(
                blank=True,
                decimal_places=2,
                max_digits=16,
                null=True,
                validators=[django.core.validators.MinValueValidator(0)],
            ),
        ),
        migrations.AlterField(
            model_name="contract",
            name="state",
            field=models.CharField(
                choices=[("awarded", "Awarded, not signed yet"), ("signed", "Signed"), ("withdrawn", "Withdrawn")],
                default="awarded",
                max_length=20,
            ),
        ),
        migrations.AddConstraint(
            model_name="award",
            constraint=models.CheckConstraint(condition=models.Q(("value__gte", 0)), name="award_value_not_negative"),
        ),
    ]
