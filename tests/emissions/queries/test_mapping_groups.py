"""Sums by what the source says and by the rule that decided."""

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from emissions.calculations.rule_sums import sums_by_rule
from emissions.queries.mapping_groups import EVERYTHING, GroupFilter, GroupPage, groups_of, own_rules
from emissions.queries.rule_preview import Previewer
from emissions.queries.spend import spend_base_of
from emissions.services.change_rules import RuleDraft, add_rule
from organisations.models import Organisation
from tests.emissions.footprint_cases import FOOD, SCHOOL, SOLE_TRADER, TECHNICAL, YEAR_OF_POSTINGS, at_work, imported


@pytest.fixture
def place(vik: Organisation, tmp_path: Path) -> Iterator[Organisation]:
    imported(vik, tmp_path, 2024)
    with at_work(vik):
        yield vik


def groups(place: Organisation, *, numbers_are_seen: bool = False, **chosen: Any) -> GroupPage:
    return groups_of(
        spend_base_of(place.pk, 2024),
        99,
        GroupFilter(**chosen),
        start=0,
        size=EVERYTHING,
        numbers_are_seen=numbers_are_seen,
    )


@pytest.mark.parametrize("by", ["account", "supplier", "function", "unit", "rule"])
def test_every_grouping_sums_to_all_lines(place: Organisation, by: str) -> None:
    page = groups(place, by=by)

    whole = sum(Decimal(line.amount) for line in YEAR_OF_POSTINGS)
    assert sum(row["amount"] for row in page.rows) == whole
    assert (page.lines, page.amounts, page.found) == (len(YEAR_OF_POSTINGS), {"SEK": whole}, len(page.rows))


def test_units_and_suppliers_are_named(place: Organisation) -> None:
    by_unit = {(row["account"], row["unit"]) for row in groups(place, by="unit", account="67000").rows}
    by_supplier = {row["supplier_name"] for row in groups(place, by="supplier", account=FOOD.account).rows}

    assert by_unit == {("67000", TECHNICAL)}
    assert by_supplier == {"Ekby Grönsaker AB", "Norra Mejeriet AB"}
    assert SCHOOL in {row["unit"] for row in groups(place, by="unit").rows}


def test_one_supplier_can_be_chosen(place: Organisation) -> None:
    (mine,) = [row for row in groups(place, by="supplier").rows if row["supplier_name"] == SOLE_TRADER.supplier]

    chosen = groups(place, supplier=mine["supplier_uuid"])

    assert [row["account"] for row in chosen.rows] == [SOLE_TRADER.account]
    assert mine["is_personal"] is True


def test_a_sole_trader_is_found_by_number_where_numbers_are_seen(place: Organisation) -> None:
    assert groups(place, words="850709").rows == []
    assert [row["account"] for row in groups(place, words="850709", numbers_are_seen=True).rows] == ["74500"]


def test_a_page_is_part_of_the_whole(place: Organisation) -> None:
    base = spend_base_of(place.pk, 2024)
    pages = [groups_of(base, 99, GroupFilter(), start=start, size=3, numbers_are_seen=False) for start in (0, 3, 6, 9)]

    found = [row["account"] for page in pages for row in page.rows]
    assert found == [row["account"] for row in groups(place).rows]
    assert [page.found for page in pages] == [8, 8, 8, 0]


def test_rules_have_what_they_decided_and_what_they_let_count(place: Organisation) -> None:
    rule = add_rule(
        organisation=place, draft=RuleDraft(account="64400", category="food.dairy", explanation="Only milk")
    )

    previewer = Previewer(place)
    taken = sums_by_rule(previewer.money, previewer.decisions).rows(named=True)

    own = [row for row in taken if row["rule_ref"] == str(rule.uuid)]
    capital = [row for row in taken if row["treatment_ref"] == "kb-capital"]
    assert [(row["rule_kind"], row["lines"], row["amount"]) for row in own] == [
        ("organisation", 3, Decimal("20000.2500"))
    ]
    assert [(row["lines"], row["amount"]) for row in capital] == [(1, Decimal(90000))]
    assert own_rules(place.pk) == {str(rule.uuid): rule}
