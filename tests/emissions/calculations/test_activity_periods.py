"""Periods as statistics write them become days."""

from datetime import date

import pytest

from emissions.calculations.activity_periods import Period, period_called, period_of_days


@pytest.mark.parametrize(
    ("text", "kind", "label", "first", "last"),
    [
        ("2022", "year", "2022", date(2022, 1, 1), date(2022, 12, 31)),
        ("2024-2", "month", "2024-02", date(2024, 2, 1), date(2024, 2, 29)),
        ("2022Q3", "quarter", "2022 Q3", date(2022, 7, 1), date(2022, 9, 30)),
        ("kv4 2022", "quarter", "2022 Q4", date(2022, 10, 1), date(2022, 12, 31)),
        ("autumn 2021", "season", "autumn 2021", date(2021, 7, 1), date(2021, 12, 31)),
        ("Høst  2021", "season", "Høst 2021", date(2021, 7, 1), date(2021, 12, 31)),
        ("vår 2022", "season", "vår 2022", date(2022, 1, 1), date(2022, 6, 30)),
        ("2022 höst", "season", "2022 höst", date(2022, 7, 1), date(2022, 12, 31)),
    ],
)
def test_what_statistics_write(text: str, kind: str, label: str, first: date, last: date) -> None:
    assert period_called(text, kind) == Period(first, last, label)


@pytest.mark.parametrize(
    ("text", "kind"),
    [("", "year"), ("22", "year"), ("2022-13", "month"), ("2022-00", "month"), ("Q5 2022", "quarter"),
     ("winter 2022", "season"), ("2022", "season"), ("0001", "year"), ("x" * 500, "month")],
)  # fmt: skip
def test_what_is_none(text: str, kind: str) -> None:
    assert period_called(text, kind) is None


def test_a_period_of_days_has_a_name_and_an_order() -> None:
    first, last = date(2021, 8, 1), date(2021, 12, 20)

    assert period_of_days(" Term ", first, last) == Period(first, last, "Term")
    assert period_of_days("", first, last) is None
    assert period_of_days("Term", last, first) is None
    assert period_of_days("Term", date(1, 1, 1), last) is None
