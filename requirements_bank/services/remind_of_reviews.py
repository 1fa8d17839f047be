"""Tell those who may approve what is due for review: 60 and 14 days before, and when the day has passed."""

from collections.abc import Iterable
from datetime import date

from django.db import transaction
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from foundation.access import open_access
from foundation.outbox.send import queue_message
from foundation.requests import absolute_address
from foundation.scoping import access_for_work
from organisations.models import Membership, Organisation, Role, User
from organisations.permissions import ROLE_PERMISSIONS
from organisations.queries.in_force import valid_on
from requirements_bank.calculations.texts import text_in
from requirements_bank.models import RequirementVersion, ReviewReminder
from requirements_bank.queries.own_bank import due_for_review
from requirements_bank.services.mail_language import mail_language

STAGES = (0, 14, 60)


def remind_of_reviews(today: date | None = None) -> int:
    """Write to every organisation's approvers what is due; return how many requirements that is. Safe to repeat."""
    day = today or timezone.localdate()
    told = 0
    for organisation in Organisation.objects.order_by("pk"):
        with open_access(access_for_work(organisation.pk)):
            told += _remind(organisation, day)
    return told


@transaction.atomic
def _remind(organisation: Organisation, today: date) -> int:
    due = [version for version in due_for_review(organisation, today) if _is_new(organisation, version, today)]
    if due:
        for user in _approvers(organisation):
            _write_to(user, organisation, due)
    return len(due)


def _is_new(organisation: Organisation, version: RequirementVersion, today: date) -> bool:
    """Note the stage that the version is in, and whether it was not noted before."""
    left = (version.review_on - today).days
    stage = next((days for days in STAGES if left <= days), STAGES[-1])
    _reminder, is_new = ReviewReminder.objects.get_or_create(
        organisation=organisation, version=version, review_on=version.review_on, days_before=stage
    )
    return is_new


def _approvers(organisation: Organisation) -> Iterable[User]:
    roles = [Role(role).value for role in ROLE_PERMISSIONS["requirements_bank.approve"]]
    links = Membership.objects.filter(
        valid_on(timezone.localdate()), organisation=organisation, role__in=roles, user__is_active=True
    )
    return User.objects.filter(pk__in=links.values("user_id")).order_by("pk")


def _write_to(user: User, organisation: Organisation, due: list[RequirementVersion]) -> None:
    language = mail_language(user, organisation)
    with translation.override(language):
        lines = "\n".join(
            f"– {version.requirement.code} {text_in(version.content.get('title'), language)}: "
            f"{date_format(version.review_on, 'DATE_FORMAT')}"
            for version in due
        )
        subject = _("Requirements due for review in %(organisation)s") % {"organisation": organisation.name}
        body = _(
            "Hello %(name)s,\n\nThese requirements should be looked at again by the day given:\n\n%(lines)s\n\n"
            "Are they still good? Say so, or begin a new version:\n\n%(address)s\n"
        ) % {
            "name": user.name,
            "lines": lines,
            "address": absolute_address(reverse("drafts", args=[organisation.slug])),
        }
    queue_message(organisation_id=organisation.pk, receiver=user.email, subject=subject, body=body)


def _line(version: RequirementVersion, language: str) -> str:
    title = text_in(version.content.get("title"), language)
    return f"– {version.requirement.code} {title}: {date_format(version.review_on, 'DATE_FORMAT')}"
