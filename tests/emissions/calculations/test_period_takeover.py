from collections.abc import Mapping
from datetime import date

import pytest

from emissions.calculations.period_takeover import Beside, Holding, Place, Takeover, take_over

OLD, NEW, OTHER = 1, 2, 3
RUNNING, INVESTMENT = False, True


def month(number: int, year: int = 2024) -> date:
    return date(year, number, 1)


def running(lines: Mapping[int, int], year: int = 2024) -> dict[Place, int]:
    return {(month(number, year), RUNNING): count for number, count in lines.items()}


def held(
    lines: Mapping[int, int],
    import_id: int = OLD,
    granularity: str = "day",
    year: int = 2024,
    ledger: str = "general",
) -> list[Holding]:
    return [
        Holding(month(number, year), RUNNING, import_id, granularity, count, ledger) for number, count in lines.items()
    ]


def after(places: Mapping[Place, int], holdings: list[Holding], granularity: str = "day") -> Takeover:
    return take_over(places, granularity, holdings, import_id=NEW)


def months_of(places: tuple[Place, ...]) -> list[int]:
    return [place[0].month for place in places]


def test_free_months_are_taken() -> None:
    outcome = after(running({1: 5, 2: 7}), [])
    assert (months_of(outcome.taken), outcome.replaced, outcome.kept) == ([1, 2], (), ())


def test_a_corrected_month_replaces_the_old_one_and_leaves_the_others() -> None:
    outcome = after(running({2: 98}), held({1: 100, 2: 100, 3: 100}))
    assert months_of(outcome.taken) == [2]
    assert [holding.month.month for holding in outcome.replaced] == [2]


def test_a_month_that_the_correction_lacks_goes_with_its_neighbours() -> None:
    outcome = after(running({1: 100, 3: 100}), held({1: 100, 2: 100, 3: 100, 4: 100}))
    assert months_of(outcome.taken) == [1, 2, 3]
    assert [holding.month.month for holding in outcome.replaced] == [1, 2, 3]


def test_a_month_of_a_third_import_stays_although_its_neighbours_go() -> None:
    outcome = after(running({1: 100, 3: 100}), [*held({1: 100, 3: 100}), *held({2: 100}, OTHER)])
    assert months_of(outcome.taken) == [1, 3]


@pytest.mark.parametrize(("lines", "taken"), [(9, []), (10, [1])])
def test_less_than_a_tenth_of_the_lines_is_a_stray(lines: int, taken: list[int]) -> None:
    outcome = after(running({1: lines}), held({1: 100}))
    assert months_of(outcome.taken) == taken
    assert [holding.month.month for holding in outcome.kept] == ([] if taken else [1])


def test_strays_do_not_widen_the_period() -> None:
    outcome = after(running({1: 2, 3: 400}), held({1: 500, 2: 500, 3: 500}))
    assert months_of(outcome.taken) == [3]


def test_everything_is_taken_where_somebody_says_so() -> None:
    outcome = take_over(running({1: 1}), "day", held({1: 500}), import_id=NEW, everything=True)
    assert (months_of(outcome.taken), outcome.kept) == ([1], ())


def test_running_and_investment_accounts_are_replaced_apart() -> None:
    drift = Holding(month(1), RUNNING, OLD, "year", 700)
    investment = Holding(month(1), INVESTMENT, OTHER, "year", 60)
    outcome = after({(month(1), INVESTMENT): 58}, [drift, investment], "year")
    assert (outcome.taken, outcome.replaced) == (((month(1), INVESTMENT),), (investment,))


def test_a_table_of_the_year_replaces_every_month_however_many_lines() -> None:
    outcome = after(running({1: 800}), held({1: 9_000, 7: 9_000, 12: 9_000}), "year")
    assert [holding.month.month for holding in outcome.replaced] == [1, 7, 12]
    assert outcome.kept == ()


