"""A transaction counts in its accounting period, whatever the date of its document."""

from datetime import date
from pathlib import Path

import pytest

from tests.emissions.importers.ledgers import SAMPLES, codes_of, lines_of, summary_of, written

HEAD = (
    '<AuditFile xmlns="urn:StandardAuditFile-Taxation-Financial:NO"><Header><SelectionCriteria><SelectionStartDate>'
    "2024-01-01</SelectionStartDate><SelectionEndDate>2024-12-31</SelectionEndDate></SelectionCriteria></Header>"
    "<GeneralLedgerEntries><Journal>"
)
END = "</Journal></GeneralLedgerEntries></AuditFile>"
LINE = "<Line><RecordID>1</RecordID><AccountID>11150</AccountID><DebitAmount><Amount>1</Amount></DebitAmount></Line>"


def booked(folder: Path, *said: tuple[str, str, str]) -> Path:
    """A file with a transaction for each period, its year and the date of the document."""
    parts = [
        f"<Transaction><TransactionID>{number}</TransactionID><Period>{period}</Period><PeriodYear>{year}</PeriodYear>"
        f"<TransactionDate>{day}</TransactionDate>{LINE}</Transaction>"
        for number, (period, year, day) in enumerate(said, start=1)
    ]
    return written(folder, HEAD + "".join(parts) + END)


def days(path: Path) -> list[date]:
    return lines_of(path)["posted_on"].to_list()


@pytest.mark.parametrize(
    ("period", "year", "dated", "counts"),
    [
        ("12", "2024", "2025-01-03", date(2024, 12, 31)),
        ("1", "2024", "2023-12-28", date(2024, 1, 1)),
        ("2", "2024", "2024-05-05", date(2024, 2, 29)),
        ("13", "2024", "2025-02-01", date(2024, 12, 31)),
        ("0", "2024", "2024-01-01", date(2024, 1, 1)),
        ("03", "2024", "2024-03-07", date(2024, 3, 7)),
        ("", "2024", "2025-01-03", date(2025, 1, 3)),
        ("12", "24", "2025-01-03", date(2025, 1, 3)),
    ],
)
def test_the_period_decides(tmp_path: Path, period: str, year: str, dated: str, counts: date) -> None:
    usual = [("1", "2024", "2024-01-02"), ("2", "2024", "2024-02-02"), ("3", "2024", "2024-03-03")]

    assert days(booked(tmp_path, *usual, (period, year, dated)))[-1] == counts


def test_what_was_booked_in_another_month_than_it_is_dated_is_counted(tmp_path: Path) -> None:
    codes = codes_of(summary_of(booked(tmp_path, ("12", "2024", "2025-01-03"), ("12", "2024", "2024-12-05"))))

    assert "notice dates_follow_their_period file" in codes
    assert not [code for code in codes if "dates_are_outside_period" in code]


def test_dates_stand_where_the_financial_year_begins_in_another_month(tmp_path: Path) -> None:
    path = booked(tmp_path, ("1", "2024", "2024-04-05"), ("2", "2024", "2024-05-05"), ("12", "2024", "2025-03-31"))

    assert days(path) == [date(2024, 4, 5), date(2024, 5, 5), date(2025, 3, 31)]


def test_a_sample_with_a_late_december_is_of_its_year() -> None:
    path = SAMPLES / "vik_saft_late.xml"

    assert set(lines_of(path)["posted_on"].dt.year()) == {2024}
    assert "notice dates_follow_their_period file" in codes_of(summary_of(path))
