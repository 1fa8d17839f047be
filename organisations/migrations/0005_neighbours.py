"""Who is a neighbour: the networks that the reader's organisations belong to today, and all that belong to these."""

from django.db import migrations

from foundation.postgres.row_security import READ

MADE = f"""
CREATE FUNCTION organisations_neighbours() RETURNS SETOF bigint LANGUAGE sql STABLE AS $$
    WITH ours AS (
        SELECT unnest(coalesce(nullif(current_setting('{READ}', true), ''), '{{}}')::bigint[]) AS id
    ),
    memberships AS (
        SELECT network_id, member_id FROM organisations_networkmembership
        WHERE valid_from <= current_date AND (valid_to IS NULL OR valid_to >= current_date)
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
    dependencies = [("organisations", "0004_fence_writing")]

    operations = [migrations.RunSQL(MADE, "DROP FUNCTION organisations_neighbours();")]
