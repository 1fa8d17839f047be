"""Row-level security on supplier cards."""

from django.db import migrations

from foundation.postgres.row_security import protect


class Migration(migrations.Migration):
    dependencies = [("suppliers", "0001_supplier_cards")]

    operations = [protect("suppliers_suppliercard", rows=True)]
