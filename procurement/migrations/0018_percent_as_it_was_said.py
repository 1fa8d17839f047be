"""How much a change is worth keeps the digits that were typed."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("procurement", "0017_let_sharers_read_contract_documents")]

    operations = [
        migrations.AlterField(
            model_name="contractchange",
            name="percent",
            field=models.DecimalField(
                blank=True, decimal_places=4, help_text="Of the contract's first value", max_digits=8, null=True
            ),
        )
    ]
