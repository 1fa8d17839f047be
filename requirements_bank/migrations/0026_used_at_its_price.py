"""Tell the planner what asking for what one uses costs, so that a page of twenty does not read the whole bank."""

from django.db import migrations

from foundation.postgres.row_security import READ

PRICED = f"""
CREATE OR REPLACE FUNCTION requirements_bank_used() RETURNS TABLE (requirement_id bigint, version_id bigint)
LANGUAGE plpgsql STABLE COST 1 ROWS 100 AS $$
BEGIN
    RETURN QUERY
    SELECT adoption.requirement_id, adoption.version_id FROM requirements_bank_adoption AS adoption
    WHERE adoption.ended_at IS NULL
        AND adoption.organisation_id = ANY (coalesce(nullif(current_setting('{READ}', true), ''), '{{}}')::bigint[]);
END
$$;
"""


class Migration(migrations.Migration):
    dependencies = [("requirements_bank", "0025_versions_by_topic")]

    operations = [
        # Backwards it may stay: it returns the same, and what made it takes it away.
        migrations.RunSQL(PRICED, migrations.RunSQL.noop),
    ]
