"""A published version keeps every column but those of its standing, and its relations; what is retired stays so."""

from django.db import migrations

STANDING = "'{state,seen_by,review_open_to,review_on}'::text[]"
KEPT = f"""
CREATE OR REPLACE FUNCTION requirements_bank_keep_published() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.state NOT IN ('published', 'retired') THEN
        RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
    END IF;
    IF TG_OP = 'DELETE' THEN
        IF current_user = (SELECT pg_get_userbyid(relowner) FROM pg_class WHERE oid = TG_RELID) THEN
            RETURN OLD;  -- who empties it all
        END IF;
    ELSIF (NEW.state = 'retired' OR NEW.state = OLD.state)
        AND to_jsonb(NEW) - {STANDING} = to_jsonb(OLD) - {STANDING}
    THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'a published version of a requirement never changes' USING ERRCODE = 'check_violation';
END
$$;
"""
BEFORE = """
CREATE OR REPLACE FUNCTION requirements_bank_keep_published() RETURNS trigger LANGUAGE plpgsql AS $$
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
"""
RELATIONS = """
CREATE FUNCTION requirements_bank_keep_relations() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF current_user = (SELECT pg_get_userbyid(relowner) FROM pg_class WHERE oid = TG_RELID) OR NOT EXISTS (
        SELECT FROM requirements_bank_requirementversion AS version
        WHERE version.id = OLD.version_id AND version.state IN ('published', 'retired')
    ) THEN
        RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
    END IF;
    RAISE EXCEPTION 'relations of a published version never change' USING ERRCODE = 'check_violation';
END
$$;
CREATE TRIGGER requirement_relations_never_change BEFORE UPDATE OR DELETE ON requirements_bank_relation
FOR EACH ROW EXECUTE FUNCTION requirements_bank_keep_relations();
"""


class Migration(migrations.Migration):
    dependencies = [("requirements_bank", "0020_what_one_uses_stays_in_sight")]

    operations = [
        migrations.RunSQL(KEPT, BEFORE),
        migrations.RunSQL(
            RELATIONS,
            "DROP TRIGGER requirement_relations_never_change ON requirements_bank_relation;"
            "DROP FUNCTION requirements_bank_keep_relations();",
        ),
    ]
