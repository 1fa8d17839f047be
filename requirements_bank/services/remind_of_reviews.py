"""What is due for review, told 60 and 14 days before and when the day has passed, once each."""

from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from organisations.models import Organisation
from requirements_bank.calculations.texts import text_in
from requirements_bank.models import RequirementVersion, ReviewReminder
from requirements_bank.queries.own_bank import due_for_review
from requirements_bank.services.what_waits import Waiting, page_address

STAGES = (0, 14, 60)


def reviews_waiting(organisation: Organisation, today: date) -> Waiting | None:
    """Return what has come into a stage that nobody was told of."""
    known = {
        (each.version_id, each.review_on, each.days_before)
        for each in ReviewReminder.objects.filter(organisation=organisation)
    }
    found = [
        version
        for version in due_for_review(organisation, today)
        if (version.pk, version.review_on, _stage(version, today)) not in known
    ]

    def words(language: str) -> str:
        lines = "\n".join(_line(version, language) for version in found)
        sentence = _(
            "These requirements should be looked at again by the day given:\n\n%(lines)s\n\n"
            "Are they still good? Say so, or begin a new version:\n%(address)s"
        )
        return sentence % {"lines": lines, "address": page_address("drafts", organisation)}

    def note() -> None:
        ReviewReminder.objects.bulk_create(
            ReviewReminder(
                organisation=organisation,
                version=version,
                review_on=version.review_on,
                days_before=_stage(version, today),
            )
            for version in found
        )

    return Waiting(len(found), "requirements_bank.approve", words, note) if found else None


def _stage(version: RequirementVersion, today: date) -> int:
    left = (version.review_on - today).days
    return next((days for days in STAGES if left <= days), STAGES[-1])


def _line(version: RequirementVersion, language: str) -> str:
    title = text_in(version.content.get("title"), language)
    return f"– {version.requirement.code} {title}: {date_format(version.review_on, 'DATE_FORMAT')}"
