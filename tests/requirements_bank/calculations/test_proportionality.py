"""Which limit holds, and what goes beyond it."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from requirements_bank.calculations.proportionality import (
    LimitRow,
    Purchase,
    findings_of,
    follow_up_hours,
    limits_for,
    weight_law_on,
)
from requirements_bank.calculations.requirement import RequirementContent
from requirements_bank.calculations.requirement_reading import read_requirement
from requirements_bank.queries.limits import shipped_limits
from tests.factories.bank import said

DAY = date(2026, 6, 1)
RATES = shipped_limits().rates


def content(**changes: Any) -> RequirementContent:
    read, problems = read_requirement(said(**changes), languages=())
    assert read, problems
    return read


def number(rows: list[LimitRow], day: date = DAY, **purchase: Any) -> Decimal | None:
    return limits_for(rows, Purchase(**purchase), day).number("total")


def test_the_highest_value_that_is_reached_decides() -> None:
    rows = [LimitRow("total", "8", value_from=Decimal(2_000_000)), LimitRow("total", "4")]

    assert number(rows, value=Decimal(1_999_999)) == 4
    assert number(rows, value=Decimal(2_000_000)) == 8


def test_a_closer_category_comes_before_a_higher_value() -> None:
    rows = [
        LimitRow("total", "3", "services"),
        LimitRow("total", "2", "services.staffing"),
        LimitRow("total", "9", value_from=Decimal(100)),
    ]

    assert number(rows, value=Decimal(200), category="services.staffing") == 2
    assert number(rows, value=Decimal(200), category="services.consulting") == 3
    assert number(rows, value=Decimal(200), category="services_of_another_kind") == 9


def test_an_own_limit_comes_before_every_shipped_one_from_its_day() -> None:
    rows = [LimitRow("total", "3", "services.staffing"), LimitRow("total", "7", valid_from=DAY, is_own=True)]

    assert number(rows, category="services.staffing") == 7
    assert number(rows, date(2026, 5, 31), category="services.staffing") == 3


def test_the_newest_of_two_own_limits_decides() -> None:
    rows = [
        LimitRow("total", "7", valid_from=date(2026, 3, 1), is_own=True),
        LimitRow("total", "6", valid_from=date(2026, 1, 1), is_own=True),
    ]
    assert number(rows) == 7


@pytest.mark.parametrize(
    ("changes", "hours"),
    [
        ({}, "4"),  # a quarterly measure of a contract clause
        ({"measure": None}, "1"),
        ({"kind": "reporting_duty"}, "2.0"),
        ({"kind": "qualification"}, "0"),
        ({"evidence": ["report", "interview"]}, "6"),
    ],
)
def test_hours_follow_the_period_the_kind_and_the_visit(changes: dict[str, Any], hours: str) -> None:
    assert follow_up_hours(content(**changes), RATES) == Decimal(hours)


def test_what_goes_beyond_is_named() -> None:
    limits = limits_for(
        [LimitRow("total", "1"), LimitRow("highest_level", "basic"), LimitRow("follow_up_hours", "7")], Purchase(), DAY
    )
    early = {"maturity": "early", "note": {"nb": "Få"}}
    contents = [content(code="A-1"), content(code="A-2", level="advanced", market=early)]

    assert [(found.code, dict(found.values)) for found in findings_of(contents, limits, RATES)] == [
        ("too_many", {"name": "total", "number": 2, "most": Decimal(1)}),
        ("level_too_high", {"code": "A-2", "level": "advanced"}),
        ("market_not_ready", {"code": "A-2"}),
        ("much_follow_up", {"hours": Decimal(8), "most": Decimal(7)}),
    ]


def test_within_the_limits_there_is_nothing_to_say() -> None:
    limits = limits_for(shipped_limits().rows, Purchase(value=Decimal(3_000_000)), DAY)
    assert findings_of([content()], limits, RATES) == []


def test_the_law_of_the_day_and_country_holds() -> None:
    laws = shipped_limits().laws

    assert [weight_law_on(laws, "NO", day).law for day in (date(2026, 6, 30), date(2026, 7, 1))] == [  # type: ignore[union-attr]
        "Anskaffelsesforskriften § 7-9",
        "Anskaffelsesloven §§ 5b–5c",
    ]
    assert weight_law_on(laws, "SE", DAY) is None


def test_shipped_limits_rise_with_the_value() -> None:
    for category in ("", "construction.buildings", "food.mixed", "services.consulting"):
        totals = [
            number(list(shipped_limits().rows), category=category, value=Decimal(value))
            for value in (0, 500_000, 2_000_000, 10_000_000, 50_000_000)
        ]
        assert all(totals), category
        assert totals == sorted(totals, key=lambda total: total or 0), category


def test_every_shipped_limit_is_there_from_zero_on() -> None:
    limits = limits_for(shipped_limits().rows, Purchase(), date(2026, 1, 1))
    assert set(limits.rows) == {row.name for row in shipped_limits().rows}
