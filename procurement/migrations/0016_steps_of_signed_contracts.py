"""What neighbours see of a staircase tells whether its signed contracts ask for different steps."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("procurement", "0015_tender_documents_and_price_of_a_lot")]

    operations = [
        migrations.AddField(
            model_name="shownstaircase",
            name="differs",
            field=models.BooleanField(default=False, help_text="Signed contracts ask for different steps"),
        )
    ]
