"""What buyers will ask for, in words for suppliers: by requirement, each buyer's steps with their days."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from procurement.queries.coming_steps import Coming, titles_of
from procurement.reports.joint_staircase_drawn import threshold_words, when_words
from requirements_bank.calculations.requirement import Direction
from requirements_bank.calculations.texts import text_in


@dataclass(frozen=True, slots=True)
class SaidBuyer:
    """One buyer: its steps in words, and how it is known."""

    buyer: str
    how: str
    steps: list[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class SaidRequirement:
    """One requirement that rises: what it is called, which side is kept, and who asks for what."""

    code: str
    title: str
    language: str
    side: str
    buyers: list[SaidBuyer]


def said_coming(those: Sequence[Coming]) -> list[SaidRequirement]:
    """Return what is coming by requirement, in the reader's language."""
    versions = titles_of(each.code for each in those)
    found: dict[tuple[str, str, str], list[SaidBuyer]] = {}
    for each in those:
        found.setdefault((each.code, each.unit, each.direction), []).append(_said(each))
    said = []
    for (code, _unit, direction), buyers in found.items():
        version = versions.get(code)
        language = get_language() or "en"
        title = text_in(version.content.get("title"), language) if version else code
        side = _("at least") if direction == Direction.AT_LEAST else _("at most")
        said.append(SaidRequirement(code, title, language, side, buyers))
    return said


def _said(each: Coming) -> SaidBuyer:
    if each.dated:
        steps = [
            (threshold_words(step.threshold, each.unit), date_format(step.first, "SHORT_DATE_FORMAT"))
            for step in each.dated
        ]
        first, last = each.dated[0].first, each.dated[-1].last
        how = _("contract from %(first)s, at the longest to %(last)s") % {
            "first": date_format(first, "SHORT_DATE_FORMAT"),
            "last": date_format(last, "SHORT_DATE_FORMAT"),
        }
        return SaidBuyer(each.buyer, how, steps)
    steps = [
        (threshold_words(threshold, each.unit), when_words(months, day)) for threshold, months, day in each.by_month
    ]
    how = _("in each new contract, as %(network)s has agreed") % {"network": each.network}
    return SaidBuyer(each.buyer, how, steps)
