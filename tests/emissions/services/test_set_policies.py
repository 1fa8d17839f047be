from collections.abc import Iterator
from pathlib import Path

import pytest

from emissions.queries.mapping import latest_mapping_version, policies_under
from emissions.rules import policies
from emissions.services.change_rules import RuleDraft, add_rule
from emissions.services.import_ledger import import_ledger
from emissions.services.set_policies import set_policies
from foundation.errors import ConflictError, NotFoundError
from foundation.models import Change
from organisations.models import Organisation
from tests.emissions.footprint_cases import FOOD, at_work, write_ledger

SCHOOLS, OPERATIONS = "count_free_choice_schools", "count_purchased_operations"


@pytest.fixture
def place(vik: Organisation, tmp_path: Path) -> Iterator[Organisation]:
    with at_work(vik):
        path = write_ledger(tmp_path, 2024, [FOOD])
        import_ledger(organisation=vik, path=path, name=path.name)
        yield vik


def test_without_a_choice_the_shipped_one_holds(place: Organisation) -> None:
    assert policies_under(None) == {code: policy.default for code, policy in policies().items()}
    assert policies_under(latest_mapping_version(place)) == policies_under(None)


def test_a_choice_makes_a_version_and_leaves_the_others(place: Organisation) -> None:
    set_policies(organisation=place, policies={SCHOOLS: False})
    version = set_policies(organisation=place, policies={OPERATIONS: False})

    assert (version.number, version.policies) == (3, {SCHOOLS: False, OPERATIONS: False})
    found = Change.objects.filter(kind="emissions.policies").order_by("pk")
    assert [(change.object_id, change.action) for change in found] == [
        (SCHOOLS, "switched_off"),
        (OPERATIONS, "switched_off"),
    ]


def test_a_choice_that_is_made_already_makes_no_version(place: Organisation) -> None:
    assert set_policies(organisation=place, policies={SCHOOLS: True}).number == 1


def test_rules_keep_the_choices(place: Organisation) -> None:
    set_policies(organisation=place, policies={SCHOOLS: False})
    add_rule(organisation=place, draft=RuleDraft(account="64", category="food.dairy", explanation="Milk"))

    assert policies_under(latest_mapping_version(place))[SCHOOLS] is False


def test_unknown_choices_and_moved_mappings_are_refused(place: Organisation) -> None:
    with pytest.raises(NotFoundError):
        set_policies(organisation=place, policies={"count_everything": True})
    with pytest.raises(ConflictError):
        set_policies(organisation=place, policies={SCHOOLS: False}, seen=7)
