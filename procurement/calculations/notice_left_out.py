"""What a notice says and a procurement does not take over, told so that nobody thinks it is there."""

from collections.abc import Iterable, Iterator
from typing import Final

from foundation.problems import Problem
from procurement.calculations.notice import Notice
from procurement.calculations.notice_lots import DeadlineKind, LotKind, NoticeLot, Project
from procurement.calculations.notice_problems import WHOLE, noticed
from procurement.calculations.notice_values import said_in

MOST_NAMED = 5
_NATURE: Final = "contract-nature"
_NONE: Final = "none"


def left_out(notice: Notice) -> Iterator[Problem]:
    """Yield one problem for each kind of thing that stays in the notice."""
    yield from _of_lots(notice)
    yield from _criteria(notice)
    yield from _aims(notice)
    yield from _terms(notice)
    if notice.results.lot_results:
        yield noticed("results_stay", WHOLE, "BT-142", count=len(notice.results.lot_results))
    if notice.changes_notice:
        yield noticed("notice_is_a_change", WHOLE, "BT-758", notice=notice.changes_notice)


def _of_lots(notice: Notice) -> Iterator[Problem]:
    for kind, code in ((LotKind.PART, "parts_stay"), (LotKind.GROUP, "groups_stay")):
        keys = [lot.key for lot in notice.lots if lot.kind is kind]
        if keys:
            yield noticed(code, WHOLE, "BT-137", lots=_named(keys), count=len(keys))


def _criteria(notice: Notice) -> Iterator[Problem]:
    for lot in notice.lots:
        if lot.criteria:
            names = [
                said_in(each.names, notice.language)
                or said_in(each.descriptions, notice.language)
                or each.type_code
                or "–"
                for each in lot.criteria
            ]
            yield noticed("criteria_stay", _place(lot), "BT-539", names=_named(names), count=len(names))


def _aims(notice: Notice) -> Iterator[Problem]:
    codes = dict.fromkeys(code for project in notice.projects for code in _strategic(project))
    if codes:
        yield noticed("aims_stay", WHOLE, "BT-06", codes=_named(codes))
    if any(lot.clean_vehicles for lot in notice.lots):
        yield noticed("clean_vehicles_stay", WHOLE, "BT-717")


def _strategic(project: Project) -> Iterator[str]:
    yield from (each.code for each in project.codes if each.code_list != _NATURE and each.code != _NONE)


def _terms(notice: Notice) -> Iterator[Problem]:
    conditions = [_place(lot) for lot in notice.lots if lot.conditions]
    if conditions:
        yield noticed("conditions_stay", WHOLE, "BT-70", lots=_named(conditions))
    if any(lot.framework_maximum or lot.project.framework_maximum for lot in notice.lots):
        yield noticed("framework_maximum_stays", WHOLE, "BT-271")
    if any(lot.purchasing_system not in (None, _NONE) for lot in notice.lots):
        yield noticed("purchasing_system_stays", WHOLE, "BT-766")
    if any(project.places for project in notice.projects):
        yield noticed("places_stay", WHOLE, "BT-728")
    yield from _deadlines(notice.lots)


def _deadlines(lots: Iterable[NoticeLot]) -> Iterator[Problem]:
    deadlines = [each for lot in lots for each in lot.deadlines]
    others = sorted({each.day for each in deadlines if each.kind is not DeadlineKind.TENDERS})
    if others:
        yield noticed("other_deadlines_stay", WHOLE, "BT-13", days=_named(str(day) for day in others))
    times = sorted({str(each.at) for each in deadlines if each.kind is DeadlineKind.TENDERS and each.at})
    if times:
        yield noticed("time_of_day_stays", WHOLE, "BT-131", times=_named(times))


def _place(lot: NoticeLot) -> str:
    return f"lot {lot.key}"


def _named(names: Iterable[str]) -> str:
    """Return the first names with commas between them, and three dots for the rest."""
    names = list(names)
    return ", ".join(names[:MOST_NAMED]) + (" …" if len(names) > MOST_NAMED else "")
