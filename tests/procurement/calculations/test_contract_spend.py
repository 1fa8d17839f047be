"""Through which contract money was spent, rule by rule."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from procurement.calculations.contract_spend import ContractSpend, ContractTerms, Found, SpendCell, Why, contract_spend

FIRST, LAST = date(2024, 1, 1), date(2024, 12, 31)


def terms(key: int, number: str = "", digits: str = "1", first: date = FIRST, last: date = LAST) -> ContractTerms:
    return ContractTerms(key, number, frozenset({digits} - {""}), first, last)


def cell(agreement: str = "", digits: str = "1", amount: str = "100", *, whole_year: bool = False) -> SpendCell:
    first, last = (FIRST, LAST) if whole_year else (date(2024, 3, 1), date(2024, 3, 31))
    return SpendCell(digits, agreement, first, last, "NOK", Decimal(amount))


def spent(cells: list[SpendCell], *contracts: ContractTerms) -> list[ContractSpend]:
    found = contract_spend(cells, contracts, FIRST, LAST)
    return [found[each.key] for each in contracts]


def test_a_number_wins_even_for_another_supplier_and_month() -> None:
    over = terms(1, "a1", first=date(2023, 1, 1), last=date(2023, 12, 31))
    first, second = spent([cell("a1", digits="2")], over, terms(2, digits="2"))
    assert (first.found, first.amounts) == (Found.BY_AGREEMENT, {"NOK": Decimal(100)})
    assert (second.found, second.why) == (Found.NOT_KNOWN, Why.NO_MONEY)


def test_a_number_of_two_contracts_is_nobodys() -> None:
    assert [each.why for each in spent([cell("a1")], terms(1, "a1"), terms(2, "a1"))] == [Why.SHARED_NUMBER] * 2


def test_an_unknown_number_goes_to_a_contract_without_one_alone() -> None:
    assert [each.why for each in spent([cell("x9")], terms(1, "a1"))] == [Why.NO_MONEY]
    assert [each.found for each in spent([cell("x9")], terms(1))] == [Found.BY_SUPPLIER]


def test_a_supplier_of_several_contracts_is_shared() -> None:
    for each in spent([cell()], terms(1), terms(2), terms(3)):
        assert (each.found, each.why, each.shared_by, each.amounts) == (Found.NOT_KNOWN, Why.SHARED, 3, {})


def test_one_contract_after_the_other_does_not_share() -> None:
    before, after = terms(1, last=date(2024, 2, 29)), terms(2, first=date(2024, 3, 1))
    assert [each.found for each in spent([cell()], before, after)] == [Found.NOT_KNOWN, Found.BY_SUPPLIER]


def test_accounts_of_a_year_need_a_contract_of_the_whole_year() -> None:
    part = terms(1, first=date(2024, 2, 1))
    assert [each.why for each in spent([cell(whole_year=True)], part)] == [Why.YEAR_ONLY]
    assert [each.found for each in spent([cell(whole_year=True)], terms(1))] == [Found.BY_SUPPLIER]


def test_a_call_off_leaves_its_suppliers_money_to_the_framework() -> None:
    called = ContractTerms(2, "", frozenset({"1"}), FIRST, LAST, of_framework=True)
    framework, off = spent([cell()], terms(1), called)
    assert (framework.found, off.why) == (Found.BY_SUPPLIER, Why.OF_FRAMEWORK)


def test_why_nothing_is_found() -> None:
    assert [each.why for each in spent([], terms(1, digits=""))] == [Why.NOTHING_TO_FIND_BY]
    assert [each.why for each in spent([], terms(1, first=date(2025, 1, 1), last=LAST.replace(year=2025)))] == [
        Why.NOT_RUNNING
    ]


SAID = st.tuples(st.sampled_from(["", "a1", "x9"]), st.sampled_from(["", "1", "2"]), st.integers(-500, 500))


@given(st.lists(SAID, max_size=9))
def test_no_krona_is_given_twice_and_doubled_money_is_doubled(said: list[tuple[str, str, int]]) -> None:
    cells = [cell(agreement, digits, str(amount)) for agreement, digits, amount in said]
    contracts = (terms(1, "a1"), terms(2), terms(3, digits="2"))
    once, twice = spent(cells, *contracts), spent(cells * 2, *contracts)
    for one, two in zip(once, twice, strict=True):
        assert two.amounts.get("NOK", Decimal(0)) == 2 * one.amounts.get("NOK", Decimal(0))
    positive = [each for each in cells if each.amount > 0]
    given_in_all = sum((each.amounts.get("NOK", Decimal(0)) for each in spent(positive, *contracts)), Decimal(0))
    assert given_in_all <= sum((each.amount for each in positive), Decimal(0))


def others(key: int, number: str = "", digits: str = "1") -> ContractTerms:
    return replace(terms(key, number, digits), is_own=False)


def test_what_another_one_registered_takes_nothing_from_an_own_contract() -> None:
    own = terms(1, "a1")
    for money, theirs in ((cell(), others(2)), (cell("a1"), others(2, "a1")), (cell("a1"), others(2, "a1", "2"))):
        alone, (mine, other) = spent([money], own), spent([money], own, theirs)
        assert [mine] == alone
        assert mine.amounts == {"NOK": Decimal(100)}
        assert (other.found, other.why, other.shared_by) == (Found.NOT_KNOWN, Why.OWN_FIRST, 0)


def test_a_number_of_another_ones_contract_takes_no_line_of_an_own_supplier() -> None:
    mine, theirs = spent([cell("x9")], terms(1), others(2, "x9"))
    assert (mine.amounts, theirs.amounts, theirs.why) == ({"NOK": Decimal(100)}, {}, Why.OWN_FIRST)


def test_what_others_keep_counts_where_no_own_contract_has_the_supplier() -> None:
    _mine, theirs = spent([cell(digits="2")], terms(1), others(2, digits="2"))
    assert (theirs.found, theirs.amounts, theirs.why) == (Found.BY_SUPPLIER, {"NOK": Decimal(100)}, None)
    assert [each.why for each in spent([cell()], others(1), others(2))] == [Why.SHARED] * 2


TERMS = st.builds(
    terms, st.integers(1, 99), st.sampled_from(["", "a1", "b2"]), st.sampled_from(["", "1", "2"]), st.just(FIRST)
)
CELLS = st.builds(
    cell, st.sampled_from(["", "a1", "b2", "x9"]), st.sampled_from(["", "1", "2"]), whole_year=st.booleans()
)


@given(
    st.lists(CELLS, max_size=6),
    st.lists(TERMS, max_size=4, unique_by=lambda each: each.key),
    st.lists(TERMS, max_size=4, unique_by=lambda each: each.key),
)
def test_own_figures_are_the_same_whatever_others_register(
    cells: list[SpendCell], own: list[ContractTerms], theirs: list[ContractTerms]
) -> None:
    foreign = [replace(each, key=each.key + 100, is_own=False) for each in theirs]
    assert spent(cells, *own, *foreign)[: len(own)] == spent(cells, *own)
