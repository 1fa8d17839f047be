"""What bids promise on a staircase: the steps that are asked for, and beside them those of each bid."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from foundation import charts
from foundation.charts import Companion, Drawing, Rising, Tread
from procurement.calculations.offered_points import RisingCriterion
from procurement.calculations.staircase import StepInForce
from procurement.models import Bid, Procurement
from procurement.queries.bid_lines import BidLine, BidPart
from procurement.queries.evaluation import steps_offered
from procurement.queries.staircases import period_of, stored_as_staircase
from procurement.reports.bid_words import figure_in_words

MOST_DRAWN = 6


@dataclass(frozen=True, slots=True)
class OfferedStaircase:
    """One staircase with what bids promise: drawn, and as a table of thresholds by step."""

    title: str
    drawing: Drawing
    table: dict[str, Any]


def offered_staircases(procurement: Procurement, part: BidPart, bids: Sequence[Bid]) -> list[OfferedStaircase]:
    """Return the staircases on which any of the bids promises something; none before the contract's days are known."""
    period = period_of(procurement)
    if period is None:
        return []
    found = []
    for line in part.lines:
        offering = [bid for bid in bids if steps_offered(bid, line)]
        if offering and line.line.staircase and line.line.content and line.line.can_rise:
            rising = RisingCriterion(stored_as_staircase(line.line.staircase, line.line.content), period)
            found.append(OfferedStaircase(line.title, _drawn(line, rising, offering), _table(line, offering)))
    return found


def _drawn(line: BidLine, rising: RisingCriterion, bids: Sequence[Bid]) -> Drawing:
    unit = line.answer.unit
    picture = Rising(
        treads=tuple(_treads(rising.asked, unit)),
        first=rising.agreed.first,
        last=rising.agreed.last,
        unit=unit,
        companions=tuple(
            Companion(bid.supplier_name, tuple(_treads(rising.offered(steps_offered(bid, line)), unit)))
            for bid in bids[:MOST_DRAWN]
        ),
    )
    names = ", ".join(bid.supplier_name for bid in bids[:MOST_DRAWN])
    return charts.rising(
        picture,
        title=_("What bids promise on %(title)s") % {"title": line.title},
        description=_("The steps that are asked for, and beside them those of %(names)s.") % {"names": names},
        language=get_language() or "en",
        broad=True,
    )


def _treads(steps: Sequence[StepInForce], unit: str) -> Iterator[Tread]:
    for step in steps:
        note = _("from %(day)s") % {"day": date_format(step.first, "SHORT_DATE_FORMAT")}
        yield Tread(step.first, step.last, step.threshold, figure_in_words(step.threshold, unit), note)


def _table(line: BidLine, bids: Sequence[Bid]) -> dict[str, Any]:
    """Return a row for what is asked and one for each bid, with a column for each step."""
    unit = line.answer.unit
    asked = [figure_in_words(step.threshold, unit) for step in line.steps]
    rows: list[list[str | None]] = [[_("Asked for"), *asked]]
    for bid in bids:
        offered = {step.position: step for step in bid.steps.all() if step.asked_id == line.line.asked.pk}
        cells = [_cell(offered.get(step.position), step.months, unit) for step in line.steps]
        rows.append([bid.supplier_name, *cells])
    titles = [_("Step %(number)s") % {"number": step.position} for step in line.steps]
    columns = [{"title": _("Bid")}, *({"title": title, "numeric": True} for title in titles)]
    return {"caption": _("Promised steps: %(title)s") % {"title": line.title}, "columns": columns, "rows": rows}


def _cell(step: Any, asked_months: int | None, unit: str) -> str | None:  # noqa: ANN401 - an offered step or nothing
    if step is None:
        return None
    promised = figure_in_words(step.threshold, unit)
    if step.months is None or step.months == asked_months:
        return promised
    sentence = ngettext(
        "%(promised)s, %(months)s month after start", "%(promised)s, %(months)s months after start", step.months
    )
    return sentence % {"promised": promised, "months": step.months}
