"""Talks with advisers, and the contracts that each looks after."""

from collections.abc import Mapping
from datetime import date
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from follow_up.models import Interview, InterviewNote
from follow_up.queries.seen import followed_contracts
from organisations.models import Organisation, User
from procurement.models import Contract

MOST_CONTRACTS = 60


def interviews_of(organisation: Organisation) -> QuerySet[Interview]:
    """Return the talks, the newest first, with how many contracts each is about."""
    found = Interview.objects.filter(organisation=organisation)
    return found.annotate(contracts=Count("notes")).order_by("-held_on", "-pk")


def interview_of(organisation: Organisation, uuid: UUID) -> Interview | None:
    """Return the talk with this id."""
    return Interview.objects.filter(organisation=organisation, uuid=uuid).select_related("adviser").first()


def contracts_to_talk_about(interview: Interview, organisation: Organisation, today: date) -> list[Contract]:
    """Return the running contracts that the adviser looks after and those talked about; at most 60, by value."""
    noted = interview.notes.values("contract")
    own = Q(manager=interview.adviser_id, last_day__gte=today) if interview.adviser_id else Q(pk__in=[])
    found = followed_contracts(organisation).filter(own | Q(pk__in=noted)).prefetch_related("parties")
    return list(found.order_by("-value", "title", "pk")[:MOST_CONTRACTS])


def notes_by_contract(interview: Interview) -> Mapping[int, InterviewNote]:
    """Return what was said of each contract as a whole."""
    return {note.contract_id: note for note in interview.notes.filter(obligation=None)}


def advisers_to_ask(organisation: Organisation, today: date) -> QuerySet[User]:
    """Return whoever looks after running contracts, by name."""
    running = followed_contracts(organisation).filter(last_day__gte=today).exclude(manager=None).order_by()
    return User.objects.filter(pk__in=running.values("manager")).order_by("name")
