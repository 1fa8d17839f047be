"""What a procurement takes over from a notice, and what it cannot, each thing with its reason.

Nothing is guessed: what a procurement cannot hold as the notice says it is left missing and told. Personal numbers in
texts are hidden. Sentences: procurement/reports/filling_sentences.py.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from decimal import ROUND_HALF_UP, Decimal
from typing import Final

from foundation.personal_numbers import without_personal_numbers
from foundation.problems import Problem
from procurement.calculations.notice import Notice
from procurement.calculations.notice_days import Days, notice_days_of
from procurement.calculations.notice_left_out import left_out
from procurement.calculations.notice_lots import LotKind, NoticeLot, Project
from procurement.calculations.notice_problems import WHOLE, noticed, warned
from procurement.calculations.notice_values import Money, said_in

_CENT: Final = Decimal("0.01")
_LONGEST_SHOWN: Final = 200
_FRAMEWORKS: Final = frozenset({"fa-mix", "fa-w-rc", "fa-wo-rc"})


@dataclass(frozen=True, slots=True)
class Bounds:
    """What a procurement can hold: its currency, the codes that are known, and how long, large and many."""

    currency: str
    cpv: frozenset[str]
    procedures: frozenset[str]
    longest_title: int = 300
    longest_description: int = 5000
    most_cpv: int = 50
    largest_value: Decimal = Decimal(10) ** 14
    longest_months: int = 600
    most_lots: int = 200


@dataclass(frozen=True, slots=True)
class FilledLot:
    """A lot as it is taken over; the value without VAT in the currency of the procurement."""

    title: str
    description: str = ""
    cpv: tuple[str, ...] = ()
    value: Decimal | None = None


@dataclass(frozen=True, slots=True)
class NoticeFilling:
    """A procurement as it is taken over; what the notice does not say is empty or None."""

    title: str
    description: str = ""
    cpv: tuple[str, ...] = ()
    value: Decimal | None = None
    procedure: str = ""
    is_framework: bool = False
    days: Days = field(default_factory=Days)
    lots: tuple[FilledLot, ...] = ()
    problems: tuple[Problem, ...] = ()


def filling_of(notice: Notice, bounds: Bounds) -> NoticeFilling:
    """Return what is taken over; a notice with one lot makes a procurement without lots."""
    told: list[Problem] = []
    lots = [lot for lot in notice.lots if lot.kind is LotKind.LOT]
    single = lots[0].project if len(lots) == 1 else Project()
    filled = NoticeFilling(
        title=_title(notice, bounds, told),
        description=_described(
            WHOLE,
            said_in(notice.project.descriptions, notice.language) or said_in(single.descriptions, notice.language),
            bounds,
            told,
        ),
        cpv=_known(WHOLE, (*notice.project.cpv, *single.cpv), bounds, told) or _of_lots(lots, bounds, told),
        value=_value(WHOLE, notice.project.estimated_value or single.estimated_value, bounds, told),
        procedure=_procedure(notice, bounds, told),
        is_framework=_is_framework(lots, told),
        days=notice_days_of(notice, lots, bounds.longest_months, told),
        lots=tuple(_lots(notice, lots, bounds, told)) if len(lots) > 1 else (),
    )
    everything = (*told, *left_out(notice))
    return replace(filled, problems=tuple(_without_numbers(each) for each in everything))


def _title(notice: Notice, bounds: Bounds, told: list[Problem]) -> str:
    of_lots = (said_in(lot.project.titles, notice.language) for lot in notice.lots)
    title = " ".join(notice.title.split())
    if not title:
        title = next((each.strip() for each in of_lots if each.strip()), "") or notice.notice_id or "–"
        told.append(warned("title_is_missing", WHOLE, "BT-21", title=title))
    return _short(WHOLE, title, bounds, told)


def _short(place: str, title: str, bounds: Bounds, told: list[Problem]) -> str:
    title = _shown(title)
    if len(title) > bounds.longest_title:
        told.append(warned("title_is_shortened", place, "BT-21", most=bounds.longest_title))
    return title[: bounds.longest_title]


def _described(place: str, text: str, bounds: Bounds, told: list[Problem]) -> str:
    text = _shown(text)
    if len(text) > bounds.longest_description:
        told.append(warned("description_is_shortened", place, "BT-24", most=bounds.longest_description))
    return text[: bounds.longest_description]


def _known(place: str, codes: Iterable[str], bounds: Bounds, told: list[Problem]) -> tuple[str, ...]:
    codes = tuple(dict.fromkeys(codes))
    told.extend(
        warned("cpv_is_not_known", place, "BT-262", code=code[:_LONGEST_SHOWN])
        for code in codes
        if code not in bounds.cpv
    )
    return _first(place, [code for code in codes if code in bounds.cpv], bounds, told)


def _of_lots(lots: Iterable[NoticeLot], bounds: Bounds, told: list[Problem]) -> tuple[str, ...]:
    """Return the CPV codes of the lots, where the notice gives none for the whole."""
    codes = dict.fromkeys(code for lot in lots for code in lot.project.cpv if code in bounds.cpv)
    return _first(WHOLE, list(codes), bounds, told)


def _first(place: str, codes: list[str], bounds: Bounds, told: list[Problem]) -> tuple[str, ...]:
    if len(codes) > bounds.most_cpv:
        told.append(warned("cpv_are_too_many", place, "BT-262", total=len(codes), most=bounds.most_cpv))
    return tuple(codes[: bounds.most_cpv])


def _value(place: str, money: Money | None, bounds: Bounds, told: list[Problem]) -> Decimal | None:
    """Return the amount to the hundredth, None where it is in another currency, in none, or no amount of a contract."""
    if money is None:
        if place == WHOLE:
            told.append(noticed("value_is_missing", place, "BT-27"))
        return None
    values = {"amount": money.amount, "currency": money.currency or "", "expected": bounds.currency}
    if money.currency != bounds.currency:
        code = "value_in_another_currency" if money.currency else "value_without_currency"
        told.append(warned(code, place, "BT-27", **values))
        return None
    if not 0 <= money.amount < bounds.largest_value:
        told.append(warned("value_does_not_fit", place, "BT-27", **values))
        return None
    rounded = money.amount.quantize(_CENT, rounding=ROUND_HALF_UP)
    if rounded != money.amount:
        told.append(noticed("value_is_rounded", place, "BT-27", **values, taken=rounded))
    return rounded


def _procedure(notice: Notice, bounds: Bounds, told: list[Problem]) -> str:
    if notice.procedure is None:
        told.append(warned("procedure_is_missing", WHOLE, "BT-105"))
        return ""
    if notice.procedure not in bounds.procedures:
        told.append(warned("procedure_is_not_known", WHOLE, "BT-105", code=notice.procedure[:_LONGEST_SHOWN]))
        return ""
    return notice.procedure


def _is_framework(lots: Iterable[NoticeLot], told: list[Problem]) -> bool:
    said = {lot.framework in _FRAMEWORKS for lot in lots if lot.framework}
    if len(said) > 1:
        told.append(warned("agreements_differ", WHOLE, "BT-765"))
    return True in said


def _lots(notice: Notice, lots: list[NoticeLot], bounds: Bounds, told: list[Problem]) -> Iterator[FilledLot]:
    if len(lots) > bounds.most_lots:
        told.append(warned("lots_are_too_many", WHOLE, "BT-137", total=len(lots), most=bounds.most_lots))
    for lot in lots[: bounds.most_lots]:
        place = f"lot {lot.key}"
        title = " ".join(said_in(lot.project.titles, notice.language).split())
        if not title:
            told.append(warned("title_is_missing", place, "BT-21", title=lot.key or "–"))
        yield FilledLot(
            title=_short(place, title or lot.key or "–", bounds, told),
            description=_described(place, said_in(lot.project.descriptions, notice.language), bounds, told),
            cpv=_known(place, lot.project.cpv, bounds, told),
            value=_value(place, lot.project.estimated_value, bounds, told),
        )


def _shown(text: str) -> str:
    return without_personal_numbers(text.strip()) or ""


def _without_numbers(problem: Problem) -> Problem:
    """Return the problem with no personal number in what it quotes."""
    values: Mapping[str, object] = {
        name: (without_personal_numbers(value) or "")[:_LONGEST_SHOWN] if isinstance(value, str) else value
        for name, value in problem.values.items()
    }
    return replace(problem, values=values)
