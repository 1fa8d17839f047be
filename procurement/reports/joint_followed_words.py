"""How a staircase follows a joint one, in sentences."""

from collections.abc import Iterable

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from foundation.typed_reasons import reason_of
from procurement.calculations.contract_period import ContractPeriod
from procurement.calculations.joint_staircase import LateStep
from procurement.calculations.obligation_steps import ContractDays
from procurement.calculations.staircase import Step
from procurement.models import JointVersion
from procurement.queries.joint_followed import Followed


def followed_sentence(
    followed: Followed, steps: tuple[Step, ...], period: ContractPeriod, *, signed: ContractDays | None = None
) -> str:
    """Return which version is followed, how much later, where it differs and why, and which steps come too late.

    `signed` are the days of the contract as it was signed, which can be shorter than planned.
    """
    days = signed or ContractDays(period, planned_first=period.first)
    late = late_sentences(followed.late(days.period.first, days.period.last_possible, days.planned_first))
    return " ".join(filter(None, [_followed(followed), _differing(followed, steps, period), *late]))


def late_sentences(late: Iterable[LateStep]) -> list[str]:
    """Return of each joint step that comes after the end of a contract that it does not bind it."""
    sentence = _(
        "Step %(number)s of the joint staircase begins on %(day)s, after this contract ends; it does not bind it."
    )
    return [sentence % {"number": each.number, "day": date_format(each.day)} for each in late]


def newer_sentence(newer: JointVersion) -> str:
    """Return that another version is agreed since, and that it does not touch this procurement."""
    sentence = _("Version %(number)s is agreed since. It touches future procurements; this one keeps its steps.")
    return sentence % {"number": newer.number}


def offer_title(followed: Followed) -> str:
    """Return what a button calls a joint staircase to begin with."""
    sentence = _("Start from “%(title)s”, version %(number)s")
    return sentence % {"title": followed.version.joint.title, "number": followed.version.number}


def _followed(followed: Followed) -> str:
    named = {"title": followed.version.joint.title, "number": followed.version.number}
    if not followed.months_later:
        return _("Follows the joint staircase “%(title)s”, version %(number)s.") % named
    sentence = ngettext(
        "Follows the joint staircase “%(title)s”, version %(number)s, %(months)s month later.",
        "Follows the joint staircase “%(title)s”, version %(number)s, %(months)s months later.",
        followed.months_later,
    )
    return sentence % {**named, "months": followed.months_later}


def _differing(followed: Followed, steps: tuple[Step, ...], period: ContractPeriod) -> str:
    numbers = followed.differing(steps, period)
    if not numbers:
        return ""
    reason = reason_of(followed.reason).rstrip(".")
    sentence = (
        ngettext(
            "It differs at step %(numbers)s: %(reason)s.", "It differs at steps %(numbers)s: %(reason)s.", len(numbers)
        )
        if reason
        else ngettext(
            "It differs at step %(numbers)s; say why.", "It differs at steps %(numbers)s; say why.", len(numbers)
        )
    )
    return sentence % {"numbers": ", ".join(map(str, numbers)), "reason": reason}
