"""Who acts in the demonstration's follow-up, on which days, and on what: days are counted back from today."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, time, timedelta
from uuid import UUID, uuid5

from django.db import transaction
from django.utils import timezone, translation

from foundation.access import open_access
from foundation.changes.record import Actor, acting
from foundation.scoping import access_for_work
from leadership.demonstration.followed_contracts import LANGUAGES, followed_said
from organisations.models import Organisation, User
from procurement.models import Contract, Obligation


@contextmanager
def at_follow_up(organisation: Organisation, email: str) -> Iterator[None]:
    """Write for one organisation as one of its people, all or nothing."""
    with open_access(access_for_work(organisation.pk)), as_person(email), transaction.atomic():
        yield


@contextmanager
def as_person(email: str) -> Iterator[None]:
    """Act as this person, in the person's language."""
    user = User.objects.get(email=email)
    with acting(Actor(user.name, user.pk)), translation.override(user.language):
        yield


def days_ago(days: int) -> date:
    """Return the day that lies so many days back, ahead where the number is negative."""
    return timezone.localdate() - timedelta(days=days)


def moment(day: date, minutes: int = 0) -> datetime:
    """Return a moment of the morning of a day: nine o'clock and so many minutes."""
    return timezone.make_aware(datetime.combine(day, time(9)) + timedelta(minutes=minutes))


def id_of(organisation: Organisation, *names: object) -> UUID:
    """Return the id of something made up: the same one each time that the demonstration is opened."""
    return uuid5(organisation.uuid, "/".join(map(str, names)))


def contract_called(organisation: Organisation, number: str) -> Contract | None:
    """Return a contract by its number; None where somebody has taken it away or given it another number."""
    return Contract.objects.filter(organisation=organisation, number=number, state="signed").first()


def obligation_called(contract: Contract, name: str) -> Obligation | None:
    """Return what a contract obliges to, by the code of the bank or the name of an own wording; None if it is gone."""
    own = followed_said()["own"]
    those = Obligation.objects.filter(contract=contract).select_related("version", "party")
    if name in own:
        return those.filter(code="", title=own[name][LANGUAGES[contract.country]][0]).first()
    return those.filter(code=name).first()
