import polars as pl
import pytest

from emissions.calculations.accounts import (
    AccountParts,
    account_parts,
    investment_expression,
    with_account_parts,
)


@pytest.mark.parametrize(
    ("chart", "account", "parts"),
    [
        ("kostra", "12304", ("1", "2304", "230", "4")),
        ("kostra", "02850", ("0", "2850", "285", "0")),
        ("kostra", "1170", ("1", "170", "170", "")),
        ("kostra", "170", (None, "170", "170", "")),
        ("kostra", "1.170.05", ("1", "17005", "170", "05")),
        ("kommun_bas", "45300", ("4", "45300", "45", "300")),
        ("kommun_bas", "46 319", ("4", "46319", "46", "319")),
        ("bas", "5611", ("5", "5611", "56", "11")),
    ],
)
def test_account_parts(chart: str, account: str, parts: tuple[str | None, str, str, str]) -> None:
    found = account_parts(chart, account)
    assert found is not None
    assert (found.account_class, found.code, found.group, found.local) == parts


@pytest.mark.parametrize(
    ("chart", "account"),
    [
        (None, "4010"),
        ("unknown", "4010"),
        ("kostra", "12"),
        ("kostra", "abc"),
        ("bas", ""),
        ("bas", None),
        ("bas", "40A1"),
    ],
)
def test_account_parts_of_what_cannot_be_read_are_none(chart: str | None, account: str | None) -> None:
    assert account_parts(chart, account) is None


def test_frames_are_read_like_single_accounts() -> None:
    rows = [
        (chart, account)
        for chart in ("kostra", "kommun_bas", "bas", "unknown", None)
        for account in ("12304", "170", "1 170", "12", "40A1", "", None)
    ]
    frame = with_account_parts(pl.DataFrame(rows, schema={"chart": pl.String, "account": pl.String}, orient="row"))
    nothing = AccountParts("", "", None, "", "", "")
    expected = [account_parts(chart, account) or nothing for chart, account in rows]
    assert frame["account_class"].to_list() == [parts.account_class for parts in expected]
    assert frame["account_code"].to_list() == [parts.code or None for parts in expected]


@pytest.mark.parametrize(
    ("chart", "account", "is_investment"),
    [
        ("kostra", "02300", True),
        ("kostra", "32300", True),
        ("kostra", "42300", True),
        ("kostra", "12300", False),
        ("kostra", "230", False),
        ("kostra", None, False),
        ("kommun_bas", "02300", False),
        ("bas", "1220", False),
        (None, "02300", False),
    ],
)
def test_investment_accounts_are_those_of_kostra(
    chart: str | None, account: str | None, *, is_investment: bool
) -> None:
    frame = pl.DataFrame({"account": [account]}, schema={"account": pl.String})
    assert frame.select(investment_expression(chart)).item() is is_investment
