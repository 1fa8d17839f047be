"""Facts of quality out of sums: what said which category."""

from decimal import Decimal

from emissions.calculations.quality_facts import Source
from emissions.queries.quality_facts import Row, facts_from
from organisations.reference.crosswalks import CHARTS, account_mappings, catch_all_mappings


def test_a_name_that_says_equipment_of_some_kind_leaves_the_account_a_catch_all() -> None:
    named = next(row for row in account_mappings("kostra") if row.name and row.mapping_id in catch_all_mappings())
    telling = next(row for row in account_mappings("kostra") if row.name and row.mapping_id not in catch_all_mappings())
    rows = [Row("decision", f"account {row.mapping_id}", Decimal(10), 1, 1) for row in (named, telling)]

    found = facts_from(rows, [], {}, "NOK").by_source

    assert {source: held.size for source, held in found.items()} == {Source.CATCH_ALL: 10, Source.TELLING_NAME: 10}


def test_every_catch_all_row_is_one_of_a_chart_and_says_why() -> None:
    known = {row.mapping_id for chart in CHARTS for row in account_mappings(chart)}

    assert set(catch_all_mappings()) <= known
    assert all(catch_all_mappings().values())
