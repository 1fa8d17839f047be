"""What was changed in a contract, on which ground and why, with what stood there before."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from foundation import figures
from procurement.calculations.law_rules import ChangeTerms, ground_of
from procurement.models import Contract, ContractChange, Obligation
from procurement.queries.law_rules import shipped_law_rules
from procurement.reports.contract_words import threshold_in_words


@dataclass(frozen=True, slots=True)
class ShownChange:
    """One change in words."""

    change: ContractChange
    what: str
    ground: str
    reference: str
    before: str
    after: str


def shown_changes(contract: Contract) -> list[ShownChange]:
    """Return the changes, the last first."""
    found = ContractChange.objects.filter(contract=contract).select_related("obligation")
    return [_shown(contract, each) for each in found]


def ground_name(code: str, rule_id: str) -> str:
    """Return what a ground is called, in the language of the page."""
    terms = shipped_law_rules().rule(rule_id).terms
    ground = ground_of(terms.grounds, code) if isinstance(terms, ChangeTerms) else None
    language = (get_language() or "en").partition("-")[0]
    return ground.names.get(language, ground.names["en"]) if ground else code


def _shown(contract: Contract, change: ContractChange) -> ShownChange:
    about = change.obligation
    return ShownChange(
        change,
        f"{about.code} {about.title}".strip() if about else _("The value"),
        ground_name(change.ground, change.rule),
        shipped_law_rules().rule(change.rule).reference,
        _steps(about, change.before) if about else _value(contract, change.before),
        _steps(about, change.after) if about else _value(contract, change.after),
    )


def _steps(about: Obligation, steps: Iterable[Mapping[str, Any]]) -> str:
    said = [
        f"{threshold_in_words('', about.unit, Decimal(step['threshold']))} ({_day(step['first_day'])})"
        for step in steps
        if step["first_day"]
    ]
    return ", ".join(said)


def _day(text: str) -> str:
    return date_format(date.fromisoformat(text), "SHORT_DATE_FORMAT")


def _value(contract: Contract, said: Mapping[str, Any]) -> str:
    value = said.get("value")
    return (
        figures.MISSING if value is None else figures.money(Decimal(value), contract.currency, get_language() or "en")
    )
