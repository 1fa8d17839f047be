"""The file of a document that is not confidential is read by those who buy along; no other file of the lead is."""

from django.db import migrations

READ = """
CREATE POLICY foundation_storedfile_of_joined_procurements ON foundation_storedfile FOR SELECT USING (
    id IN (
        SELECT document.file_id FROM procurement_procurementdocument AS document
        WHERE document.confidential_because = '' AND document.procurement_id IN (SELECT procurement_joined())
    )
);
"""


class Migration(migrations.Migration):
    dependencies = [("procurement", "0013_where_steps_came_from"), ("foundation", "0006_message_holds_secret")]

    operations = [
        migrations.RunSQL(READ, "DROP POLICY foundation_storedfile_of_joined_procurements ON foundation_storedfile;")
    ]
