"""What buyers will ask for, in words for suppliers: by requirement, each buyer's steps with their days."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from procurement.calculations.joint_staircase import Way
from procurement.queries.coming_steps import Coming, titles_of
from procurement.reports.asked_threshold import side_alone
from procurement.reports.joint_staircase_drawn import threshold_with_unit, when_words
from requirements_bank.calculations.texts import text_in

Asked = tuple[str, tuple[tuple[str, str], ...]]
"""How the steps are known, and each step with its time, in words."""


@dataclass(frozen=True, slots=True)
class SaidBuyer:
    """Buyers who ask for the same: their names, how it is known, and the steps in words."""

    buyer: str
    how: str
    steps: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class SaidRequirement:
    """One requirement that rises: what it is called, which side is kept, and who asks for what."""

    code: str
    title: str
    language: str
    side: str
    buyers: list[SaidBuyer]


def said_coming(those: Sequence[Coming]) -> list[SaidRequirement]:
    """Return what is coming by requirement, in the reader's language; buyers of the same steps stand together."""
    versions = titles_of(each.code for each in those)
    found: dict[tuple[str, str, str], dict[object, list[Coming]]] = {}
    for each in those:
        alike = found.setdefault((each.code, each.unit, each.direction), {})
        how = (each.network, each.differs, each.way, each.months_later)
        alike.setdefault((each.dated, each.by_month, how), []).append(each)
    said = []
    for (code, _unit, direction), alike in found.items():
        buyers = [SaidBuyer(_names(same), *_asked(same[0])) for same in alike.values()]
        version = versions.get(code)
        language = get_language() or "en"
        title = text_in(version.content.get("title"), language) if version else code
        side = side_alone(version.kind if version else "", direction)
        said.append(SaidRequirement(code, title, language, side, buyers))
    return said


def _names(those: Sequence[Coming]) -> str:
    return ", ".join(dict.fromkeys(each.buyer for each in those))


def _asked(each: Coming) -> Asked:
    """Return how the steps are known, and each with its time."""
    if each.dated:
        steps = tuple((threshold_with_unit(step.threshold, each.unit), _day(step.first)) for step in each.dated)
        days = {"first": _day(each.dated[0].first), "last": _day(each.dated[-1].last)}
        if each.differs:
            sentence = _("contracts from %(first)s, at the longest to %(last)s; what all of them ask for")
            return sentence % days, steps
        return _("contract from %(first)s, at the longest to %(last)s") % days, steps
    steps = tuple(
        (threshold_with_unit(threshold, each.unit), when_words(months, day)) for threshold, months, day in each.by_month
    )
    return _joint(each), steps


def _joint(each: Coming) -> str:
    """Return how what a buyer asks in each new contract stands to what its network has agreed."""
    if each.way == Way.OTHERWISE:
        return _("in each new contract, otherwise than %(network)s has agreed") % {"network": each.network}
    if each.months_later:
        sentence = ngettext(
            "in each new contract, %(months)s month later than %(network)s has agreed",
            "in each new contract, %(months)s months later than %(network)s has agreed",
            each.months_later,
        )
        return sentence % {"months": each.months_later, "network": each.network}
    return _("in each new contract, as %(network)s has agreed") % {"network": each.network}


def _day(day: date) -> str:
    return date_format(day, "SHORT_DATE_FORMAT")
