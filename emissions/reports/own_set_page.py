"""What the pages of a set of one's own show: its answer, its rows, and what stands for each category."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from emissions.calculations.own_set_facts import facts_from
from emissions.models import OwnFactorSet, OwnSetVersion
from emissions.queries.own_set_use import idle_codes
from emissions.queries.own_sets import set_of_version
from emissions.queries.published import DEFAULT_FACTOR_SET, factor_sets, price_data
from emissions.queries.version_changes import version_before
from emissions.reports.category_words import category_name, in_language
from emissions.reports.own_set_use_words import MOST_CODES
from emissions.reports.own_set_words import HOW, figures_are, unlikely_size
from foundation.money import PriceBasis
from organisations.reference.categories import category_leaves

NEARLY_ALL = 0.8
SPEND_BASES = (PriceBasis.PURCHASER, PriceBasis.PURCHASER_EX_TAXES)


@dataclass(frozen=True, slots=True)
class ShownVersion:
    """What to know of a version beside its facts; `idle` are factors that stand for no category, the first of them.

    `other_codes` is what to look at where nearly all codes are new compared with the version before.
    """

    rows: int
    left_out: int
    mapped: int
    written: str
    is_unlikely: bool
    never_serves: bool
    idle: tuple[tuple[str, str], ...]
    more_idle: int
    other_codes: str


def shown_version(version: OwnSetVersion) -> ShownVersion:
    """Return what a version that has been read holds, and what gives reason to look again."""
    facts = facts_from(version.facts or {})
    known = set_of_version(version).factor_set
    idle = tuple(idle_codes(version).items())
    rates = {
        currency: rate
        for currency in {known.currency, "NOK"}
        if (rate := price_data().rates.per_euro_in(currency, min(facts.price_year, 2024)))
    }
    return ShownVersion(
        rows=len(known.factors),
        left_out=version.left_out,
        mapped=version.categories.exclude(weights=[]).count(),
        written=figures_are(facts),
        is_unlikely=unlikely_size(known, factor_sets()[DEFAULT_FACTOR_SET], rates),
        never_serves=facts.price_basis not in SPEND_BASES,
        idle=idle[:MOST_CODES],
        more_idle=max(0, len(idle) - MOST_CODES),
        other_codes=_other_codes(version),
    )


def _other_codes(version: OwnSetVersion) -> str:
    """Return that nearly all codes are new, in a sentence; empty where they are not, and for a first version."""
    before = version_before(version)
    if before is None:
        return ""
    codes = set(version.factors.values_list("code", flat=True))
    new = codes - set(before.factors.values_list("code", flat=True))
    if len(new) < NEARLY_ALL * len(codes):
        return ""
    sentence = ngettext(
        "%(new)s of its %(all)s code was not in version %(before)s. Is the right column chosen as the code? What was "
        "chosen for categories before is not carried over to new codes.",
        "%(new)s of its %(all)s codes were not in version %(before)s. Is the right column chosen as the code? What was "
        "chosen for categories before is not carried over to new codes.",
        len(codes),
    )
    return sentence % {"new": len(new), "all": len(codes), "before": before.number}


def set_answer(own_set: OwnFactorSet, version: OwnSetVersion | None) -> str:
    """Return in one sentence where a set stands."""
    if own_set.withdrawn_at:
        return _("Taken out of use: nothing new is calculated with it, and footprints made with it stay.")
    if version is None or version.is_draft:
        return _("A draft: nothing is calculated with it before it is published.")
    if own_set.place:
        words = {"number": version.number, "place": own_set.place}
        return (
            _("Version %(number)s is locked and can be chosen for footprints. It helps out as number %(place)s.")
            % words
        )
    return _("Version %(number)s is locked and can be chosen for footprints.") % {"number": version.number}


def category_rows(version: OwnSetVersion) -> list[dict[str, Any]]:
    """Return by area what stands for each category, with the figure that it comes to and where it comes from."""
    names, newest = _names_and_figures(version)
    entries = {entry.category: entry for entry in version.categories.all()}
    areas: dict[str, list[dict[str, Any]]] = {}
    for leaf in category_leaves().values():
        if leaf.code not in entries:
            continue
        entry = entries[leaf.code]
        factors = [
            {"code": code, "name": names.get(code, code), "weight": Decimal(weight)} for code, weight in entry.weights
        ]
        kg = sum((newest[one["code"]] * one["weight"] for one in factors), Decimal(0)) if factors else None
        row = {
            "category": leaf.code,
            "name": in_language(leaf.names),
            "factors": factors,
            "kg": kg,
            "how": str(HOW.get(entry.how, entry.how)),
            "is_reviewed": entry.is_reviewed,
            "reviewed_by": entry.reviewed_by,
        }
        areas.setdefault(leaf.parent or "", []).append(row)
    return [{"area": area, "name": category_name(area), "rows": rows} for area, rows in areas.items()]


def left_to_review(version: OwnSetVersion) -> int:
    """Return how many categories nobody has looked at."""
    return version.categories.filter(is_reviewed=False).count()


def review_answer(left: int, mapped: int) -> str:
    """Return in one sentence how much of the review is left."""
    if left:
        sentence = ngettext(
            "%(left)s category is left to look at. %(mapped)s have factors.",
            "%(left)s categories are left to look at. %(mapped)s have factors.",
            left,
        )
        return sentence % {"left": left, "mapped": mapped}
    return _("Every category has been looked at. %(mapped)s have factors. The set can be published.") % {
        "mapped": mapped
    }


def _names_and_figures(version: OwnSetVersion) -> tuple[dict[str, str], dict[str, Decimal]]:
    """Return names and newest figures by code."""
    rows = version.factors.order_by("price_year").values_list("code", "name", "kg_per_unit")
    return {code: name for code, name, _kg in rows}, {code: kg for code, _name, kg in rows}
