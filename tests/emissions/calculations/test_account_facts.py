"""What is remembered of accounts is what would be found out anew, whichever accounts came before."""

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from emissions.calculations import account_facts
from emissions.calculations.account_facts import ACCOUNT, AccountFacts
from emissions.calculations.classification import classify
from emissions.rules import shipped_defaults
from tests.emissions.calculations.posting_keys import bas, keys, kommun_bas, kostra

POSTINGS: tuple[dict[str, str], ...] = (
    kostra("11150", "Matvarer"),
    kostra("11150", "Matvarer", "202"),
    kostra("14290", "Mva"),
    kostra("02300", "Bygg", "222", commodity="45000000"),
    kommun_bas("46319", "Köp, fristående grundskola"),
    kommun_bas("11100", movement="disposal"),
    kommun_bas("64400", "Kontor", supplier_number="1"),
    bas("5410"),
    {"account": "6100"},
    {"chart": "kostra"},
    {},
)


def frame(*accounts: str | None) -> pl.DataFrame:
    rows = [{**dict.fromkeys(ACCOUNT), "account_code": account} for account in accounts]
    return pl.DataFrame(rows, schema=dict.fromkeys(ACCOUNT, pl.String))


class Lengths:
    """Says how long each account is, and keeps which ones it was asked about."""

    def __init__(self) -> None:
        self.asked: list[str | None] = []

    def __call__(self, accounts: pl.DataFrame) -> pl.DataFrame:
        self.asked += accounts["account_code"].to_list()
        return accounts.with_columns(length=pl.col("account_code").str.len_chars())


def test_each_account_is_asked_about_once() -> None:
    facts, lengths = AccountFacts(), Lengths()

    first = facts.of(frame("10", "200", "10", None), lengths)
    second = facts.of(frame(None, "200", "4000"), lengths)

    assert first.select("account_code", "length").rows() == [("10", 2), ("200", 3), (None, None)]
    assert second.select("account_code", "length").rows() == [(None, None), ("200", 3), ("4000", 4)]
    assert lengths.asked == ["10", "200", None, "4000"]


def test_what_is_too_much_to_remember_is_answered_all_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(account_facts, "MOST_REMEMBERED", 2)
    facts, lengths = AccountFacts(), Lengths()

    facts.of(frame("1", "22"), lengths)
    more = facts.of(frame("1", "22", "333"), lengths)
    again = facts.of(frame("1", "333"), lengths)

    assert (more["length"].to_list(), again["length"].to_list()) == ([1, 2, 3], [1, 3])
    assert lengths.asked == ["1", "22", "333", "1"]
    assert facts.of(frame("1", "333"), lengths).equals(again)
    assert len(lengths.asked) == 4


@given(st.lists(st.lists(st.sampled_from(POSTINGS), max_size=4), max_size=4))
def test_a_decision_does_not_hang_on_what_was_classified_before(batches: list[list[dict[str, str]]]) -> None:
    remembering = shipped_defaults()

    for batch in batches:
        asked = keys(*batch)
        assert classify(asked, [], remembering).equals(classify(asked, [], shipped_defaults()))
