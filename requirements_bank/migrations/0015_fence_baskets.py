"""Baskets, templates and limits are read by their own organisation's people alone."""

from django.db import migrations

from foundation.postgres.row_security import protect


class Migration(migrations.Migration):
    dependencies = [("requirements_bank", "0014_baskets")]

    operations = [
        protect("requirements_bank_basket"),
        protect("requirements_bank_basketitem"),
        protect("requirements_bank_documenttemplate"),
        protect("requirements_bank_proportionalitylimit"),
    ]
