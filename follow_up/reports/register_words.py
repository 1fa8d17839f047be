"""The register in words: its columns, and what stands in each for an obligation."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import get_language, gettext_lazy, pgettext_lazy
from django.utils.translation import gettext as _

from follow_up.models import ContractSpend, ObligationStanding
from follow_up.reports.state_words import state_tag
from foundation import figures
from procurement.reports.contract_words import threshold_in_words
from procurement.reports.staircase_words import number
from requirements_bank.reports.category_words import category_name
from requirements_bank.reports.code_words import THEMES


@dataclass(frozen=True, slots=True)
class Cell:
    """What stands in a cell: the text (None is missing), where it leads, a line below it, a tag in its place.

    `label` is the column's title, for a phone; what `stays` on a line holds a day, which no line may cut.
    """

    text: str | None = None
    address: str = ""
    sub: str = ""
    tag: Mapping[str, str] | None = None
    numeric: bool = False
    label: str = ""
    stays: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """One obligation with its cells in the order of the columns."""

    standing: ObligationStanding
    head: Cell
    cells: tuple[Cell, ...]

    @property
    def key(self) -> str:
        """By what it is ticked."""
        return str(self.standing.obligation.uuid)


@dataclass(frozen=True, slots=True)
class Home:
    """Where addresses begin, what day it is, and what went through each contract."""

    organisation: str
    today: date
    spend: Mapping[int, ContractSpend]


Maker = Callable[[ObligationStanding, Home], Cell]


@dataclass(frozen=True, slots=True)
class RegisterColumn:
    """A column that a reader may choose; `order` names how to sort by it."""

    name: str
    title: Any
    make: Maker
    order: str = ""
    numeric: bool = False
    stays: bool = False


def requirement_name(standing: ObligationStanding) -> str:
    """Return code and version of what an obligation carries; empty for wording of the contract's own."""
    version = standing.obligation.version
    code = standing.obligation.code
    return _("%(code)s version %(number)s") % {"code": code, "number": version.number} if version else code


def supplier_names(standing: ObligationStanding) -> str:
    """Return the suppliers that are bound."""
    party = standing.obligation.party
    return party.name if party else ", ".join(each.name for each in standing.contract.parties.all())


def asked_now(standing: ObligationStanding) -> str | None:
    """Return what the step in force asks for, None where nothing is measured or none holds."""
    obligation = standing.obligation
    if standing.threshold is None:
        return None
    return threshold_in_words(obligation.direction, obligation.unit, standing.threshold)


def asked_next(standing: ObligationStanding) -> str | None:
    """Return what the next step asks for and from when on, None where none comes."""
    obligation = standing.obligation
    if standing.next_threshold is None or standing.next_on is None:
        return None
    return threshold_in_words(obligation.direction, obligation.unit, standing.next_threshold)


def measured(standing: ObligationStanding) -> str:
    """Return the newest measured value with its unit; empty where nothing was measured."""
    if standing.value is None:
        return ""
    figure = figures.plain(number(standing.value), get_language() or "en")
    return f"{figure}{figures.NO_BREAK_SPACE}{standing.obligation.unit}".strip()


def _short(day: date | None) -> str:
    return date_format(day, "SHORT_DATE_FORMAT") if day else ""


def _contract(standing: ObligationStanding, home: Home) -> Cell:
    contract = standing.contract
    return Cell(
        contract.title,
        reverse("contract", args=[home.organisation, contract.uuid]),
        sub=" · ".join(filter(None, [supplier_names(standing), contract.number])),
    )


def _state(standing: ObligationStanding, _home: Home) -> Cell:
    found = standing.open_deviations
    sub = _("%(number)s open deviations") % {"number": found} if found > 1 else _("1 open deviation") if found else ""
    return Cell(tag=state_tag(standing.state), sub=sub)


def _now(standing: ObligationStanding, _home: Home) -> Cell:
    value = measured(standing)
    return Cell(asked_now(standing), sub=_("measured %(value)s") % {"value": value} if value else "")


def _next(standing: ObligationStanding, _home: Home) -> Cell:
    step = asked_next(standing)
    return Cell(step, sub=_("from %(day)s") % {"day": _short(standing.next_on)} if step else "")


