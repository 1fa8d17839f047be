"""Own rules: added, changed, ended and undone, always as a new version, never on what somebody else has changed."""

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from uuid import uuid4

import pytest

from emissions.models import ClassificationRule, MappingVersion
from emissions.queries.mapping import rule_rows
from emissions.services.change_rules import (
    RuleDraft,
    RuleNotPossibleError,
    add_rule,
    change_rule,
    draft_of,
    end_rule,
    undo_rule,
)
from emissions.services.import_ledger import import_ledger
from foundation.errors import ConflictError, NotFoundError
from foundation.models import Change
from organisations.models import Organisation
from tests.emissions.footprint_cases import YEAR_OF_POSTINGS, at_work, write_ledger
from tests.emissions.services.ledger_state import year_total_of

MILK = RuleDraft(supplier_name="mejeriet", category="food.dairy", explanation="They make milk")
CHEESE = RuleDraft(supplier_name="mejeriet", category="food.mixed", explanation="And cheese")
FOOD_OUT = RuleDraft(account="64", treatment="excluded", reason="internal_trade", explanation="Our own kitchen")


@pytest.fixture
def place(vik: Organisation, tmp_path: Path) -> Iterator[Organisation]:
    """Vik with a year of accounts, and an access that writes there."""
    with at_work(vik):
        path = write_ledger(tmp_path, 2024, YEAR_OF_POSTINGS)
        import_ledger(organisation=vik, path=path, name=path.name)
        yield vik


def dairy(place: Organisation) -> Decimal | None:
    return year_total_of(place, 2024).get(("purchase", "food.dairy"))


def versions(place: Organisation) -> list[int]:
    return sorted(MappingVersion.objects.filter(organisation=place).values_list("number", flat=True))


def changes(place: Organisation) -> list[tuple[str, object]]:
    found = Change.objects.filter(organisation=place, kind="emissions.classification_rule").order_by("pk")
    return [(change.action, change.summary["version"]) for change in found]


def test_a_rule_holds_from_the_next_version_on(place: Organisation) -> None:
    rule = add_rule(organisation=place, draft=MILK)

    assert (rule.since_version, rule.until_version, versions(place)) == (2, None, [1, 2])
    assert dairy(place) == Decimal(8000)
    assert changes(place) == [("added", 2)]
    assert MappingVersion.objects.get(number=2).note == "They make milk"


def test_a_changed_rule_keeps_its_name_and_its_earlier_wording(place: Organisation) -> None:
    rule = add_rule(organisation=place, draft=MILK)

    changed = change_rule(rule=rule, draft=CHEESE)

    assert (changed.uuid, changed.since_version) == (rule.uuid, 3)
    assert [draft_of(row) for row in rule_rows(place.pk, 2)] == [MILK]
    assert [draft_of(row) for row in rule_rows(place.pk, 3)] == [CHEESE]
    assert (dairy(place), changes(place)) == (None, [("added", 2), ("changed", 3)])


def test_an_ended_rule_holds_no_longer_and_stays_readable(place: Organisation) -> None:
    rule = add_rule(organisation=place, draft=MILK)

    end_rule(rule=rule)

    assert (dairy(place), list(rule_rows(place.pk, 3))) == (None, [])
    assert ClassificationRule.objects.get(uuid=rule.uuid).until_version == 3


def test_an_added_rule_is_undone_by_ending_it(place: Organisation) -> None:
    rule = add_rule(organisation=place, draft=MILK)

    undo_rule(organisation=place, identity=rule.uuid)

    assert (dairy(place), changes(place)[-1]) == (None, ("ended", 3))


def test_a_changed_rule_is_undone_to_its_earlier_wording(place: Organisation) -> None:
    rule = change_rule(rule=add_rule(organisation=place, draft=MILK), draft=CHEESE)

    undone = undo_rule(organisation=place, identity=rule.uuid)

    assert (draft_of(undone), dairy(place), changes(place)[-1]) == (MILK, Decimal(8000), ("changed", 4))


def test_an_ended_rule_is_undone_by_letting_it_hold_again(place: Organisation) -> None:
    rule = add_rule(organisation=place, draft=MILK)
    end_rule(rule=rule)

    undone = undo_rule(organisation=place, identity=rule.uuid)

    assert (undone.uuid, undone.since_version, dairy(place)) == (rule.uuid, 4, Decimal(8000))
    assert changes(place)[-1] == ("added_again", 4)


def test_a_rule_of_nobody_cannot_be_undone(place: Organisation) -> None:
    with pytest.raises(NotFoundError):
        undo_rule(organisation=place, identity=uuid4())


def test_lines_are_left_out_with_the_rules_reason(place: Organisation) -> None:
    add_rule(organisation=place, draft=FOOD_OUT)

    assert year_total_of(place, 2024)[("excluded", "internal_trade")] == Decimal("20000.25")


def test_nothing_is_saved_on_a_mapping_that_has_moved_on(place: Organisation) -> None:
    rule = add_rule(organisation=place, draft=MILK, seen=1)

    with pytest.raises(ConflictError):
        add_rule(organisation=place, draft=FOOD_OUT, seen=1)
    with pytest.raises(ConflictError):
        change_rule(rule=rule, draft=CHEESE, seen=1)
    with pytest.raises(ConflictError):
        end_rule(rule=rule, seen=1)
    assert versions(place) == [1, 2]


def test_a_rule_that_was_ended_meanwhile_is_not_changed(place: Organisation) -> None:
    rule = add_rule(organisation=place, draft=MILK)
    end_rule(rule=ClassificationRule.objects.get(pk=rule.pk))

    with pytest.raises(ConflictError):
        change_rule(rule=rule, draft=CHEESE)
    assert versions(place) == [1, 2, 3]


def test_the_first_rule_may_come_before_the_first_accounts(granby: Organisation) -> None:
    with at_work(granby):
        rule = add_rule(organisation=granby, draft=MILK, seen=0)

    assert rule.since_version == 2


@pytest.mark.parametrize(
    ("draft", "field"),
    [
        (RuleDraft(category="food.dairy", explanation="nothing asked"), ""),
        (RuleDraft(account="64", explanation="nothing said"), "category"),
        (RuleDraft(account="64", category="food", explanation="an area"), "category"),
        (RuleDraft(account="64", category="food.gold", explanation="no category"), "category"),
        (RuleDraft(account="64", treatment="excluded", explanation="no reason"), "reason"),
        (RuleDraft(account="64", treatment="excluded", reason="no_rule", explanation="a reason of ours"), "reason"),
        (RuleDraft(supplier_name="x", treatment="purchase", explanation="without account"), "account"),
    ],
    ids=lambda value: value.explanation if isinstance(value, RuleDraft) else "",
)
def test_what_can_be_no_rule_is_refused(place: Organisation, draft: RuleDraft, field: str) -> None:
    with pytest.raises(RuleNotPossibleError) as refused:
        add_rule(organisation=place, draft=draft)
    assert (refused.value.field, versions(place)) == (field, [1])


def test_two_rules_with_the_same_conditions_are_refused(place: Organisation) -> None:
    add_rule(organisation=place, draft=MILK)

    with pytest.raises(RuleNotPossibleError, match="They make milk"):
        add_rule(organisation=place, draft=CHEESE)
