"""A sheet with bids, whatever stands in it: every row is a bid or has a problem, and nothing breaks."""

from datetime import date
from decimal import Decimal
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from procurement.calculations.answer_points import AskedMeasure
from procurement.calculations.bid_answers import AnswerKind, AskedAnswer
from procurement.calculations.evaluation_choice import EvaluationChoice
from procurement.forms.bid_sheet import bids_in_sheet
from procurement.importers.bid_rows import SheetRows
from procurement.models import AskedRequirement, StaircaseStep
from procurement.queries.asked import AskedLine
from procurement.queries.bid_lines import BidLine, BidPart
from procurement.reports.bid_sheet import bid_columns
from requirements_bank.calculations.requirement import Direction, MeasureType

SHARE = AskedMeasure(MeasureType.PERCENT, Direction.AT_LEAST, Decimal(40))
ANSWERS = (
    AskedAnswer(AnswerKind.PERCENT, "%", Decimal(0), Decimal(100), SHARE),
    AskedAnswer(AnswerKind.NUMBER, "g/km", Decimal(0)),
    AskedAnswer(AnswerKind.YES_NO, measure=AskedMeasure(MeasureType.YES_NO)),
    AskedAnswer(AnswerKind.DATE),
    AskedAnswer(AnswerKind.CHOICE, options={"biogas": {"nb": "Biogass"}}),
    AskedAnswer(AnswerKind.WORDS),
)
cells = st.one_of(
    st.text(max_size=12),
    st.sampled_from(["", "1", "0.5", "70", "1e400", "NaN", "-1", "ja", "2027-01-01", "99999999999999999999", "%"]),
)


def part() -> BidPart:
    lines = [
        BidLine(
            AskedLine(AskedRequirement(pk=place, uuid=UUID(int=place), code=f"A-{place}", title=kind.kind), None), kind
        )
        for place, kind in enumerate(ANSWERS, start=1)
    ]
    steps = (StaircaseStep(position=1, threshold=Decimal(40), months=0),)
    rising = BidLine(AskedLine(AskedRequirement(pk=9, uuid=UUID(int=9), code="R-1"), None), ANSWERS[0], steps)
    return BidPart(None, (*lines, rising))


PART = part()
WIDTH = len(bid_columns(PART, "NOK"))


@pytest.mark.usefixtures("in_english")
@settings(deadline=None, max_examples=50)  # forms are slow beside calculations
@given(st.lists(st.lists(cells, min_size=WIDTH, max_size=WIDTH), min_size=1, max_size=4))
def test_every_row_is_a_bid_or_has_a_problem(rows: list[list[str]]) -> None:
    titles = tuple(column.title for column in bid_columns(PART, "NOK"))
    sheet = SheetRows(titles, tuple((number, tuple(row)) for number, row in enumerate(rows, start=2)))
    found = bids_in_sheet(PART, EvaluationChoice(), sheet, currency="NOK", known=["Nordbuss"])

    sound, wrong = {number for number, _said in found.bids}, {each.row for each in found.problems}
    assert sound | wrong == set(range(2, len(rows) + 2))
    assert all(each.sentence and each.row for each in found.problems)
    assert all(said.price > 0 for _number, said in found.bids)


@pytest.mark.usefixtures("in_english")
def test_a_cell_with_more_decimals_than_are_kept_is_named() -> None:
    columns = bid_columns(PART, "NOK")
    row = {"supplier_name": "Nordbuss", "price": "5", columns[-1].name: "", "tonnes": "1.2345"}
    share = next(column for column in columns if column.name.startswith("answer_"))
    row[share.name] = "33.333333333333336"
    cells_of = tuple(row.get(column.name, "") for column in columns)
    sheet = SheetRows(tuple(column.title for column in columns), ((2, cells_of),))
    found = bids_in_sheet(PART, EvaluationChoice(), sheet, currency="NOK", known=[])

    assert {each.sentence for each in found.problems} == {"Write at most 3 decimals.", "Write at most 4 decimals."}
    assert share.title in {each.column for each in found.problems}


@pytest.mark.usefixtures("in_english")
def test_a_row_becomes_what_would_have_been_typed() -> None:
    row = [
        "Nordbuss",
        "",
        "",
        "1 200 000",
        "420.5",
        "3",
        "2027-01-14",
        "70",
        "90 g/km",
        "Yes",
        "2027-01-31",
        "biogas",
        "Gladly.",
        "55",
        "",
    ]
    titles = tuple(column.title for column in bid_columns(PART, "NOK"))
    found = bids_in_sheet(PART, EvaluationChoice(), SheetRows(titles, ((2, tuple(row)),)), currency="NOK", known=())
    ((_number, said),) = found.bids
    assert (said.price, said.tonnes, said.ladder_level) == (Decimal(1_200_000), Decimal("420.5"), 3)
    assert said.received_at is not None
    assert said.received_at.date() == date(2027, 1, 14)
    texts = [answer.text for answer in said.answers.values() if answer.text]
    assert texts == ["70", "90", "yes", "2027-01-31", "biogas", "Gladly."]
    assert [(step.threshold, step.months) for step in said.steps.values()] == [(Decimal(55), 0)]