def test_months_replace_the_table_of_their_year_and_of_no_other() -> None:
    tables = [*held({1: 800}, granularity="year"), *held({1: 800}, OTHER, "year", 2023)]
    outcome = after(running({2: 9_000}), tables)
    assert [holding.month.year for holding in outcome.replaced] == [2024]


def test_a_few_lines_dated_in_another_year_leave_its_table_alone() -> None:
    places = running({12: 9_000}, 2023) | running({1: 3}, 2024)
    outcome = after(places, held({1: 800}, granularity="year"))
    assert outcome.taken == ((month(12, 2023), RUNNING),)
    assert [holding.month.year for holding in outcome.kept] == [2024]


def test_what_it_holds_already_is_taken_and_replaces_nothing() -> None:
    outcome = take_over(running({1: 100}), "day", held({1: 100}, NEW), import_id=NEW)
    assert (months_of(outcome.taken), outcome.replaced) == ([1], ())


def test_a_table_of_the_year_strays_into_another_one() -> None:
    outcome = after(running({1: 10}), held({1: 500}, granularity="year"), "year")
    assert (outcome.taken, [holding.lines for holding in outcome.kept]) == ((), [500])


SUPPLIERS = held(dict.fromkeys(range(1, 13), 400), ledger="supplier")


@pytest.mark.parametrize(("lines", "taken"), [(479, []), (480, [12])])
def test_a_few_lines_of_a_general_ledger_leave_the_supplier_ledger_of_the_year_alone(
    lines: int, taken: list[int]
) -> None:
    outcome = after(running({12: lines}), SUPPLIERS)
    assert months_of(outcome.taken) == taken
    assert outcome.kept == (() if taken else tuple(SUPPLIERS))
    assert outcome.beside == ((Beside(2024, lines, 4800, counts=True),) if taken else ())


def test_a_general_ledger_takes_its_own_year_and_strays_into_the_one_before() -> None:
    outcome = after(running({12: 3}) | running({1: 900}, 2025), SUPPLIERS)
    assert outcome.taken == ((month(1, 2025), RUNNING),)


def test_somebody_may_say_that_a_few_lines_count_instead() -> None:
    outcome = take_over(running({12: 3}), "day", SUPPLIERS, import_id=NEW, everything=True)
    assert (months_of(outcome.taken), outcome.replaced) == ([12], ())


def test_an_account_table_is_no_stray_beside_a_supplier_ledger() -> None:
    assert months_of(after(running({1: 30}), SUPPLIERS, "year").taken) == [1]


def test_months_beside_those_of_a_general_ledger_are_taken_whatever_the_supplier_ledger_holds() -> None:
    outcome = after(running({2: 30}), [*SUPPLIERS, *held({1: 30}, OTHER)])
    assert (months_of(outcome.taken), outcome.beside) == ([2], ())


def test_a_few_lines_of_a_general_ledger_give_way_to_a_supplier_ledger_that_comes_later() -> None:
    few = held({12: 3})
    outcome = take_over(running({1: 400, 2: 400}), "day", few, import_id=NEW, ledger="supplier")
    assert (months_of(outcome.taken), outcome.replaced) == ([1, 2], tuple(few))
    assert outcome.beside == (Beside(2024, 800, 3, counts=True),)


def test_a_few_lines_give_way_when_monthly_supplier_ledgers_together_are_more() -> None:
    outcome = take_over(
        running({2: 20}), "day", [*held({12: 3}), *held({1: 20}, OTHER, ledger="supplier")], import_id=NEW,
        ledger="supplier",
    )  # fmt: skip
    assert [holding.ledger for holding in outcome.replaced] == ["general"]


@pytest.mark.parametrize("granularity", ["day", "year"])
def test_a_general_ledger_stays_beside_a_supplier_ledger_that_comes_later(granularity: str) -> None:
    whole = held({1: 3 if granularity == "year" else 60}, granularity=granularity)
    outcome = take_over(running({1: 400}), "day", whole, import_id=NEW, ledger="supplier")
    assert (months_of(outcome.taken), outcome.replaced) == ([1], ())
    assert [beside.counts for beside in outcome.beside] == [False]
