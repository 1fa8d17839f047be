"""Accept a proposal, which begins a draft with what was proposed, or decline it; its proposer is told by mail."""

from typing import Any

from django.db import transaction
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from foundation.outbox.send import queue_message
from foundation.requests import absolute_address
from foundation.typed_reasons import reason_of
from requirements_bank.calculations.stored_content import said_anew
from requirements_bank.models import Proposal, RequirementVersion
from requirements_bank.queries.own_bank import free_code
from requirements_bank.services.mail_language import mail_language
from requirements_bank.services.proposals import answer_proposal
from requirements_bank.services.versions import new_draft, new_requirement


@transaction.atomic
def accept_proposal(proposal: Proposal, *, reason: str = "") -> RequirementVersion:
    """Return the draft that begins with what was proposed; ConflictError where a draft is under way already."""
    answer_proposal(proposal, accepted=True, reason=reason)
    draft = _draft_of_change(proposal) if proposal.requirement else _draft_of_new(proposal)
    _tell(proposal, reason)
    return draft


@transaction.atomic
def decline_proposal(proposal: Proposal, *, reason: str) -> None:
    """Decline with a reason that the proposer reads."""
    answer_proposal(proposal, accepted=False, reason=reason)
    _tell(proposal, reason)


def _draft_of_change(proposal: Proposal) -> RequirementVersion:
    requirement = proposal.requirement
    newest = requirement.versions.order_by("-number").first() if requirement else None
    said = _said(proposal, said_anew(newest.content, timezone.localdate()) if newest else {})
    return new_draft(requirement=requirement, said=said)  # type: ignore[arg-type]  # there is one here


def _draft_of_new(proposal: Proposal) -> RequirementVersion:
    said = _said(proposal, {})
    said["code"] = free_code(proposal.receiver, str(said.get("area") or ""))
    return new_requirement(bank=proposal.receiver, said=said, visibility=proposal.receiver.seen_by)


def _said(proposal: Proposal, before: dict[str, Any]) -> dict[str, Any]:
    """Return what stood there before, replaced by what was proposed; the two texts win over the rest."""
    said = {**before, **(proposal.said or {})}
    for name, text in (("title", proposal.title), ("wording", proposal.wording)):
        texts = said.get(name)
        said[name] = {**(texts if isinstance(texts, dict) else {}), proposal.language: text}
    return said


def _tell(proposal: Proposal, reason: str) -> None:
    proposer, owner = proposal.proposer, proposal.receiver.organisation
    if proposer is None or owner is None:
        return
    with translation.override(mail_language(proposer, proposal.organisation)):
        values = {
            "name": proposer.name,
            "bank": proposal.receiver.name,
            "title": proposal.title,
            "reason": reason_of(reason) or "–",
            "address": absolute_address(reverse("proposals", args=[proposal.organisation.slug])),
        }
        if proposal.state == Proposal.State.ACCEPTED:
            subject = _("%(bank)s has accepted your proposal") % values
            answer = _("%(bank)s has accepted your proposal “%(title)s” and begun to write.")
        else:
            subject = _("%(bank)s has declined your proposal") % values
            answer = _("%(bank)s has declined your proposal “%(title)s”.")
        body = _("Hello %(name)s,\n\n%(answer)s\n\nWhat they say: %(reason)s\n\nAll your proposals: %(address)s\n") % {
            **values,
            "answer": answer % values,
        }
    queue_message(organisation_id=owner.pk, receiver=proposer.email, subject=subject, body=body)
