"""What would help most: the things that would make a footprint surer, the one with the most money first."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from emissions.models import Footprint
from emissions.queries.lines import FootprintLines, LineFilter
from emissions.reports.breakdowns import PartRow
from emissions.reports.footprint_figures import GapRow
from emissions.reports.footprint_months import months_behind
from foundation import figures
from foundation.personal_numbers import without_personal_numbers

MONTHS = 12


@dataclass(frozen=True, slots=True)
class HelpfulThing:
    """One thing to do, why, and the query of the lines that it is about; `tab` names a tab of the footprint instead."""

    title: str
    why: str
    money: Decimal
    query: str = ""
    tab: str = ""


def helpful_things(
    footprint: Footprint,
    *,
    gaps: Sequence[GapRow],
    energy: Sequence[PartRow],
    suppliers: Sequence[PartRow],
    lines: FootprintLines | None,
) -> list[HelpfulThing]:
    """Return what would make the footprint surer; `suppliers` and `lines` are empty for readers of totals."""
    unclassified = list(_unclassified(footprint, lines)) if lines else []
    things = [
        *unclassified,
        *(_gap(gap) for gap in gaps if not (unclassified and "unclassified" in gap.query)),
        *_energy(footprint, energy),
        *_missing_months(footprint),
    ]
    ordered = sorted(things, key=lambda thing: -abs(thing.money))
    return [*_suppliers(footprint, suppliers), *ordered]


def _unclassified(footprint: Footprint, lines: FootprintLines) -> Iterable[HelpfulThing]:
    found = lines.select(LineFilter(treatment="unclassified")).largest
    for row in found:
        if row["dimension"] == "account":
            label = without_personal_numbers(row["label"], footprint.organisation.country) or ""
            name = f"{row['key']} {label}".strip()
            yield HelpfulThing(
                title=_("Say what is bought on account %(account)s") % {"account": name},
                why=_("%(money)s has no category yet.") % {"money": _money(row["amount"], footprint)},
                money=row["amount"],
                query=f"treatment=unclassified&account={row['key']}",
            )


def _gap(gap: GapRow) -> HelpfulThing:
    return HelpfulThing(
        title=_("Find a figure for %(category)s") % {"category": gap.name},
        why=f"{figures.money_in_words(gap.amount, gap.currency, get_language() or 'en')}. {gap.sentence}",
        money=gap.amount,
        query=gap.query,
    )


def _energy(footprint: Footprint, energy: Sequence[PartRow]) -> Iterable[HelpfulThing]:
    money = sum((row.amount for row in energy), Decimal(0))
    if money:
        yield HelpfulThing(
            title=_("Count energy in kilowatt-hours and litres"),
            why=_("%(money)s for energy is only screened by spend.") % {"money": _money(money, footprint)},
            money=money,
            tab="gaps",
        )


def _missing_months(footprint: Footprint) -> Iterable[HelpfulThing]:
    months = months_behind(footprint)
    if 1 < len(months) < MONTHS:
        yield HelpfulThing(
            title=_("Hand over the missing months"),
            why=_("The accounts cover %(months)s of 12 months.") % {"months": len(months)},
            money=footprint.money_counted,
            tab="basis",
        )


def _suppliers(footprint: Footprint, suppliers: Sequence[PartRow]) -> Iterable[HelpfulThing]:
    kg = sum((row.kg or Decimal(0) for row in suppliers), Decimal(0))
    if footprint.total_kg > 0 and kg > 0:
        share = figures.percent(kg / footprint.total_kg, get_language() or "en")
        yield HelpfulThing(
            title=_("Ask the largest suppliers for their own figures"),
            why=_("%(count)s suppliers stand for %(share)s of the emissions; today all is counted by spend.")
            % {"count": len(suppliers), "share": share},
            money=sum((row.amount for row in suppliers), Decimal(0)),
            tab="supplier",
        )


def _money(amount: Decimal, footprint: Footprint) -> str:
    return figures.money_in_words(amount, footprint.currency, get_language() or "en")
