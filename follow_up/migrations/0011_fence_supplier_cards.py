"""Contacts, notes on suppliers and notes to the bank are read and written by the organisation's own people alone."""

from django.db import migrations

from foundation.postgres.row_security import protect


class Migration(migrations.Migration):
    dependencies = [("follow_up", "0010_deviation_history_and_supplier_cards")]

    operations = [
        protect("follow_up_suppliercontact"),
        protect("follow_up_suppliernote"),
        protect("follow_up_requirementnote"),
    ]
