"""Write to people what waits for them in the bank: once a day at most, one mail a person and organisation."""

from collections.abc import Iterator
from datetime import date
from itertools import groupby

from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from foundation.access import open_access
from foundation.outbox.send import queue_message
from foundation.postgres.locks import hold
from foundation.scoping import access_for_work
from organisations.models import Membership, Organisation, Role, User
from organisations.permissions import permissions_of
from organisations.queries.in_force import valid_on
from requirements_bank.services.mail_language import mail_language
from requirements_bank.services.remind_of_reviews import reviews_waiting
from requirements_bank.services.what_waits import Waiting, newer_versions_waiting, proposals_waiting


def tell_what_waits(today: date | None = None) -> int:
    """Write to every organisation's people what is new for them; return how many things were told. Safe to repeat."""
    day = today or timezone.localdate()
    told = 0
    for organisation in Organisation.objects.order_by("pk"):
        with open_access(access_for_work(organisation.pk)):
            told += _tell(organisation, day)
    return told


@transaction.atomic
def _tell(organisation: Organisation, today: date) -> int:
    """Write what waits in one organisation; what nobody could be told of waits for somebody who can."""
    hold("what waits in the bank", organisation.pk)
    parts = (
        reviews_waiting(organisation, today),
        proposals_waiting(organisation),
        newer_versions_waiting(organisation),
    )
    waiting = [part for part in parts if part]
    if not waiting:
        return 0
    people = list(_people(organisation))
    for user, permissions in people:
        theirs = [part for part in waiting if part.permission in permissions]
        if theirs:
            _write_to(user, organisation, theirs)
    told = [part for part in waiting if any(part.permission in permissions for _user, permissions in people)]
    for part in told:
        part.note()
    return sum(part.count for part in told)


def _people(organisation: Organisation) -> Iterator[tuple[User, frozenset[str]]]:
    """Yield everybody with a role today, and what they may do."""
    links = Membership.objects.filter(
        valid_on(timezone.localdate()), organisation=organisation, user__is_active=True
    ).select_related("user")
    for user, held in groupby(links.order_by("user_id", "pk"), key=lambda link: link.user):
        yield user, permissions_of(frozenset(Role(link.role) for link in held))


def _write_to(user: User, organisation: Organisation, waiting: list[Waiting]) -> None:
    language = mail_language(user, organisation)
    with translation.override(language):
        subject = _("For you in the bank of requirements: %(organisation)s") % {"organisation": organisation.name}
        paragraphs = [_("Hello %(name)s,") % {"name": user.name}, *(part.words(language) for part in waiting)]
    body = "\n\n".join(paragraphs) + "\n"
    queue_message(organisation_id=organisation.pk, receiver=user.email, subject=subject, body=body)
