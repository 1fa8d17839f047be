"""The protocol of an evaluation: the bids, how they were compared, points with their reasons, sums and warnings."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from foundation import figures
from foundation.personal_numbers import without_personal_numbers
from procurement.calculations.evaluation import ModelResult
from procurement.calculations.evaluation_choice import PointsBy
from procurement.models import Bid, BidAnswer, Evaluation, Procurement
from procurement.queries.bid_lines import BidLine
from procurement.queries.bids import changes_of
from procurement.queries.evaluation import Compared
from procurement.queries.evaluation_findings import EvaluationFindings
from procurement.reports.bid_words import answer_in_words, figure_in_words, findings_of
from procurement.reports.evaluation_chosen import change_sentences, chosen_sentences, criteria_table
from procurement.reports.evaluation_page import ShownEvaluation, Table, shown_evaluation
from procurement.reports.evaluation_words import POINTS_BY
from procurement.reports.offered_staircase import offered_staircases


@dataclass(frozen=True, slots=True)
class Protocol:
    """A protocol in words and tables, ready to be laid out; tables without rows are left out."""

    title: str
    procurement: str
    answer: str
    chosen: list[str]
    reasons: str
    changes: list[str]
    shown: ShownEvaluation
    tables: list[Table]
    checks: list[str]
    made_on: str


def protocol_of(
    procurement: Procurement,
    stored: Evaluation,
    bids: Sequence[Bid],
    compared: Compared,
    findings: EvaluationFindings,
    *,
    today: date,
) -> Protocol:
    """Return the protocol of bids that the reader sees, also of those that are not compared."""
    shown = shown_evaluation(compared, findings)
    lot = compared.part.lot
    where = f"{procurement.title} – {lot.title}" if lot else procurement.title
    case = procurement.case_number
    return Protocol(
        title=_("Protocol of the evaluation"),
        procurement=" · ".join(part for part in (procurement.organisation.name, where, case) if part),
        answer=shown.answer or shown.waiting or _("Nobody is ranked by the model that decides yet."),
        chosen=list(chosen_sentences(stored, compared)),
        reasons=stored.inside.reasons,
        changes=change_sentences(changes_of(stored)),
        shown=shown,
        tables=[table for table in _tables(procurement, bids, compared, shown) if table["rows"]],
        checks=list(_checks(bids, compared)),
        made_on=date_format(today, "DATE_FORMAT"),
    )


def _tables(
    procurement: Procurement, bids: Sequence[Bid], compared: Compared, shown: ShownEvaluation
) -> Iterator[Table]:
    yield _bids(procurement, bids)
    yield criteria_table(procurement, compared)
    for line in compared.part.criteria:
        yield _points(line, compared)
    chosen = next((each for each in shown.models if each.is_chosen), None)
    if chosen:
        yield {**chosen.parts, "caption": _("How the sums come about: %(model)s") % {"model": chosen.name}}
    yield shown.side_by_side
    yield shown.weights
    yield from (each.table for each in offered_staircases(procurement, compared.part, compared.stored))
    yield from (table for table in (shown.tipping_table, shown.sensitivity_table) if table)


def _bids(procurement: Procurement, bids: Sequence[Bid]) -> Table:
    language = get_language() or "en"
    rows = [
        [
            bid.supplier_name,
            without_personal_numbers(bid.supplier_number, procurement.country) or None,
            figures.money(bid.price, procurement.currency, language),
            figure_in_words(bid.tonnes) if bid.tonnes is not None else None,
            date_format(timezone.localtime(bid.received_at), "SHORT_DATE_FORMAT") if bid.received_at else None,
            _state(bid),
        ]
        for bid in bids
    ]
    titles = (_("Supplier"), _("Organisation number"), _("Price without VAT"), _("Tonnes"), _("Received"), _("State"))
    return {"caption": _("The bids"), "columns": [{"title": title} for title in titles], "rows": rows}


def _state(bid: Bid) -> str:
    label = str(bid.get_state_display())
    return f"{label}: {bid.state_because}" if bid.state_because else label


def _points(line: BidLine, compared: Compared) -> Table:
    """Return each bid's answer to a criterion, its points and the reason for them."""
    given = _points_by_bid(line, compared.result.results.values())
    taken = {bid.code: bid.points.get(line.key) for bid in compared.bids}
    rows = []
    for bid in compared.stored:
        said = _answer(bid, line)
        points = given.get(bid.uuid.hex, taken.get(bid.uuid.hex, said.points if said else None))
        rows.append(
            [
                bid.supplier_name,
                _offered(bid, line, said),
                None if points is None else figures.plain(points, get_language() or "en", 2),
                _reason(said, line, compared),
            ]
        )
    titles = (_("Supplier"), _("What is offered"), _("Points"), _("Reason"))
    caption = f"{line.code} {line.title}"
    return {"caption": caption, "columns": [{"title": title} for title in titles], "rows": rows}


def _points_by_bid(line: BidLine, results: Iterable[ModelResult]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for result in results:
        found |= {one.bid: one.points[line.key] for one in result.ranked if line.key in one.points}
    return found


def _answer(bid: Bid, line: BidLine) -> BidAnswer | None:
    return next((answer for answer in bid.answers.all() if answer.asked_id == line.line.asked.pk), None)


def _offered(bid: Bid, line: BidLine, said: BidAnswer | None) -> str | None:
    """Return what a bid offers: its answer, the steps that it promises, and what shows it."""
    steps = [step for step in bid.steps.all() if step.asked_id == line.line.asked.pk]
    promised = ", ".join(figure_in_words(step.threshold, line.answer.unit) for step in steps)
    answer = answer_in_words(line.answer, said.text) if said else ""
    return "; ".join(part for part in (answer, promised, said.evidence if said else "") if part) or None


def _reason(said: BidAnswer | None, line: BidLine, compared: Compared) -> str | None:
    way = compared.choice.of(line.key)
    if way.by is PointsBy.PEOPLE:
        return said.reason if said and said.reason else None
    return str(POINTS_BY[way.by])


def _checks(bids: Sequence[Bid], compared: Compared) -> Iterator[str]:
    for bid in bids:
        for each in findings_of(compared.part, bid):
            if each.is_breach:
                yield f"{bid.supplier_name}: {each.code} {each.sentence}"
