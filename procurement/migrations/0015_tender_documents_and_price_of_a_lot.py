"""Documents that were made here are known as such; the price may weigh something of its own in a lot."""

import django.core.validators
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("procurement", "0014_let_buyers_read_open_documents")]

    operations = [
        migrations.AddField(
            model_name="procurementdocument",
            name="annex",
            field=models.CharField(
                blank=True,
                help_text="Which tender document it is, where it was made here of the procurement",
                max_length=20,
            ),
        ),
        migrations.AddField(
            model_name="lot",
            name="price_weight",
            field=models.DecimalField(
                blank=True,
                decimal_places=2,
                help_text="In per cent, where the price weighs something else in this lot than in the procurement",
                max_digits=5,
                null=True,
                validators=[
                    django.core.validators.MinValueValidator(0),
                    django.core.validators.MaxValueValidator(100),
                ],
            ),
        ),
    ]
