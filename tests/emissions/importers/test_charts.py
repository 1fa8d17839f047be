"""A chart of accounts is believed when it is declared or shows in the names, never by digits alone."""

import pytest

from emissions.importers.charts import chart_by_buyer, chart_by_names, declared_chart

MUNICIPAL = [("5010", "Löner arbetad tid"), ("5600", "Arbetsgivaravgifter"), ("5700", "Pensionskostnader")]
COMPANY = [("7210", "Löner till tjänstemän"), ("7510", "Arbetsgivaravgifter"), ("7410", "Pensionsförsäkringspremier")]


@pytest.mark.parametrize(
    ("kptyp", "chart"),
    [
        ("EUBAS97", "bas"),
        ("BAS2010", "bas"),
        ("BAS97", "bas"),
        ("NE2007", "bas"),
        ("BAS", "bas"),
        ("Kommun-Bas 13", "kommun_bas"),
        ("KOMMUNBAS", "kommun_bas"),
        ("KBAS", "kommun_bas"),
        ("BAS96", None),
        ("BAS95", None),
        ("L-Bas", None),
        ("", None),
        (None, None),
    ],
)
def test_declared_chart(kptyp: str | None, chart: str | None) -> None:
    assert declared_chart(kptyp) == chart


def test_names_tell_municipal_from_company_charts() -> None:
    assert chart_by_names(MUNICIPAL) == "kommun_bas"
    assert chart_by_names(COMPANY) == "bas"


def test_digits_without_names_tell_nothing() -> None:
    assert chart_by_names([(account, None) for account, _ in MUNICIPAL + COMPANY]) is None
    assert chart_by_names([("5010", "Diverse"), ("5600", "Övrigt"), ("5700", "Annat")]) is None


def test_too_few_or_contradicting_names_tell_nothing() -> None:
    assert chart_by_names(MUNICIPAL[:2]) is None
    assert chart_by_names(MUNICIPAL + COMPANY) is None


@pytest.mark.parametrize(
    ("number", "chart"),
    [
        ("212000-1967", "kommun_bas"),
        ("2120001967", "kommun_bas"),
        ("556012-5790", "bas"),
        ("232100-0131", None),
        (None, None),
    ],
)
def test_chart_by_buyer(number: str | None, chart: str | None) -> None:
    assert chart_by_buyer(number) == chart
