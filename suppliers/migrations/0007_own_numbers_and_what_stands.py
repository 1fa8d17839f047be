"""The ledger's own numbers stand beside organisation numbers; a merge says whose name and number stand."""

import django.db.models.deletion
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
        migrations.AddField(
            model_name="suppliermerge",
            name="stands",
            field=models.ForeignKey(
                help_text="Whose name and number stand for both; nothing: by the rule",
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="suppliers.suppliercard",
            ),
        ),
    ]
