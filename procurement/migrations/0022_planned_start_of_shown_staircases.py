"""What others see of a staircase keeps the planned start too, from which joint steps may be counted."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("procurement", "0021_reasons_stand_with_the_notes"),
    ]

    operations = [
        migrations.AddField(
            model_name="shownstaircase",
            name="planned_first_day",
            field=models.DateField(
                blank=True, help_text="Of signed contracts the first day that the tender named", null=True
            ),
        ),
    ]
