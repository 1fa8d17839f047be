"""A check says what an import would do, and stores nothing; then the import does exactly that."""

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest

from emissions.queries.imports import treatment_of_import
from emissions.services.change_rules import RuleDraft, add_rule
from emissions.services.check_ledger import CheckedLedger, check_ledger
from emissions.services.import_ledger import import_ledger
from organisations.models import Organisation
from tests.emissions.footprint_cases import (
    BUILDING,
    FOOD,
    FOOD_IN_MARCH,
    SOLE_TRADER,
    YEAR_OF_POSTINGS,
    at_work,
    write_ledger,
)
from tests.emissions.importers.ledgers import SAMPLES
from tests.emissions.services.ledger_state import originals_of, rows_in


@pytest.fixture
def place(vik: Organisation) -> Iterator[Organisation]:
    with at_work(vik):
        yield vik


def money_in(checked: CheckedLedger) -> dict[tuple[str, str], tuple[Decimal, int]]:
    return {
        (row["treatment"], row["category"] or row["reason"]): (Decimal(row["amount"]), row["lines"])
        for row in checked.by_treatment
    }


def test_a_check_stores_nothing(place: Organisation, tmp_path: Path) -> None:
    before = rows_in(place)
    check_ledger(organisation=place, path=write_ledger(tmp_path, 2024, YEAR_OF_POSTINGS))
    assert (rows_in(place), originals_of(place)) == (before, [])


def test_an_import_does_what_the_check_said(place: Organisation, tmp_path: Path) -> None:
    path = write_ledger(tmp_path, 2024, YEAR_OF_POSTINGS)
    checked = check_ledger(organisation=place, path=path)

    found = import_ledger(organisation=place, path=path, name=path.name).ledger_import

    did = {
        (row["treatment"], row["category"] or row["reason"]): (row["amount"], row["lines"])
        for row in treatment_of_import(found).rows
    }
    assert did == money_in(checked)
    assert checked.summary.as_json() == found.summary


def test_money_is_told_by_what_becomes_of_it(place: Organisation, tmp_path: Path) -> None:
    checked = check_ledger(organisation=place, path=write_ledger(tmp_path, 2024, YEAR_OF_POSTINGS))

    money = money_in(checked)
    assert money[("capital_good", "materials.machinery")] == (Decimal(90000), 1)
    assert money[("energy", "energy.electricity")] == (Decimal(41250), 1)
    assert money[("excluded", "transfers")] == (Decimal(25000), 1)
    assert money[("purchase", "food.mixed")] == (Decimal("20000.25"), 3)
    assert sum(lines for _, lines in money.values()) == len(YEAR_OF_POSTINGS)


def test_a_check_says_how_columns_were_read_and_hides_persons(place: Organisation, tmp_path: Path) -> None:
    path = write_ledger(tmp_path, 2024, [SOLE_TRADER, FOOD, FOOD, FOOD])

    checked = check_ledger(organisation=place, path=path)

    assert {("konto_nr", "account"), ("belopp", "amount"), ("kommun_id", "")} <= set(checked.columns)
    assert [line["row"] for line in checked.sample] == ["2", "3", "4"]
    person, company = checked.sample[:2]
    assert (person["supplier_number"], person["supplier_name"]) == ("••••••-••••", "•••")
    assert (company["supplier_number"], company["supplier_name"]) == ("559900-0011", "Ekby Grönsaker AB")


def test_own_rules_are_in_what_the_check_says(place: Organisation, tmp_path: Path) -> None:
    draft = RuleDraft(supplier_name="mejeriet", category="food.dairy", explanation="They make milk")
    add_rule(organisation=place, draft=draft)

    checked = check_ledger(organisation=place, path=write_ledger(tmp_path, 2024, YEAR_OF_POSTINGS))

    assert money_in(checked)[("purchase", "food.dairy")] == (Decimal(8000), 1)


def test_a_check_names_the_import_that_gives_way(place: Organisation, tmp_path: Path) -> None:
    old = write_ledger(tmp_path, 2024, [FOOD, FOOD, FOOD_IN_MARCH])
    known = import_ledger(organisation=place, path=old, name=old.name).ledger_import

    checked = check_ledger(organisation=place, path=write_ledger(tmp_path, 2024, [FOOD]))

    assert checked.leaves == []
    assert checked.replaces == [
        {
            "import": str(known.uuid),
            "name": old.name,
            "by_year": False,
            "months": ["2024-01-01"],
            "lines": 2,
            "new_lines": 1,
        }
    ]


def test_a_check_names_the_import_whose_month_it_only_strays_into(place: Organisation, tmp_path: Path) -> None:
    full = write_ledger(tmp_path, 2024, [FOOD] * 20)
    known = import_ledger(organisation=place, path=full, name=full.name).ledger_import

    checked = check_ledger(organisation=place, path=write_ledger(tmp_path, 2024, [BUILDING, FOOD]))

    assert checked.replaces == []
    assert [(row["import"], row["months"], row["lines"], row["new_lines"]) for row in checked.leaves] == [
        (str(known.uuid), ["2024-01-01"], 20, 1)
    ]


def test_a_file_that_is_no_ledger_is_told_apart(place: Organisation) -> None:
    checked = check_ledger(organisation=place, path=SAMPLES / "sign_in_page.se")

    assert ([problem.code for problem in checked.summary.problems], checked.by_treatment) == (["file_is_html"], [])


def test_a_missing_year_is_one_error_and_no_warning_beside_it(place: Organisation) -> None:
    checked = check_ledger(organisation=place, path=SAMPLES / "ekby_supplier_ledger.xlsx")

    codes = [problem.code for problem in checked.summary.problems if problem.code.startswith("period")]
    assert (codes, checked.summary.accepted) == (["period_is_missing"], False)


def test_a_check_says_which_of_two_ledgers_counts(place: Organisation, tmp_path: Path) -> None:
    supplier = write_ledger(tmp_path, 2024, [FOOD])
    general = SAMPLES / "ekby_bolag_4e.se"
    assert said_of_ledgers(check_ledger(organisation=place, path=general)) == {}

    import_ledger(organisation=place, path=supplier, name=supplier.name)
    counts = {"year": 2024, "lines": 6, "others": 1}
    assert said_of_ledgers(check_ledger(organisation=place, path=general)) == {"general_ledger_counts": counts}
    import_ledger(organisation=place, path=general, name=general.name)

    hidden = {"year": 2024, "lines": 1, "others": 6}
    checked = check_ledger(organisation=place, path=write_ledger(tmp_path, 2024, [BUILDING]))
    assert said_of_ledgers(checked) == {"supplier_ledger_is_not_counted": hidden}
    assert said_of_ledgers(check_ledger(organisation=place, path=write_ledger(tmp_path, 2023, [BUILDING]))) == {}


def said_of_ledgers(checked: CheckedLedger) -> dict[str, dict[str, object]]:
    return {problem.code: dict(problem.values) for problem in checked.summary.problems if "ledger" in problem.code}
