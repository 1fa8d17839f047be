"""The versions of one topic are looked up for its ladder, and for what stands beside what lies in a basket."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("requirements_bank", "0024_country_of_baskets")]

    operations = [
        migrations.AddIndex(
            model_name="requirementversion",
            index=models.Index(fields=["topic", "state"], name="requirement_topic"),
        ),
    ]
