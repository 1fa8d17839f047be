"""Own sets are read by their people, published ones by who sees sums and by a network's members; published is for good.

Intensities that belong to nobody stay everybody's, as they hold published figures only.
"""

from django.db import migrations

from foundation.postgres.row_security import READ, TOTALS, WRITE, allowed, protect

PUBLISHED = (
    f"is_published AND ({allowed('organisation_id', TOTALS)}"
    " OR seen_by = 'network' AND organisation_id IN (SELECT organisations_neighbours()))"
)
OF_A_SEEN_SET = "state = 'published' AND factor_set_id IN (SELECT id FROM emissions_ownfactorset)"
OF_A_SEEN_VERSION = "version_id IN (SELECT id FROM emissions_ownsetversion)"
NOBODYS = "organisation_id IS NULL OR "

KEPT = """
CREATE FUNCTION emissions_keep_published_set() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.state <> 'published' THEN
        RETURN coalesce(NEW, OLD);
    END IF;
    IF TG_OP = 'DELETE' AND current_user = (SELECT pg_get_userbyid(relowner) FROM pg_class WHERE oid = TG_RELID) THEN
        RETURN OLD;  -- who empties it all
    END IF;
    RAISE EXCEPTION 'a published version of a factor set never changes' USING ERRCODE = 'check_violation';
END
$$;
CREATE TRIGGER own_set_published_never_changes BEFORE UPDATE OR DELETE ON emissions_ownsetversion
FOR EACH ROW EXECUTE FUNCTION emissions_keep_published_set();

CREATE FUNCTION emissions_keep_published_figures() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' AND current_user = (SELECT pg_get_userbyid(relowner) FROM pg_class WHERE oid = TG_RELID) THEN
        RETURN OLD;
    END IF;
    PERFORM FROM emissions_ownsetversion AS version
    WHERE version.state = 'published'
        AND version.id IN (CASE WHEN TG_OP <> 'DELETE' THEN NEW.version_id END, CASE WHEN TG_OP <> 'INSERT' THEN OLD.version_id END);
    IF FOUND THEN
        RAISE EXCEPTION 'a published version of a factor set never changes' USING ERRCODE = 'check_violation';
    END IF;
    RETURN coalesce(NEW, OLD);
END
$$;
CREATE TRIGGER own_figures_published_never_change BEFORE INSERT OR UPDATE OR DELETE ON emissions_ownfactor
FOR EACH ROW EXECUTE FUNCTION emissions_keep_published_figures();
CREATE TRIGGER own_categories_published_never_change BEFORE INSERT OR UPDATE OR DELETE ON emissions_owncategoryfactors
FOR EACH ROW EXECUTE FUNCTION emissions_keep_published_figures();
"""
FREED = """
DROP TRIGGER own_categories_published_never_change ON emissions_owncategoryfactors;
DROP TRIGGER own_figures_published_never_change ON emissions_ownfactor;
DROP FUNCTION emissions_keep_published_figures();
DROP TRIGGER own_set_published_never_changes ON emissions_ownsetversion;
DROP FUNCTION emissions_keep_published_set();
"""


def fence_intensities(table):
    """Return the operation that fences what belongs to somebody, and leaves what is nobody's to all."""
    readable = f"{NOBODYS}{allowed('organisation_id', READ)} OR {allowed('organisation_id', TOTALS)}"
    writable = f"{NOBODYS}{allowed('organisation_id', WRITE)}"
    policies = {
        "read": f"FOR SELECT USING ({readable})",
        "insert": f"FOR INSERT WITH CHECK ({writable})",
        "update": f"FOR UPDATE USING ({writable}) WITH CHECK ({writable})",
        "delete": f"FOR DELETE USING ({writable})",
    }
    made = "".join(f"CREATE POLICY {table}_{name} ON {table} {rule};\n" for name, rule in policies.items())
    dropped = "".join(f"DROP POLICY {table}_{name} ON {table};\n" for name in policies)
    return migrations.RunSQL(
        f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY;\n{made}",
        f"{dropped}ALTER TABLE {table} DISABLE ROW LEVEL SECURITY;",
    )


class Migration(migrations.Migration):
    dependencies = [("emissions", "0015_intensities_of_ones_own"), ("organisations", "0006_neighbours_today")]

    operations = [
        protect("emissions_ownfactorset", public_if=PUBLISHED),
        protect("emissions_ownsetversion", public_if=OF_A_SEEN_SET),
        protect("emissions_ownfactor", public_if=OF_A_SEEN_VERSION),
        protect("emissions_owncategoryfactors", public_if=OF_A_SEEN_VERSION),
        migrations.RunSQL(KEPT, FREED),
        fence_intensities("emissions_intensityset"),
        fence_intensities("emissions_intensity"),
    ]
