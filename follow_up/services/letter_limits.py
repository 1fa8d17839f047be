"""How many letters about deviations go out, and how many answers come in, before somebody has to wait."""

from datetime import datetime, timedelta
from typing import Final

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from follow_up.models import Deviation
from follow_up.services.deviation_links import DEVIATION, links_of
from follow_up.services.refusals import FollowUpNotPossibleError
from foundation.models import AccessLink

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
OF_A_DEVIATION: Final = ((6, HOUR), (12, DAY))
TO_AN_ADDRESS: Final = ((30, HOUR), (90, DAY))
OF_AN_ORGANISATION: Final = ((200, HOUR), (1000, DAY))
ANSWERS: Final = ((10, HOUR),)
"""So many at most in so long; each letter has a link of its own, by which it is counted."""


def check_letters(deviation: Deviation) -> None:
    """Raise FollowUpNotPossibleError, with the time when it goes on, where one more letter would be one too many."""
    ours = AccessLink.objects.filter(organisation_id=deviation.organisation_id, purpose=DEVIATION)
    to_it = ours.filter(receiver=deviation.supplier_email)
    sentences = (
        (links_of(deviation), OF_A_DEVIATION, _("The supplier was written to about this deviation many times.")),
        (to_it, TO_AN_ADDRESS, _("Many letters went to this address in a short while.")),
        (ours, OF_AN_ORGANISATION, _("Your organisation sent many letters in a short while.")),
    )
    for those, limits, sentence in sentences:
        if until := _full_until(those, "created_at", limits):
            raise FollowUpNotPossibleError(f"{sentence} {_goes_on(until)}")


def check_answers(deviation: Deviation) -> None:
    """Raise FollowUpNotPossibleError, with the time when it goes on, where suppliers answer too often in an hour."""
    if until := _full_until(deviation.statements.all(), "received_at", ANSWERS):
        sentence = _("Many answers came in in a short while.")
        raise FollowUpNotPossibleError(f"{sentence} {_goes_on(until)}")


def _full_until(those: QuerySet, field: str, limits: tuple[tuple[int, timedelta], ...]) -> datetime | None:  # type: ignore[type-arg]
    """Return when there is room for one more; None where there is room now."""
    now, ends = timezone.now(), []
    for most, window in limits:
        times = those.filter(**{f"{field}__gt": now - window}).order_by(f"-{field}").values_list(field, flat=True)
        if oldest := list(times[most - 1 : most]):
            ends.append(oldest[0] + window)
    return max(ends, default=None)


def _goes_on(until: datetime) -> str:
    there = timezone.localtime(until + timedelta(minutes=1))
    words = {"day": date_format(there, "DATE_FORMAT"), "time": date_format(there, "TIME_FORMAT")}
    return _("You can go on at %(time)s on %(day)s.") % words
