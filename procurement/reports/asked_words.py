"""What a procurement asks for in short: the weights and whether they make up one hundred, and what to think over."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from foundation import figures
from procurement.calculations.weight_sums import WHOLE, WeightSum
from procurement.models import Procurement
from procurement.queries.asked import AskedLine
from requirements_bank.calculations.proportionality import Purchase, findings_of
from requirements_bank.queries.baskets import relations_of
from requirements_bank.queries.limits import in_kroner, limits_of, shipped_limits
from requirements_bank.reports.basket_words import finding_sentences, relation_sentences


@dataclass(frozen=True, slots=True)
class ShownSum:
    """What the weights of one part make up, in a sentence; `part` names the lot, empty for the whole."""

    part: str
    sentence: str
    is_whole: bool


def shown_sums(sums: Sequence[WeightSum]) -> list[ShownSum]:
    """Return what the weights make up; nothing for a part in which nothing is weighed."""
    return [ShownSum(each.part, _sum_sentence(each), each.is_whole) for each in sums if not each.is_empty]


def warnings_of(procurement: Procurement, lines: Sequence[AskedLine]) -> list[str]:
    """Return what is more than fits the purchase; nothing for one whose value is not said."""
    if procurement.value is None:
        return []
    value = in_kroner(procurement.value, procurement.currency)
    months = procurement.months and procurement.months + sum(procurement.options)
    purchase = Purchase(procurement.category, value, months, procurement.country)
    contents = [line.content for line in lines if line.content]
    limits = limits_of(procurement.organisation, purchase)
    return finding_sentences(findings_of(contents, limits, shipped_limits().rates))


def relations_in(lines: Sequence[AskedLine]) -> list[str]:
    """Return how the requirements that are asked stand to each other, where one of them should go."""
    versions = [line.version for line in lines if line.version]
    codes = {line.version.requirement_id: line.asked.code for line in lines if line.version}
    return [sentence for _conflict, sentence in relation_sentences(codes, relations_of(versions))] if versions else []


def _sum_sentence(each: WeightSum) -> str:
    said = {
        "price": percent(each.price or Decimal(0)),
        "criteria": percent(each.of_criteria),
        "total": percent(each.total),
    }
    if each.price is None:
        first = _("The criteria weigh %(criteria)s per cent; the weight of the price is not said.") % said
    else:
        first = _("Price %(price)s and criteria %(criteria)s make up %(total)s per cent.") % said
    return " ".join(part for part in (first, _without(each.unsaid), _off(each)) if part)


def _without(codes: Sequence[str]) -> str:
    if not codes:
        return ""
    sentence = ngettext("%(codes)s has no weight yet.", "%(codes)s have no weight yet.", len(codes))
    return sentence % {"codes": ", ".join(codes)}


def _off(each: WeightSum) -> str:
    if each.total > WHOLE:
        return _("That is %(number)s too much.") % {"number": percent(-each.short)}
    if each.total < WHOLE and each.price is not None and not each.unsaid:
        return _("%(number)s are missing.") % {"number": percent(each.short)}
    return ""


def percent(number: Decimal) -> str:
    """Return a percentage as a figure without its sign."""
    whole = number.quantize(Decimal(1)) if number == number.to_integral() else number.normalize()
    return figures.plain(whole, get_language() or "en")
