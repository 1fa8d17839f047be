"""What neighbours see of a staircase tells when its signed contracts end, and whether they ask for different steps."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("procurement", "0015_tender_documents_and_price_of_a_lot")]

    operations = [
        migrations.AddField(
            model_name="shownstaircase",
            name="ends_on",
            field=models.DateField(
                blank=True, help_text="Of signed contracts the last day with the extensions that are used", null=True
            ),
        ),
        migrations.AddField(
            model_name="shownstaircase",
            name="differs",
            field=models.BooleanField(default=False, help_text="Signed contracts ask for different steps"),
        ),
    ]
