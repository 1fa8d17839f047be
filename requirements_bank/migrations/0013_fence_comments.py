"""Who reads and writes a comment follows its requirement; its owner hides, nobody changes. Writers are the owner's own."""

from django.db import migrations

from foundation.postgres.row_security import READ, WRITE, allowed, protect

COMMENT, DECISION = "requirements_bank_comment", "requirements_bank_decision"
OF_REQUIREMENT = (
    "EXISTS (SELECT FROM requirements_bank_requirement AS requirement WHERE requirement.id = requirement_id AND {})"
)
OWNER_READS = OF_REQUIREMENT.format(allowed("requirement.organisation_id", READ))
OWNER_HIDES = OF_REQUIREMENT.format(allowed("requirement.organisation_id", WRITE))
READS = f"""{OWNER_READS} OR hidden_at IS NULL AND {OF_REQUIREMENT.format("true")} AND (
    seen_by = 'public' OR seen_by = 'network' AND organisation_id IN (SELECT organisations_neighbours()))"""
MAY_COMMENT = OF_REQUIREMENT.format(
    """(requirement.organisation_id = requirements_bank_comment.organisation_id OR requirement.organisation_id IS NULL
    OR requirement.comments_from = 'public' OR requirement.comments_from = 'network'
    AND requirement.organisation_id IN (SELECT organisations_neighbours()))"""
)

NARROWED = f"""
ALTER POLICY {COMMENT}_insert ON {COMMENT}
    WITH CHECK ({allowed("organisation_id", WRITE)} AND hidden_at IS NULL AND {MAY_COMMENT});
ALTER POLICY {COMMENT}_update ON {COMMENT} USING ({OWNER_HIDES}) WITH CHECK ({OWNER_HIDES});
ALTER POLICY {COMMENT}_delete ON {COMMENT} USING (false);
CREATE FUNCTION requirements_bank_keep_comment() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.hidden_at IS NULL
        AND to_jsonb(NEW) - '{{hidden_at,hidden_because}}'::text[] = to_jsonb(OLD) - '{{hidden_at,hidden_because}}'::text[]
    THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'a comment never changes' USING ERRCODE = 'check_violation';
END
$$;
CREATE TRIGGER comment_never_changes BEFORE UPDATE ON {COMMENT}
FOR EACH ROW EXECUTE FUNCTION requirements_bank_keep_comment();
"""

ABOUT_VERSION_OR_REQUIREMENT = """
    CASE WHEN version_id IS NOT NULL
        THEN EXISTS (SELECT FROM requirements_bank_requirementversion AS version WHERE version.id = version_id)
        ELSE EXISTS (SELECT FROM requirements_bank_requirement AS requirement WHERE requirement.id = requirement_id)
    END
    OR EXISTS (SELECT FROM requirements_bank_proposal AS proposal WHERE proposal.id = proposal_id)
"""
ABOUT_COMMENT = "EXISTS (SELECT FROM requirements_bank_comment AS comment WHERE comment.id = comment_id)"


def decision_read_if(condition):
    """Return the statement that lets decisions be read by their own people, and by whom the condition holds for."""
    return f"ALTER POLICY {DECISION}_read ON {DECISION} USING ({allowed('organisation_id', READ)} OR ({condition}));"


class Migration(migrations.Migration):
    dependencies = [("requirements_bank", "0012_comments_and_writers")]

    operations = [
        protect(COMMENT, public_if=READS),
        migrations.RunSQL(
            NARROWED,
            f"DROP TRIGGER comment_never_changes ON {COMMENT}; DROP FUNCTION requirements_bank_keep_comment();",
        ),
        migrations.RunSQL(
            decision_read_if(
                f"CASE WHEN comment_id IS NOT NULL THEN {ABOUT_COMMENT} ELSE {ABOUT_VERSION_OR_REQUIREMENT} END"
            ),
            decision_read_if(ABOUT_VERSION_OR_REQUIREMENT),
        ),
        protect("requirements_bank_versionwriter"),
        protect("requirements_bank_reviewreminder"),
    ]
