"""What the ledger itself calls a supplier stands beside the organisation number."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("suppliers", "0006_read_the_numbers_of_cards")]

    operations = [
        migrations.AddField(
            model_name="suppliercard",
            name="own_numbers",
            field=models.CharField(
                blank=True,
                default="",
                help_text="The ledger's own numbers of it, beside the organisation number, by commas",
                max_length=200,
            ),
            preserve_default=False,
        ),
    ]
