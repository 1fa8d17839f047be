"""Proposals that came in and that we sent, with the answers."""

from django.db.models import Prefetch, Q, QuerySet

from organisations.models import Organisation
from requirements_bank.models import Decision, Proposal

ANSWERS = ("proposal_accepted", "proposal_declined")


def received_by(organisation: Organisation) -> QuerySet[Proposal]:
    """Return the proposals to the organisation's banks, newest first, with their answers."""
    return _with_answers(Proposal.objects.filter(receiver__organisation=organisation))


def proposals_of(organisation: Organisation) -> QuerySet[Proposal]:
    """Return both: what came in and what the organisation proposed itself."""
    either = Q(receiver__organisation=organisation) | Q(organisation=organisation)
    return _with_answers(Proposal.objects.filter(either))


def sent_by(organisation: Organisation) -> QuerySet[Proposal]:
    """Return the organisation's own proposals, newest first, with their answers."""
    return _with_answers(Proposal.objects.filter(organisation=organisation))


def _with_answers(proposals: QuerySet[Proposal]) -> QuerySet[Proposal]:
    answers = Prefetch("decisions", Decision.objects.filter(verdict__in=ANSWERS), to_attr="answers")
    related = ("organisation", "receiver__organisation", "requirement")
    return proposals.select_related(*related).prefetch_related(answers).order_by("-created_at", "-pk")
