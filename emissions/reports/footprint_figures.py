"""The answer of a footprint page: its figures in words, its money in parts, its gaps and what it leaves out."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_DOWN, Decimal
from typing import Any
from urllib.parse import urlencode

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from emissions.models import Footprint, FootprintGap, FootprintPart
from emissions.reports.breakdowns import NOTHING
from emissions.reports.category_words import category_name
from emissions.reports.reason_words import flag_sentence, gap_name, gap_sentence, reason_name, treatment_name
from foundation import figures

NEARLY_ALL, TENTH_OF_PERCENT = Decimal("0.99"), Decimal("0.001")


@dataclass(frozen=True, slots=True)
class GapRow:
    """Money that counts and has no figure: where, why, how much, and the way to its lines."""

    name: str
    treatment: str
    reason: str
    sentence: str
    currency: str
    amount: Decimal
    query: str


@dataclass(frozen=True, slots=True)
class ExcludedRow:
    """Money that does not count, by reason."""

    code: str
    name: str
    currency: str
    amount: Decimal
    query: str


def answer(footprint: Footprint) -> str:
    """Return what the footprint says in one or two sentences."""
    language = _language()
    money = _counted(footprint, language)
    if footprint.known_kg is None:
        return _("Purchases for %(money)s count, but no factor reaches them: there is no figure yet.") % {
            "money": money
        }
    total = figures.mass(footprint.total_kg, language)
    sentence = _("Purchases for %(money)s cost the climate %(total)s CO₂e.") % {"money": money, "total": total}
    if footprint.low_kg is None:
        return sentence
    bounds = figures.mass_bounds(footprint.total_kg, footprint.low_kg, footprint.high_kg, language)
    low, _dash, high = bounds.partition("–")
    likely = _("It most likely lies between %(low)s and %(high)s %(unit)s.") % {
        "low": low,
        "high": high,
        "unit": figures.mass_parts(footprint.total_kg, language)[1],
    }
    return f"{sentence} {likely}"


def _counted(footprint: Footprint, language: str) -> str:
    """Return the money counted in words, each currency by itself."""
    own = figures.money_in_words(footprint.money_counted, footprint.currency, language)
    others = [figures.money_in_words(amount, currency, language) for currency, amount in money_abroad(footprint)]
    return " + ".join([own, *others])


def money_abroad(footprint: Footprint) -> list[tuple[str, Decimal]]:
    """Return the money that counts in other currencies; footprints of earlier releases do not tell it apart."""
    rows = footprint.result.get("money", [])
    return [(row["currency"], Decimal(row["counted"])) for row in rows if row["currency"] != footprint.currency]


def coverage_of(footprint: Footprint) -> Decimal | None:
    """Return the share of counted money that has a factor, between 0 and 1."""
    share = footprint.result.get("coverage")
    return Decimal(share) if share is not None else None


def share_text(share: Decimal | None) -> str:
    """Return a share as per cent that never says 100 where something is missing: "99,7 %", "94 %", "100 %"."""
    if share is None or not NEARLY_ALL <= share < 1:
        return figures.percent(share, _language())
    return figures.percent(share.quantize(TENTH_OF_PERCENT, ROUND_DOWN), _language(), 1)


def per_inhabitant(footprint: Footprint) -> Decimal | None:
    """Return kg CO2e per inhabitant; nothing where the number of inhabitants is not known."""
    population = footprint.organisation.population
    kilograms = footprint.known_kg
    return kilograms / population if population and kilograms is not None else None


def excluded_rows(footprint: Footprint) -> list[ExcludedRow]:
    """Return what does not count by reason, the largest first."""
    rows = [
        ExcludedRow(
            code=row["reason"],
            name=reason_name(row["reason"]),
            currency=row["currency"],
            amount=Decimal(row["amount"]),
            query=urlencode({"treatment": "excluded", "reason": row["reason"]}),
        )
        for row in footprint.result["excluded"]
    ]
    return sorted(rows, key=lambda row: (-abs(row.amount), row.name))


def excluded_sums(footprint: Footprint) -> dict[str, Decimal]:
    """Return by currency what does not count in sum, income and other credits taken off."""
    sums: dict[str, Decimal] = {}
    for row in excluded_rows(footprint):
        sums[row.currency] = sums.get(row.currency, NOTHING) + row.amount
    return sums


def gap_rows(footprint: Footprint, gaps: Sequence[FootprintGap]) -> list[GapRow]:
    """Return the gaps with their sentences."""
    return [
        GapRow(
            name=category_name(gap.category),
            treatment=treatment_name(gap.treatment),
            reason=gap_name(gap.reason),
            sentence=gap_sentence(gap.reason, gap.category, footprint.factor_set),
            currency=gap.currency,
            amount=gap.amount,
            query=_gap_query(gap),
        )
        for gap in gaps
    ]


def flagged_rows(footprint: Footprint) -> list[tuple[str, str, Decimal]]:
    """Return (sentence, currency, money) of what readers should know about the factors used, the most money first."""
    rows = [
        (flag_sentence(row["flag"]), row["currency"], Decimal(row["amount"])) for row in footprint.result["flagged"]
    ]
    return sorted(rows, key=lambda row: -abs(row[2]))


def money_parts(
    footprint: Footprint, energy: Sequence[FootprintPart], addresses: Mapping[str, str]
) -> list[dict[str, Any]]:
    """Return the year's money in the footprint's currency in parts for components/parts.html, each as its net sum.

    A negative one has no width.
    """
    left_out = excluded_sums(footprint).get(footprint.currency, NOTHING)
    amounts = {
        "covered": footprint.money_covered,
        "gaps": footprint.money_counted - footprint.money_covered,
        "energy": sum((part.amount for part in energy), NOTHING),
        "excluded": left_out,
    }
    titles = {
        "covered": (_("With a figure"), "good"),
        "gaps": (_("Without a figure"), "warning"),
        "energy": (_("Energy, on its own line"), "info"),
        "excluded": (_("Left out, with reasons"), "soft"),
    }
    whole = sum((max(amount, NOTHING) for amount in amounts.values()), NOTHING)
    language = _language()
    return [
        {
            "title": titles[name][0],
            "tone": titles[name][1],
            "share": float(max(amount, NOTHING) / whole * 100) if whole else 0,
            "figure": figures.money_in_words(amount, footprint.currency, language),
            "address": addresses.get(name, ""),
        }
        for name, amount in amounts.items()
        if amount
    ]


def _gap_query(gap: FootprintGap) -> str:
    if not gap.category:
        return urlencode({"treatment": "unclassified"})
    if gap.treatment == "energy":
        return urlencode({"treatment": "energy", "category": gap.category})
    return urlencode({"category": gap.category, "gap": "1"})


def _language() -> str:
    return get_language() or "en"
