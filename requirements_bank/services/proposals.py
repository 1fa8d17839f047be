"""Propose a requirement or a change of one to a bank; its owner accepts or declines, once."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from foundation.changes.record import current_actor, record_change
from foundation.errors import ConflictError, DomainError
from foundation.typed_reasons import reason_of
from organisations.models import Organisation
from requirements_bank.calculations.stored_content import plain
from requirements_bank.models import Bank, Decision, Proposal, Requirement
from requirements_bank.services.decisions import log_decision, owner_of


@transaction.atomic
def propose(
    *,
    organisation: Organisation,
    bank: Bank,
    title: str,
    wording: str,
    reason: str,
    requirement: Requirement | None = None,
    said: Mapping[str, Any] | None = None,
    language: str | None = None,
) -> Proposal:
    """Hand a proposal to the bank's owner; without a requirement it is one for a new one.

    `language` is what title and wording are written in, the bank's first unless said.
    """
    _refuse(bank, title, wording, reason, requirement)
    actor = current_actor()
    proposal = Proposal.objects.create(
        organisation=organisation,
        receiver=bank,
        requirement=requirement,
        title=" ".join(title.split()),
        wording=wording.strip(),
        language=language or bank.languages[0],
        said=plain(said) if said is not None else None,
        reason=reason_of(reason),
        proposed_by=actor.name,
        proposer_id=actor.user_id,
    )
    record_change(
        organisation_id=organisation.pk,
        kind="requirements_bank.proposal",
        object_id=proposal.uuid,
        action="proposed",
        summary={"title": proposal.title, "bank": bank.name},
    )
    return proposal


@transaction.atomic
def answer_proposal(proposal: Proposal, *, accepted: bool, reason: str = "") -> Decision:
    """Set a received proposal's state and write the decision; ConflictError if it was answered before.

    A proposal is declined with a reason.
    """
    if not accepted and not reason_of(reason):
        raise DomainError(_("Say why you decline: the proposer reads it."))
    state = Proposal.State.ACCEPTED if accepted else Proposal.State.DECLINED
    if not Proposal.objects.filter(pk=proposal.pk, state=Proposal.State.RECEIVED).update(state=state):
        raise ConflictError(_("The proposal has been answered already. Load the page again."))
    proposal.state = state
    verdict = Decision.Verdict.PROPOSAL_ACCEPTED if accepted else Decision.Verdict.PROPOSAL_DECLINED
    record_change(
        organisation_id=owner_of(proposal.receiver),
        kind="requirements_bank.proposal",
        object_id=proposal.uuid,
        action="accepted" if accepted else "declined",
        summary={"title": proposal.title, "reason": reason_of(reason)},
    )
    return log_decision(
        bank=proposal.receiver,
        verdict=verdict,
        reason=reason,
        requirement=proposal.requirement,
        proposal=proposal,
    )


def _refuse(bank: Bank, title: str, wording: str, reason: str, requirement: Requirement | None) -> None:
    if bank.organisation_id is None:
        raise DomainError(_("The bank that comes with Klimatrappa takes no proposals. Make a variant of your own."))
    if requirement is not None and requirement.bank_id != bank.pk:
        sentence = _("%(code)s is not in %(bank)s.")
        raise DomainError(sentence % {"code": requirement.code, "bank": bank.name})
    if not (title.strip() and wording.strip() and reason_of(reason)):
        raise DomainError(_("A proposal needs a title, a wording and a reason."))
