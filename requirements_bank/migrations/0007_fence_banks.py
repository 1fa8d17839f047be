"""Every row says itself who sees it; what a published version says can be neither changed nor removed."""

import django.db.models.deletion
from django.db import migrations, models

from foundation.postgres.row_security import READ, allowed, protect
from requirements_bank.fences import SEEN

RELATION = "EXISTS (SELECT FROM requirements_bank_requirementversion AS version WHERE version.id = version_id)"

KEPT = """
CREATE FUNCTION requirements_bank_keep_published() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' AND (
        OLD.state NOT IN ('published', 'retired')
        OR current_user = (SELECT pg_get_userbyid(relowner) FROM pg_class WHERE oid = TG_RELID)  -- who empties it all
    ) THEN
        RETURN OLD;
    END IF;
    IF TG_OP = 'UPDATE' AND OLD.state NOT IN ('published', 'retired') THEN
        RETURN NEW;
    END IF;
    IF TG_OP = 'UPDATE' AND NEW.state IN ('published', 'retired')
        AND (NEW.requirement_id, NEW.number, NEW.content, NEW.content_hash, NEW.valid_from, NEW.published_at)
            = (OLD.requirement_id, OLD.number, OLD.content, OLD.content_hash, OLD.valid_from, OLD.published_at)
    THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'a published version of a requirement never changes' USING ERRCODE = 'check_violation';
END
$$;
CREATE TRIGGER requirement_published_never_changes BEFORE UPDATE OR DELETE ON requirements_bank_requirementversion
FOR EACH ROW EXECUTE FUNCTION requirements_bank_keep_published();
"""


def read_anew(table, rule):
    """Return the operation that lets the table's rows be read again, by their owner and by whom the rule names."""
    return migrations.RunSQL(
        f"CREATE POLICY {table}_read ON {table} FOR SELECT USING ({allowed('organisation_id', READ)} OR ({rule}));",
        f"DROP POLICY {table}_read ON {table};",
    )


class Migration(migrations.Migration):
    dependencies = [("organisations", "0005_neighbours"), ("requirements_bank", "0006_shipped_bank")]

    operations = [
        migrations.AlterField(
            model_name="requirement",
            name="bank",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="requirements",
                to="requirements_bank.bank",
            ),
        ),
        read_anew("requirements_bank_requirement", SEEN),
        read_anew("requirements_bank_requirementversion", SEEN),
        read_anew("requirements_bank_relation", RELATION),
        read_anew("requirements_bank_example", SEEN),
        protect("requirements_bank_bank", public_if=SEEN),
        protect("requirements_bank_adoption", public_if=SEEN),
        protect("requirements_bank_requirementtext", public_if=SEEN),
        migrations.RunSQL(
            KEPT,
            "DROP TRIGGER requirement_published_never_changes ON requirements_bank_requirementversion;"
            "DROP FUNCTION requirements_bank_keep_published();",
        ),
    ]
