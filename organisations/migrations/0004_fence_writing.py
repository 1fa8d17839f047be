"""Row-level security on the tables that the access is built from: everybody's code reads them, only their own write.

So a mistake in a page cannot give anybody a role, a share or a client in another organisation. An organisation may be
founded by anyone's code, since a new one holds nothing yet; a network's list is kept by the network and its member.
"""

from django.db import migrations

from foundation.postgres.row_security import WRITE, allowed, protect

ORGANISATION = f"""
ALTER TABLE organisations_organisation ENABLE ROW LEVEL SECURITY;
CREATE POLICY organisation_read ON organisations_organisation FOR SELECT USING (true);
CREATE POLICY organisation_insert ON organisations_organisation FOR INSERT WITH CHECK (true);
CREATE POLICY organisation_update ON organisations_organisation FOR UPDATE
USING ({allowed("id", WRITE)}) WITH CHECK ({allowed("id", WRITE)});
CREATE POLICY organisation_delete ON organisations_organisation FOR DELETE USING ({allowed("id", WRITE)});
"""
NETWORK = f"""
ALTER TABLE organisations_networkmembership ENABLE ROW LEVEL SECURITY;
CREATE POLICY networkmembership_read ON organisations_networkmembership FOR SELECT USING (true);
CREATE POLICY networkmembership_insert ON organisations_networkmembership FOR INSERT
WITH CHECK ({allowed("network_id", WRITE)});
CREATE POLICY networkmembership_update ON organisations_networkmembership FOR UPDATE
USING ({allowed("network_id", WRITE)} OR {allowed("member_id", WRITE)});
CREATE POLICY networkmembership_delete ON organisations_networkmembership FOR DELETE
USING ({allowed("network_id", WRITE)} OR {allowed("member_id", WRITE)});
"""


def undo(table: str, name: str) -> str:
    """Return the SQL that takes the four policies and the fence off again."""
    dropped = "".join(f"DROP POLICY {name}_{what} ON {table};" for what in ("read", "insert", "update", "delete"))
    return f"{dropped} ALTER TABLE {table} DISABLE ROW LEVEL SECURITY;"


class Migration(migrations.Migration):
    dependencies = [("organisations", "0003_chart_of_accounts")]

    operations = [
        protect("organisations_membership", open_reading=True),
        protect("organisations_serviceaccount", open_reading=True),
        protect("organisations_share", column="owner_id", open_reading=True),
        migrations.RunSQL(ORGANISATION, undo("organisations_organisation", "organisation")),
        migrations.RunSQL(NETWORK, undo("organisations_networkmembership", "networkmembership")),
    ]
