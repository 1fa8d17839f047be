"""Write what was decided into the decision log of the bank that decided."""

from django.utils.translation import gettext as _

from foundation.changes.record import current_actor
from foundation.errors import DomainError
from foundation.typed_reasons import reason_of
from requirements_bank.models import Bank, Comment, Decision, Proposal, Requirement, RequirementVersion


def log_decision(
    *,
    bank: Bank,
    verdict: Decision.Verdict,
    reason: str = "",
    requirement: Requirement | None = None,
    version: RequirementVersion | None = None,
    proposal: Proposal | None = None,
    comment: Comment | None = None,
) -> Decision:
    """Add a line to the bank's log, by whoever acts now; a version brings its requirement with it."""
    return Decision.objects.create(
        organisation_id=owner_of(bank),
        bank=bank,
        requirement=version.requirement if version else requirement,
        version=version,
        proposal=proposal,
        comment=comment,
        verdict=verdict,
        reason=reason_of(reason),
        decided_by=current_actor().name,
    )


def owner_of(bank: Bank) -> int:
    """Return the organisation that decides in the bank; DomainError for the shipped one, which nobody changes here."""
    if bank.organisation_id is None:
        raise DomainError(_("The bank that comes with Klimatrappa is not changed here. Make a variant of your own."))
    return bank.organisation_id
