"""Bonus and penalty in words: the clause, the arithmetic line by line, what is missing, and a table to invoice from."""

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal, InvalidOperation
from typing import Any, Final

from django.utils.formats import date_format
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from follow_up.calculations.price_effect_gaps import PROBLEM_TEXTS
from follow_up.calculations.price_effects import Counted
from follow_up.models import ClaimKind, PriceClaim
from foundation import figures
from foundation.spreadsheets import Column, Sheet
from procurement.models import ObligationStep
from procurement.reports.contract_words import shown_number, threshold_in_words
from procurement.reports.staircase_words import number, price_in_words

LINES: Final[Mapping[str, tuple[Any, str]]] = {
    "units": (gettext_lazy("Units between what was achieved and what was asked"), "|{value} − {threshold}| / {unit}"),
    "fixed": (gettext_lazy("Fixed sum"), "{amount}"),
    "per_unit": (gettext_lazy("A sum for each unit"), "{units} × {amount}"),
    "share": (gettext_lazy("Share of the value in the period"), "{period_value} × {percent} / 100"),
    "discount_awarded": (gettext_lazy("Discount of level {level}, awarded"), ""),
    "discount_achieved": (gettext_lazy("Discount of level {level}, achieved"), ""),
    "ladder": (gettext_lazy("Sanction of the ladder"), "{factor} × ({awarded} − {achieved})"),
    "not_due": (gettext_lazy("The clause gives and takes nothing for what was achieved"), ""),
    "floor": (gettext_lazy("At least"), ""),
    "cap": (gettext_lazy("At most"), ""),
    "rounded": (gettext_lazy("Rounded"), ""),
}


COUNTED: Final = {
    Counted.EXACT.value: gettext_lazy("counts in part"),
    Counted.STARTED.value: gettext_lazy("counts as a whole"),
}


def clause_words(step: ObligationStep, kind: str, currency: str) -> str:
    """Return what the clause says: "Penalty: 2 % of the value"; empty where the step has none."""
    said = price_in_words(getattr(step, kind), getattr(step, f"{kind}_amount"), currency)
    names = {ClaimKind.BONUS: _("Bonus: %(sum)s"), ClaimKind.PENALTY: _("Penalty: %(sum)s")}
    return names[ClaimKind(kind)] % {"sum": said} if said else ""


def arithmetic(claim: PriceClaim) -> list[tuple[str, str, str]]:
    """Return label, formula with its figures, and result of each line."""
    told = []
    for line in claim.lines:
        if line.get("label") not in LINES:
            continue
        label, formula = LINES[line["label"]]
        said = {name: _figure(text) for name, text in line.items() if name != "label"}
        told.append((str(label).format(**said), formula.format(**said), said["result"]))
    return told


def basis_of(claim: PriceClaim, step: ObligationStep | None) -> list[tuple[str, str]]:
    """Return what it is reckoned from, as terms and words: the clause, what was asked and achieved, the period's value.

    `step` is the one whose clause it is, None where the contract has it no more.
    """
    unit = claim.obligation.unit
    told = {name: text for name, text in claim.inputs.items() if text not in ("", "None")}
    value, kept = told.get("value", ""), told.get("is_kept", "")
    achieved = _with_unit(value, unit) if value else {"True": _("Kept"), "False": _("Not kept")}.get(kept, "")
    language, period_value = get_language() or "en", told.get("period_value", "")
    rows = [
        (_("Clause"), clause_words(step, claim.kind, claim.currency) if step else ""),
        (_("Asked for then"), threshold_in_words(claim.obligation.direction, unit, step.threshold) if step else ""),
        (_("Achieved"), achieved),
        (_("Value of the period"), figures.money(period_value, claim.currency, language, 2) if period_value else ""),
        (_("A unit is"), _with_unit(told["unit_size"], unit) if told.get("counted") else ""),
        (_("A unit that is begun"), str(COUNTED.get(told.get("counted", ""), ""))),
    ]
    return [(term, words) for term, words in rows if words]


def missing(claim: PriceClaim) -> list[str]:
    """Return what has to be filled in before there is an amount."""
    return [_(PROBLEM_TEXTS[line["gap"]]).format(**line) for line in claim.lines if line.get("gap") in PROBLEM_TEXTS]


def arithmetic_text(claim: PriceClaim) -> str:
    """Return the arithmetic as one text, for an invoice; what is missing where there is no amount."""
    told = arithmetic(claim)
    lines = [f"{label}: {formula} = {result}" if formula else f"{label}: {result}" for label, formula, result in told]
    return "; ".join([*lines, *missing(claim)])


def suppliers_of(claim: PriceClaim) -> list[Any]:
    """Return whom the obligation binds: its own supplier, else all of the contract."""
    party = claim.obligation.party
    return [party] if party else list(claim.contract.parties.all())


def claims_sheet(found: Iterable[PriceClaim]) -> Sheet:
    """Return a row for each claim; what is not known is empty. Personal numbers are hidden."""
    columns = [
        Column(_("Contract")),
        Column(_("Contract number")),
        Column(_("Case number")),
        Column(_("Supplier")),
        Column(_("Organisation number")),
        Column(_("Obligation")),
        Column(_("Step"), "integer"),
        Column(_("Kind")),
        Column(_("Amount without VAT"), "money"),
        Column(_("Currency")),
        Column(_("From"), "date"),
        Column(_("To"), "date"),
        Column(_("How it is reckoned")),
        Column(_("State")),
        Column(_("Decided on"), "date"),
        Column(_("Decided by")),
        Column(_("Why")),
        Column(_("Deviation"), "integer"),
    ]
    return Sheet(_("Bonus and penalty"), columns, _rows(found))


def _rows(found: Iterable[PriceClaim]) -> Iterator[list[Any]]:
    for each in found:
        parties = suppliers_of(each)
        yield [
            each.contract.title,
            each.contract.number or None,
            each.contract.case_number or None,
            "; ".join(party.name for party in parties) or None,
            "; ".join(shown_number(party.number) for party in parties if party.number) or None,
            each.obligation.title,
            each.step,
            each.get_kind_display(),
            each.amount,
            each.currency,
            each.period_from,
            each.period_to,
            arithmetic_text(each),
            each.get_state_display(),
            each.decided_on,
            each.decided_by or None,
            each.because or None,
            each.deviation.number if each.deviation else None,
        ]


def period_words(claim: PriceClaim) -> str:
    """Return the period: "1.1.2026 – 30.6.2026"."""
    days = [date_format(day, "SHORT_DATE_FORMAT") for day in (claim.period_from, claim.period_to) if day]
    return " – ".join(days)


def _with_unit(text: str, unit: str) -> str:
    return f"{_figure(text)}{figures.NO_BREAK_SPACE}{unit}".strip()


def _figure(text: str) -> str:
    try:
        return figures.plain(number(Decimal(text)), get_language() or "en")
    except InvalidOperation:
        return text
