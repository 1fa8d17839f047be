"""A party is known by its number alone: a name that one organisation's ledger wrote was kept for all, and read by nobody."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("suppliers", "0007_own_numbers_and_what_stands")]

    operations = [
        migrations.AlterField(
            model_name="party",
            name="name",
            field=models.CharField(
                default="", max_length=300, help_text="The name most often seen with the number"
            ),
        ),
        migrations.RemoveField(model_name="party", name="name"),
    ]
