"""A basket knows the country of its purchase, and so the currency of its value; the older ones get their organisation's."""

from django.db import migrations, models

COUNTRY_OF_BASKETS = """
UPDATE requirements_bank_basket AS basket SET country = organisation.country
FROM organisations_organisation AS organisation WHERE organisation.id = basket.organisation_id
"""


class Migration(migrations.Migration):
    dependencies = [("requirements_bank", "0023_fence_what_people_were_told")]

    operations = [
        migrations.AddField(
            model_name="basket",
            name="country",
            field=models.CharField(
                choices=[("NO", "Norway"), ("SE", "Sweden"), ("DK", "Denmark"), ("FI", "Finland")],
                default="NO",
                help_text="Where it is bought; the value is in its currency",
                max_length=2,
            ),
            preserve_default=False,
        ),
        migrations.RunSQL(COUNTRY_OF_BASKETS, reverse_sql=migrations.RunSQL.noop),
    ]
