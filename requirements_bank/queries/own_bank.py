"""What an organisation writes: its bank, drafts, what is in review, what is published and when it is due for review."""

import re
from collections import Counter
from datetime import date, timedelta

from django.db.models import Prefetch, QuerySet

from organisations.models import Organisation
from requirements_bank.models import Bank, RequirementVersion, State, VersionWriter

DUE_WITHIN = timedelta(days=60)
FIRST_OWN_NUMBER = 101


def own_bank_of(organisation: Organisation) -> Bank | None:
    """Return the bank in which the organisation writes, once it has one."""
    return Bank.objects.filter(organisation=organisation, source="").first()


def versions_of_ours(organisation: Organisation, *states: State) -> QuerySet[RequirementVersion]:
    """Return the versions that the organisation's own banks hold in these states, with bank and writers."""
    writers = Prefetch("writers", VersionWriter.objects.select_related("user"))
    return (
        RequirementVersion.objects.filter(organisation=organisation, state__in=states)
        .select_related("requirement__bank")
        .prefetch_related(writers)
        .order_by("requirement__code", "number")
    )


def due_for_review(organisation: Organisation, today: date) -> QuerySet[RequirementVersion]:
    """Return the published versions of the own bank whose review date has passed or is at most 60 days away.

    The most urgent come first. What was loaded from elsewhere is its source's to review.
    """
    published = versions_of_ours(organisation, State.PUBLISHED).filter(requirement__bank__source="")
    return published.filter(review_on__lte=today + DUE_WITHIN).order_by("review_on", "requirement__code")


def free_code(bank: Bank, area: str) -> str:
    """Return the next code of the area that is free in the bank, as the area's other codes are written: TRA-101."""
    seen = RequirementVersion.objects.filter(area=area).values_list("requirement__code", flat=True)
    prefixes = Counter(match[1] for code in seen if (match := re.match(r"([A-ZÆØÅÄÖ]{2,5})-\d", code)))
    prefix = prefixes.most_common(1)[0][0] if prefixes else (area[:3] or "REQ").upper()
    own = bank.requirements.filter(code__startswith=f"{prefix}-").values_list("code", flat=True)
    numbers = [int(match[1]) for code in own if (match := re.fullmatch(rf"{prefix}-(\d{{1,6}})", code))]
    return f"{prefix}-{max([FIRST_OWN_NUMBER - 1, *numbers]) + 1}"


def topics_in_sight() -> list[str]:
    """Return the topics that requirements in sight have, for suggestions."""
    topics = RequirementVersion.objects.exclude(topic="").order_by("topic")
    return list(topics.values_list("topic", flat=True).distinct())
