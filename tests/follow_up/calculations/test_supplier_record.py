"""A supplier's record: no figure from few controls, and nothing from the future."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from follow_up.calculations.supplier_record import (
    Control,
    Deviation,
    KeptShare,
    Mending,
    NoScore,
    median,
    supplier_record,
)

TODAY = date(2027, 6, 30)
days = st.dates(date(2024, 1, 1), date(2028, 12, 31))
control_lists = st.lists(st.builds(Control, days, st.none() | st.booleans()), max_size=12)


def controls(found: str, year: int = 2026) -> list[Control]:
    """One control for each sign: + kept, - not kept, ? not decided."""
    kept = {"+": True, "-": False, "?": None}
    return [Control(date(year, 1, 1) + timedelta(days=place), kept[each]) for place, each in enumerate(found)]


@pytest.mark.parametrize(
    ("kept", "expected"),
    [
        ("", KeptShare(0, 0, None, NoScore.NEVER_CONTROLLED)),
        ("?", KeptShare(0, 0, None, NoScore.NEVER_CONTROLLED)),
        ("++", KeptShare(2, 2, None, NoScore.TOO_FEW_CONTROLS)),
        ("++?", KeptShare(2, 2, None, NoScore.TOO_FEW_CONTROLS)),
        ("++--", KeptShare(2, 4, Decimal("0.5"))),
        ("---", KeptShare(0, 3, Decimal(0))),
    ],
)
def test_no_share_comes_from_fewer_than_three_controls(kept: str, expected: KeptShare) -> None:
    assert supplier_record(controls(kept), [], TODAY).whole == expected


def test_each_year_has_its_own_share_or_reason() -> None:
    found = supplier_record([*controls("++", year=2027), *controls("+-+")], [], TODAY)

    assert [(year, share.share is None, share.reason) for year, share in found.by_year] == [
        (2026, False, None),
        (2027, True, NoScore.TOO_FEW_CONTROLS),
    ]
    assert found.whole.share == Decimal("0.8")


def test_mending_is_the_middle_of_what_is_mended_and_tells_what_is_open() -> None:
    deviations = [
        Deviation(date(2026, 1, 1), date(2026, 1, 11)),
        Deviation(date(2026, 1, 1), date(2026, 1, 31)),
        Deviation(date(2027, 6, 1), date(2027, 7, 15)),
        Deviation(date(2027, 6, 20)),
        Deviation(date(2027, 7, 1)),
    ]

    assert supplier_record(controls("++-"), deviations, TODAY).mending == Mending(Decimal(20), 2, 2, 29)


def test_mending_has_a_reason_where_it_has_no_figure() -> None:
    mended, unmended = [Deviation(TODAY, TODAY)], [Deviation(TODAY)]

    assert supplier_record(controls("+"), mended, TODAY).mending.reason is NoScore.TOO_FEW_CONTROLS
    assert supplier_record(controls("++-"), unmended, TODAY).mending == Mending(None, 0, 1, 0, NoScore.NOTHING_MENDED)


@given(control_lists, days, st.randoms())
def test_a_record_has_bounds_and_depends_on_no_order(found: list[Control], today: date, shuffle: object) -> None:
    record = supplier_record(found, [], today)
    mixed = list(found)
    shuffle.shuffle(mixed)  # type: ignore[attr-defined]

    assert supplier_record(mixed, [], today) == record
    assert (record.whole.share is None) is (record.whole.controls < 3)
    assert record.whole.share is None or 0 <= record.whole.share <= 1
    assert sum(share.controls for _year, share in record.by_year) == record.whole.controls
    assert sum(share.kept for _year, share in record.by_year) == record.whole.kept


@given(control_lists, days)
def test_what_comes_later_changes_nothing(found: list[Control], today: date) -> None:
    later = Control(today + timedelta(days=1), is_kept=False)

    assert supplier_record([*found, later], [Deviation(later.day)], today) == supplier_record(found, [], today)


@given(st.lists(st.integers(0, 900), min_size=1))
def test_half_lies_on_each_side_of_the_middle(values: list[int]) -> None:
    middle = median(values)

    assert middle is not None
    assert 2 * sum(value <= middle for value in values) >= len(values)
    assert 2 * sum(value >= middle for value in values) >= len(values)
