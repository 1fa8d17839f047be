"""Close two gaps in row-level security.

A change record can be neither changed nor removed. An access link is seen by its organisation's own people, and by
whoever tells the hash of its secret.
"""

from django.db import migrations

from foundation.postgres.row_security import WRITE, allowed, protect

LINKS_BY_TOKEN = """
CREATE POLICY foundation_accesslink_token ON foundation_accesslink FOR SELECT
USING (token_sha256 = nullif(current_setting('app.token', true), ''));
"""
FREEZE_CHANGES = """
DROP POLICY foundation_change_update ON foundation_change;
DROP POLICY foundation_change_delete ON foundation_change;
"""
THAW_CHANGES = f"""
CREATE POLICY foundation_change_update ON foundation_change FOR UPDATE USING ({allowed("organisation_id", WRITE)});
CREATE POLICY foundation_change_delete ON foundation_change FOR DELETE USING ({allowed("organisation_id", WRITE)});
"""


class Migration(migrations.Migration):
    dependencies = [("foundation", "0004_job_language")]

    operations = [
        protect("foundation_accesslink"),
        migrations.RunSQL(LINKS_BY_TOKEN, "DROP POLICY foundation_accesslink_token ON foundation_accesslink"),
        migrations.RunSQL(FREEZE_CHANGES, THAW_CHANGES),
    ]
