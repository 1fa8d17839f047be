"""A new calculation says what it changed against the one before, with the figures of both."""

from dataclasses import replace
from pathlib import Path

from django.test import Client

from emissions.calculations.rule_drafts import RuleDraft
from emissions.models import Footprint
from emissions.services.calculate_footprint import calculate_footprint
from emissions.services.change_rules import add_rule
from organisations.models import Organisation
from tests.emissions.footprint_cases import FOOD, YEAR_OF_POSTINGS, at_work, calculated
from tests.emissions.own_set_cases import published
from tests.emissions.views.conftest import words_of

LIST = "/o/vik/footprints/"
HEAD = "Against the calculation before"
MORE_FOOD = replace(FOOD, day="03-30", amount="90000.00")


def test_the_first_calculation_has_nothing_before_it(page: str, as_leader: Client) -> None:
    assert HEAD not in words_of(as_leader.get(page))


def test_new_accounts_and_rules_are_named_with_what_they_did(
    footprint: Footprint, vik: Organisation, tmp_path: Path, as_leader: Client
) -> None:
    draft = RuleDraft(supplier_name="Norra Mejeriet", category="food.dairy", explanation="They sell milk")
    with at_work(vik):
        add_rule(organisation=vik, draft=draft)
    newer = calculated(vik, tmp_path, 2024, [*YEAR_OF_POSTINGS, MORE_FOOD])

    answer = as_leader.get(f"{LIST}{newer.uuid}/?by=gaps")
    since, text = answer.context["since"], words_of(answer)
    assert since.before == footprint
    assert HEAD in text
    assert "The money that counts" in text
    assert list(since.moved) == [
        "Accounts: 1 file is new, 1 file is gone",
        "Rules and categories: version 1 → 2",
    ]
    assert sum(row.difference for row in since.categories) == newer.total_kg - footprint.total_kg > 0
    dairy = next(row for row in since.categories if row.name == "Dairy and eggs")
    assert (dairy.before, dairy.after) == (None, dairy.difference)
    assert HEAD not in words_of(as_leader.get(f"{LIST}{footprint.uuid}/"))


def test_another_factor_set_is_named_and_a_rule_of_no_line_moves_nothing(
    footprint: Footprint, vik: Organisation, as_leader: Client
) -> None:
    with at_work(vik):
        add_rule(organisation=vik, draft=RuleDraft(supplier_name="Nobody here", category="food.dairy"))
        same = calculate_footprint(organisation=vik, year=2024)
        other = calculate_footprint(organisation=vik, year=2024, factor_set=published(vik).code)

    unmoved = as_leader.get(f"{LIST}{same.uuid}/").context["since"]
    assert unmoved.sentence.startswith("The result is the same as before")
    assert unmoved.categories == ()
    moved = as_leader.get(f"{LIST}{other.uuid}/").context["since"]
    assert moved.before == same
    assert moved.moved[-1].startswith("Factor set: ")
    assert footprint.total_kg == same.total_kg
