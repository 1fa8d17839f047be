"""The file of a contract's document that is not confidential is read by those who share the contract; no other is."""

from django.db import migrations

READ = """
CREATE POLICY foundation_storedfile_of_shared_contracts ON foundation_storedfile FOR SELECT USING (
    id IN (
        SELECT document.file_id FROM procurement_contractdocument AS document
        WHERE document.confidential_because = '' AND document.contract_id IN (SELECT procurement_shared_contracts())
    )
);
"""


class Migration(migrations.Migration):
    dependencies = [
        ("procurement", "0016_steps_of_signed_contracts"),
        ("foundation", "0006_message_holds_secret"),
    ]

    operations = [
        migrations.RunSQL(READ, "DROP POLICY foundation_storedfile_of_shared_contracts ON foundation_storedfile;")
    ]
