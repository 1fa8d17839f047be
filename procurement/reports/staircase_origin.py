"""Where the steps of a staircase came from, and what of it is to be looked at, in sentences."""

from datetime import date
from decimal import Decimal

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from procurement.models import Staircase
from procurement.reports.joint_staircase_drawn import threshold_with_unit


def origin_sentences(stairs: Staircase, unit: str) -> list[str]:
    """Return from which contract the steps were carried over and where they begin; nothing for those of their own."""
    origin = stairs.origin
    if not origin:
        return []
    if "stood" not in origin:
        return [_("The steps come from %(title)s.") % {"title": origin["title"]}]
    sentence = _(
        "The steps come from %(title)s and begin at %(threshold)s, where they stood at its end;"
        " otherwise this contract would begin lower."
    )
    return [sentence % {"title": origin["title"], "threshold": threshold_with_unit(Decimal(origin["stood"]), unit)}]


def moved_day_sentences(stairs: Staircase) -> list[str]:
    """Return which fixed days moved with the start of the contract and wait for somebody to look at them."""
    sentence = _("Step %(number)s: its fixed day moved with the start, from %(before)s to %(day)s. Does it still fit?")
    steps = {step.position: step.day for step in stairs.steps.all()}
    return [
        sentence % {"number": number, "before": _day(date.fromisoformat(before)), "day": _day(day)}
        for number, before in stairs.origin.get("moved", {}).items()
        if (day := steps.get(int(number)))
    ]


def _day(day: date) -> str:
    return date_format(day, "DATE_FORMAT")