def _checked(standing: ObligationStanding, _home: Home) -> Cell:
    return Cell(_short(standing.checked_on) or _("never"))


def _proof(standing: ObligationStanding, _home: Home) -> Cell:
    if not standing.has_evidence:
        return Cell(_("missing"))
    until = standing.evidence_until
    return Cell(_("until %(day)s") % {"day": _short(until)} if until else _("on file"))


def _money(standing: ObligationStanding, home: Home) -> Cell:
    spend = home.spend.get(standing.contract_id)
    if spend is None:
        return Cell(numeric=True)
    amount = figures.money_in_words(spend.amount, spend.currency, get_language() or "en")
    return Cell(amount, sub=str(spend.year), numeric=True)


def _mass(standing: ObligationStanding, home: Home) -> Cell:
    spend = home.spend.get(standing.contract_id)
    if spend is None or spend.kg is None:
        return Cell(numeric=True)
    return Cell(figures.mass(spend.kg, get_language() or "en"), sub=str(spend.year), numeric=True)


def theme_names(codes: Sequence[str]) -> str:
    """Return themes in the reader's language."""
    known = {theme.value: name for theme, name in THEMES.items()}
    return ", ".join(str(known.get(code, code)) for code in codes)


def _person(standing: ObligationStanding) -> str | None:
    """Return who looks after it: who is named for it, else the contract's manager."""
    care = getattr(standing.obligation, "care", None)
    person = (care.person if care else None) or standing.contract.manager
    return person.name if person else None


COLUMNS: tuple[RegisterColumn, ...] = (
    RegisterColumn("contract", gettext_lazy("Contract"), _contract, order="contract"),
    RegisterColumn("state", gettext_lazy("State"), _state),
    RegisterColumn("now", gettext_lazy("Asked for now"), _now),
    RegisterColumn("next", gettext_lazy("Next step"), _next, order="next", stays=True),
    RegisterColumn("checked", gettext_lazy("Last check"), _checked, order="checked", stays=True),
    RegisterColumn("proof", gettext_lazy("Proof"), _proof, order="proof", stays=True),
    RegisterColumn("money", pgettext_lazy("column", "Spent"), _money, numeric=True),
    RegisterColumn("mass", pgettext_lazy("column", "Emissions"), _mass, numeric=True),
    RegisterColumn(
        "requirement",
        pgettext_lazy("in the bank", "Requirement"),
        lambda standing, _home: Cell(requirement_name(standing) or _("own wording")),
    ),
    RegisterColumn(
        "theme", gettext_lazy("Theme"), lambda standing, _home: Cell(theme_names(standing.obligation.themes) or None)
    ),
    RegisterColumn(
        "category",
        gettext_lazy("Category"),
        lambda standing, _home: Cell(category_name(standing.contract.category) if standing.contract.category else None),
    ),
    RegisterColumn(
        "audit",
        gettext_lazy("Right to look into it"),
        lambda standing, _home: Cell(standing.obligation.audit_right or None),
    ),
    RegisterColumn("person", gettext_lazy("Looked after by"), lambda standing, _home: Cell(_person(standing))),
    RegisterColumn(
        "ends",
        gettext_lazy("Contract ends"),
        lambda standing, _home: Cell(_short(standing.contract.last_day) or None),
        stays=True,
    ),
)
"""All columns beside the obligation itself."""
USUAL = ("contract", "state", "now", "next", "checked", "proof", "money", "mass")


def chosen_columns(names: Sequence[str]) -> list[RegisterColumn]:
    """Return the columns of these names in the register's order, the usual ones where none is known."""
    found = [column for column in COLUMNS if column.name in names]
    return found or [column for column in COLUMNS if column.name in USUAL]


def register_rows(standings: Sequence[ObligationStanding], columns: Sequence[RegisterColumn], home: Home) -> list[Row]:
    """Return a row for each, with its cells."""
    return [
        Row(
            standing,
            Cell(
                standing.obligation.title,
                reverse("followed_obligation", args=[home.organisation, standing.obligation.uuid]),
                sub=requirement_name(standing),
            ),
            tuple(
                replace(column.make(standing, home), label=str(column.title), stays=column.stays) for column in columns
            ),
        )
        for standing in standings
    ]
