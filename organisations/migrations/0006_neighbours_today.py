"""The day on which somebody is a neighbour is the project's own: the database's session counts in UTC.

Between midnight here and midnight there, a membership that began today was not in force yet.
"""

from django.db import migrations

from foundation.postgres.row_security import READ


def _made(today: str) -> str:
    return f"""
CREATE OR REPLACE FUNCTION organisations_neighbours() RETURNS SETOF bigint LANGUAGE sql STABLE AS $$
    WITH ours AS (
        SELECT unnest(coalesce(nullif(current_setting('{READ}', true), ''), '{{}}')::bigint[]) AS id
    ),
    memberships AS (
        SELECT network_id, member_id FROM organisations_networkmembership
        WHERE valid_from <= {today} AND (valid_to IS NULL OR valid_to >= {today})
    ),
    networks AS (
        SELECT id FROM ours
        UNION SELECT network_id FROM memberships JOIN ours ON ours.id = member_id
    )
    SELECT id FROM networks
    UNION SELECT member_id FROM memberships JOIN networks ON networks.id = network_id
$$;
"""


class Migration(migrations.Migration):
    dependencies = [("organisations", "0005_neighbours")]

    operations = [migrations.RunSQL(_made("(now() AT TIME ZONE 'Europe/Oslo')::date"), _made("current_date"))]
