"""A footprint is outdated when it would come out otherwise, and only then."""

from pathlib import Path
from typing import Any

import pytest

from emissions.calculations.rule_drafts import RuleDraft
from emissions.models import Footprint
from emissions.queries.outdated import outdated
from emissions.services.change_rules import add_rule, end_rule
from foundation.access import Access, open_access
from organisations.models import Organisation
from suppliers.models import SupplierCard
from suppliers.services.correct_supplier import correct_supplier
from tests.emissions.footprint_cases import FOOD, FOOD_IN_MARCH, SOLE_TRADER, Posting, at_work, calculated, imported

DAIRY = RuleDraft(supplier_name="Norra Mejeriet", category="food.dairy", explanation="They sell milk")


def test_a_footprint_is_outdated_once_its_accounts_change(
    footprint: Footprint, vik: Organisation, tmp_path: Path
) -> None:
    with at_work(vik):
        assert outdated([footprint]) == set()
    imported(vik, tmp_path, 2024, [FOOD, Posting("03-30", "64400", "Livsmedel", "5.00")])

    with at_work(vik):
        assert outdated([footprint]) == {footprint.pk}


@pytest.mark.parametrize(
    "older",
    [{"intensities": "0" * 64}, {"method": "0.9"}, {"mapping": {"version": 1, "reference": "0.9", "policies": {}}}],
)
def test_a_footprint_is_outdated_once_its_figures_method_or_rules_moved_on(
    footprint: Footprint, vik: Organisation, older: dict[str, Any]
) -> None:
    with at_work(vik):
        footprint.basis = {**footprint.basis, **older}
        assert outdated([footprint]) == {footprint.pk}


def test_a_footprint_on_a_set_that_is_no_longer_shipped_is_outdated(footprint: Footprint, vik: Organisation) -> None:
    with at_work(vik):
        footprint.factor_set = "withdrawn"
        assert outdated([footprint]) == {footprint.pk}


def test_a_rule_makes_those_years_outdated_that_it_touches(vik: Organisation, tmp_path: Path) -> None:
    other = calculated(vik, tmp_path, 2023, [FOOD])
    touched = calculated(vik, tmp_path, 2024, [FOOD, FOOD_IN_MARCH])
    with at_work(vik):
        rule = add_rule(organisation=vik, draft=DAIRY)

        assert outdated([other, touched]) == {touched.pk}

        end_rule(rule=rule)

        assert outdated([other, touched]) == set()


def test_a_corrected_supplier_makes_its_years_outdated(vik: Organisation, tmp_path: Path) -> None:
    other = calculated(vik, tmp_path, 2023, [SOLE_TRADER])
    touched = calculated(vik, tmp_path, 2024, [FOOD])
    with at_work(vik):
        card = SupplierCard.objects.get(organisation=vik, name="Ekby Grönsaker AB")
        correct_supplier(card=card, name="Ekby Grönt AB", reason="As it is registered")

        assert outdated([other, touched]) == {touched.pk}


def test_who_does_not_see_the_rows_is_told_of_any_change(vik: Organisation, tmp_path: Path) -> None:
    other = calculated(vik, tmp_path, 2023, [FOOD])
    calculated(vik, tmp_path, 2024, [FOOD_IN_MARCH])
    with at_work(vik):
        add_rule(organisation=vik, draft=DAIRY)
    with open_access(Access(totals=(vik.pk,), acting=0)):
        assert outdated([other]) == {other.pk}
