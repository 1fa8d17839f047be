"""What a preview says is what saving does: lines, money and tonnes, for rules and for policies."""

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from emissions.calculations.classification import Rule
from emissions.calculations.priced_moves import Move, RulePreview
from emissions.queries.mapping import as_rule
from emissions.queries.rule_preview import Previewer
from emissions.services.calculate_footprint import calculate_footprint
from emissions.services.change_rules import RuleDraft, add_rule, end_rule
from emissions.services.import_ledger import import_ledger
from emissions.services.set_policies import set_policies
from organisations.models import Organisation
from tests.emissions.footprint_cases import FOOD, YEAR_OF_POSTINGS, Posting, at_work, write_ledger
from tests.emissions.services.ledger_state import year_total_of

SCHOOL = Posting("02-01", "46319", "Köp, fristående grundskola", "70000.00", "Friskolan AB", "559900-0144")
SCHOOLS = "count_free_choice_schools"
DRAFTS = (
    RuleDraft(account="64", category="food.dairy", explanation="a"),
    RuleDraft(account="64400", treatment="excluded", reason="internal_trade", explanation="b"),
    RuleDraft(supplier_name="Bygg", category="maintenance.buildings", explanation="c"),
    RuleDraft(account="45", treatment="purchase", category="services.other", explanation="d"),
    RuleDraft(account="67", category="energy.electricity", explanation="e"),
    RuleDraft(supplier_number="559900-0060", treatment="capital_good", explanation="f"),
)


@pytest.fixture
def place(vik: Organisation, tmp_path: Path) -> Iterator[Organisation]:
    with at_work(vik):
        path = write_ledger(tmp_path, 2024, [*YEAR_OF_POSTINGS, SCHOOL])
        import_ledger(organisation=vik, path=path, name=path.name)
        yield vik


def new_rule(draft: RuleDraft) -> Rule:
    conditions: dict[str, Any] = {
        name: getattr(draft, name) or None for name in RuleDraft.__slots__ if name != "explanation"
    }
    return Rule(rule_id="new", **conditions)


def moved(before: dict[tuple[str, str], Decimal], preview: RulePreview) -> dict[tuple[str, str], Decimal]:
    """The year's money after the moves of a preview."""
    after = dict(before)
    for move in preview.moves:
        for place, amount in ((move.source, -move.amount), (move.target, move.amount)):
            key = (place.treatment, place.category or place.reason)
            after[key] = after.get(key, Decimal(0)) + amount
    return {key: amount for key, amount in after.items() if amount}


@pytest.mark.parametrize("draft", DRAFTS, ids=lambda draft: draft.explanation)
def test_saving_does_what_the_preview_said(place: Organisation, draft: RuleDraft) -> None:
    calculate_footprint(organisation=place, year=2024)
    before = year_total_of(place, 2024)
    total = calculate_footprint(organisation=place, year=2024).total_kg
    preview = Previewer(place).rules([new_rule(draft)])

    add_rule(organisation=place, draft=draft, seen=preview.seen)

    assert preview.moves
    assert year_total_of(place, 2024) == moved(before, preview)
    assert preview.kg_change is not None
    change = calculate_footprint(organisation=place, year=2024).total_kg - total
    assert abs(change - preview.kg_change) <= Decimal("0.000001")  # totals are stored to the milligram


def test_ending_a_rule_undoes_its_moves(place: Organisation) -> None:
    made = Previewer(place).rules([new_rule(DRAFTS[0])])
    rule = add_rule(organisation=place, draft=DRAFTS[0])

    ended = Previewer(place).rules([])

    assert [(move.target, move.source, move.amount) for move in ended.moves] == [
        (move.source, move.target, move.amount) for move in made.moves
    ]
    end_rule(rule=rule)
    assert Previewer(place).rules([]).moves == ()


@pytest.mark.parametrize("value", [True, False])
def test_a_policy_does_what_its_preview_said(place: Organisation, *, value: bool) -> None:
    set_policies(organisation=place, policies={SCHOOLS: not value})
    before = year_total_of(place, 2024)
    preview = Previewer(place).policy(SCHOOLS, value=value)

    set_policies(organisation=place, policies={SCHOOLS: value})

    assert preview.counted_change == {"SEK": Decimal(70000) if value else Decimal(-70000)}
    assert year_total_of(place, 2024) == moved(before, preview)


def test_own_rules_stand_above_a_policy_in_its_preview(place: Organisation) -> None:
    add_rule(
        organisation=place,
        draft=RuleDraft(account="46319", treatment="purchase", category="services.education", explanation="We choose"),
    )

    assert Previewer(place).policy(SCHOOLS, value=False).moves == ()


def test_money_without_a_factor_is_no_zero(place: Organisation) -> None:
    calculate_footprint(organisation=place, year=2024)
    unknown = Rule(rule_id="new", account="67", category="food.dairy")

    (move,) = Previewer(place).rules([unknown]).moves

    assert (move.source.treatment, move.kg_before) == ("unclassified", None)
    assert move.kg_after is not None


def test_without_a_footprint_tonnes_are_not_known(place: Organisation) -> None:
    preview = Previewer(place).rules([new_rule(DRAFTS[0])])

    assert (preview.has_footprint, preview.kg_change) == (False, None)
    assert {(move.kg_before, move.kg_after) for move in preview.moves} == {(None, None)}


def test_the_year_can_be_chosen_and_is_the_newest_otherwise(place: Organisation, tmp_path: Path) -> None:
    path = write_ledger(tmp_path, 2022, [FOOD])
    import_ledger(organisation=place, path=path, name=path.name)

    years = [Previewer(place, year).rules([new_rule(DRAFTS[0])]) for year in (None, 2022, 1999)]

    assert [preview.year for preview in years] == [2024, 2022, 2024]
    assert [preview.lines for preview in years] == [3, 1, 3]


def test_without_accounts_nothing_moves(granby: Organisation) -> None:
    with at_work(granby):
        previewer = Previewer(granby)
        assert previewer.rules([new_rule(DRAFTS[0])]) == RulePreview(None, 0, (), has_footprint=False)
        assert previewer.policy(SCHOOLS, value=False).moves == ()


def test_a_stored_rule_reads_as_it_was_drafted(place: Organisation) -> None:
    rule = as_rule(add_rule(organisation=place, draft=DRAFTS[0]))

    assert (rule.account, rule.category, rule.supplier_name, rule.kind) == ("64", "food.dairy", None, "account")


def test_moves_are_listed_with_the_largest_money_first(place: Organisation) -> None:
    everything = Rule(rule_id="new", unit="Barn och utbildning", treatment="excluded", reason="wages")

    amounts = [abs(move.amount) for move in Previewer(place).rules([everything]).moves]

    assert amounts == sorted(amounts, reverse=True)
    assert all(isinstance(move, Move) for move in Previewer(place).rules([everything]).moves)
