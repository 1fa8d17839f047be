"""A version that an organisation uses stays in its sight, although the owner has hidden it since."""

from django.db import migrations

from foundation.postgres.row_security import READ
from requirements_bank.fences import IN_SIGHT

USED = f"""
CREATE FUNCTION requirements_bank_used() RETURNS TABLE (requirement_id bigint, version_id bigint)
LANGUAGE sql STABLE AS $$
    SELECT adoption.requirement_id, adoption.version_id FROM requirements_bank_adoption AS adoption
    WHERE adoption.ended_at IS NULL
        AND adoption.organisation_id = ANY (coalesce(nullif(current_setting('{READ}', true), ''), '{{}}')::bigint[])
$$;
"""
KEPT = {
    "requirement": "id IN (SELECT requirement_id FROM requirements_bank_used())",
    "requirementversion": "id IN (SELECT version_id FROM requirements_bank_used())",
    "requirementtext": "version_id IN (SELECT version_id FROM requirements_bank_used())",
    "bank": (
        "id IN (SELECT kept.bank_id FROM requirements_bank_requirement AS kept"
        " WHERE kept.id IN (SELECT requirement_id FROM requirements_bank_used()))"
    ),
}


def keep(table, rule):
    """Return the operation that lets the table's rows be read by the rule too."""
    table = f"requirements_bank_{table}"
    return migrations.RunSQL(
        f"ALTER POLICY {table}_read ON {table} USING ({IN_SIGHT} OR {rule});",
        f"ALTER POLICY {table}_read ON {table} USING ({IN_SIGHT});",
    )


class Migration(migrations.Migration):
    dependencies = [("requirements_bank", "0019_fence_old_wordings")]

    operations = [
        migrations.RunSQL(USED, "DROP FUNCTION requirements_bank_used();"),
        *[keep(table, rule) for table, rule in KEPT.items()],
    ]
