"""Keys say what the source says: the same saying has the same number, in whatever import and order."""

from collections.abc import Iterator, Mapping

import polars as pl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from emissions.importers.ledger_lines import as_lines
from emissions.services.posting_keys import COMPUTED, SOURCE_COLUMNS, KeyBook
from organisations.models import Organisation
from suppliers.models import SupplierCard
from tests.emissions.footprint_cases import at_work
from tests.emissions.services.ledger_state import rows_in

SAID = [*SOURCE_COLUMNS, *COMPUTED]


@pytest.fixture
def place(vik: Organisation) -> Iterator[Organisation]:
    with at_work(vik):
        yield vik


def lines(*rows: Mapping[str, object]) -> pl.DataFrame:
    said = pl.DataFrame([{"account": "64400", "unit": None, **row} for row in rows])
    return as_lines(said).with_columns(investment=pl.lit(value=False), movement=pl.lit(None, pl.String))


def numbers(place: Organisation, *rows: Mapping[str, object]) -> list[int]:
    return KeyBook(place, "kommun_bas").numbered(lines(*rows))["key_id"].to_list()


def test_the_same_saying_has_the_same_key_in_every_import(place: Organisation) -> None:
    food, school = {"account": "64400"}, {"account": "46319", "unit": "School"}

    first, second = numbers(place, food, school, food), numbers(place, school, food)

    assert first == [first[0], first[1], first[0]]
    assert second == [first[1], first[0]]
    assert rows_in(place)["posting_key"] == 2


@pytest.mark.parametrize("field", ["account", "agreement", "commodity", "function", "unit"])
def test_every_fact_of_the_source_tells_keys_apart(place: Organisation, field: str) -> None:
    one, other, missing = numbers(place, {field: "1"}, {field: "2"}, {field: None if field != "account" else "3"})

    assert len({one, other, missing}) == 3


def test_a_missing_fact_is_not_an_empty_one(place: Organisation) -> None:
    assert len(set(numbers(place, {"unit": None}, {"unit": ""}, {"unit": "a"}))) == 3


def test_texts_and_amounts_make_no_keys(place: Organisation) -> None:
    assert len(set(numbers(place, {"text": "one", "voucher": "1"}, {"text": "two", "voucher": "2"}))) == 1


def test_suppliers_are_known_by_number_and_name_as_written(place: Organisation) -> None:
    company = {"supplier_number": "559900-0011", "supplier_name": "Ekby Grönsaker AB"}
    trader = {"supplier_number": "850709-9805", "supplier_name": "Lena Lindgren"}

    numbers(place, company, trader, company, {})

    cards = SupplierCard.objects.filter(organisation=place).order_by("number")
    assert [(card.number, card.is_personal) for card in cards] == [("559900-0011", False), ("850709-9805", True)]


def test_another_chart_has_keys_of_its_own(place: Organisation) -> None:
    bas = KeyBook(place, "bas").numbered(lines({}))["key_id"].to_list()

    assert numbers(place, {}) != bas


TEXT = st.one_of(st.none(), st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), max_size=8))


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    rows=st.lists(
        st.fixed_dictionaries(
            {"account": st.text("0123456789", min_size=1, max_size=5), "unit": TEXT, "agreement": TEXT}
        ),
        min_size=1,
        max_size=12,
    )
)
def test_keys_are_equal_where_what_is_said_is_equal(place: Organisation, rows: list[dict[str, object]]) -> None:
    said = lines(*rows)
    numbered = KeyBook(place, "kommun_bas").numbered(said)

    assert numbered.drop("key_id").equals(said)
    assert numbered.select(*SAID, "key_id").unique().height == numbered.select(SAID).unique().height
    assert numbered["key_id"].n_unique() == numbered.select(SAID).unique().height


def test_an_account_that_is_called_something_else_has_a_key_of_its_own(place: Organisation) -> None:
    cleaning, consumables = (
        {"account": "11200", "account_name": "Cleaning"},
        {"account": "11200", "account_name": "Things"},
    )

    assert len(set(numbers(place, cleaning, consumables, cleaning))) == 2
