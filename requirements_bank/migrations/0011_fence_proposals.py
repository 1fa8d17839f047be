"""A proposal is its proposer's and its receiver's, who alone may answer; a decision is added and never changed."""

from django.db import migrations

from foundation.postgres.row_security import READ, WRITE, allowed, protect

PROPOSAL = "requirements_bank_proposal"
RECEIVES = (
    "EXISTS (SELECT FROM requirements_bank_bank AS bank WHERE bank.id = receiver_id AND {})"
)
READS = RECEIVES.format(allowed("bank.organisation_id", READ))
DECIDES = RECEIVES.format(allowed("bank.organisation_id", WRITE))
IN_SIGHT = (
    RECEIVES.format("bank.organisation_id IS NOT NULL")
    + " AND (requirement_id IS NULL OR EXISTS (SELECT FROM requirements_bank_requirement AS requirement"
    " WHERE requirement.id = requirement_id AND requirement.bank_id = receiver_id))"
)

NARROWED = f"""
ALTER POLICY {PROPOSAL}_insert ON {PROPOSAL}
    WITH CHECK ({allowed("organisation_id", WRITE)} AND state = 'received' AND {IN_SIGHT});
ALTER POLICY {PROPOSAL}_update ON {PROPOSAL} USING ({DECIDES}) WITH CHECK ({DECIDES});
ALTER POLICY {PROPOSAL}_delete ON {PROPOSAL} USING ({allowed("organisation_id", WRITE)} AND state = 'received');
CREATE FUNCTION requirements_bank_keep_proposal() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.state = 'received' AND to_jsonb(NEW) - 'state' = to_jsonb(OLD) - 'state' THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'a proposal is answered once and never changes' USING ERRCODE = 'check_violation';
END
$$;
CREATE TRIGGER proposal_is_answered_once BEFORE UPDATE ON {PROPOSAL}
FOR EACH ROW EXECUTE FUNCTION requirements_bank_keep_proposal();
"""

SEEN_WITH = """
    CASE WHEN version_id IS NOT NULL
        THEN EXISTS (SELECT FROM requirements_bank_requirementversion AS version WHERE version.id = version_id)
        ELSE EXISTS (SELECT FROM requirements_bank_requirement AS requirement WHERE requirement.id = requirement_id)
    END
    OR EXISTS (SELECT FROM requirements_bank_proposal AS proposal WHERE proposal.id = proposal_id)
"""


class Migration(migrations.Migration):
    dependencies = [("requirements_bank", "0010_proposals")]

    operations = [
        protect(PROPOSAL, public_if=READS),
        migrations.RunSQL(
            NARROWED,
            f"DROP TRIGGER proposal_is_answered_once ON {PROPOSAL}; DROP FUNCTION requirements_bank_keep_proposal();",
        ),
        protect("requirements_bank_decision", public_if=SEEN_WITH, append_only=True),
    ]
