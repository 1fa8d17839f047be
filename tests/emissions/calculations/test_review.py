"""What the review queue computes: how far it is, what is at stake, what a group may be, how wide a rule is."""

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from emissions.calculations.review_levels import GroupKey, draft_for, levels_of, usual_level
from emissions.calculations.review_progress import GOAL, progress
from emissions.calculations.review_proposals import Evidence, Ground, Proposal, Support, proposals
from emissions.calculations.review_stakes import plausible_categories
from emissions.calculations.rule_drafts import RuleDraft
from organisations.reference.crosswalks import CHARTS, account_mappings, catch_all_mappings

MONEY = st.decimals(0, 10**9, places=2)


def said(amount: str, lines: int = 1, firm: str = "0") -> Support:
    return Support(Decimal(amount), lines, Decimal(firm))


@given(MONEY, st.lists(MONEY, min_size=1, max_size=12), st.data())
def test_a_decision_never_leaves_more_to_decide(decided: Decimal, groups: list[Decimal], data: st.DataObject) -> None:
    before = progress(decided, groups)
    taken = data.draw(st.integers(0, len(groups) - 1))
    part = data.draw(st.decimals(0, 1, places=2)) * groups[taken]
    rest = [*groups[:taken], groups[taken] - part, *groups[taken + 1 :]]

    after = progress(decided + part, rest)

    assert after.whole == before.whole
    assert after.left <= before.left
    whole = progress(decided + groups[taken], [*groups[:taken], *groups[taken + 1 :]])
    assert whole.left <= before.left


@given(MONEY, st.lists(MONEY, max_size=12))
def test_the_largest_decisions_that_are_left_reach_the_goal(decided: Decimal, groups: list[Decimal]) -> None:
    found = progress(decided, groups)
    largest = sorted(groups, reverse=True)

    done = decided + sum(largest[: found.left], Decimal(0))

    assert done >= GOAL * found.whole
    assert found.left == 0 or done - largest[found.left - 1] < GOAL * found.whole


def test_every_catch_all_row_is_one_of_a_crosswalk_without_a_telling_condition_on_function() -> None:
    rows = {row.mapping_id: row for chart in CHARTS for row in account_mappings(chart)}

    assert set(catch_all_mappings()) <= set(rows)
    assert not [code for code in catch_all_mappings() if rows[code].functions]


def test_a_broad_account_may_hold_what_telling_names_say_of_it() -> None:
    found = plausible_categories(account_mappings("kostra"), "KO-015")

    assert {"office.supplies", "furnishing.textiles", "maintenance.cleaning_products"} <= found
    assert "food.mixed" not in found
    assert plausible_categories(account_mappings("kostra"), "KO-999") == frozenset()


def test_proposals_come_in_order_and_each_category_once() -> None:
    known = Evidence(
        account="120",
        supplier_name="Nordvask Renhold AS",
        present="office.supplies",
        elsewhere={"maintenance.cleaning": said("70"), "it.services": said("30")},
        like_names={"maintenance.cleaning": said("9"), "food.mixed": said("1")},
        like_suppliers=3,
        network=("maintenance.cleaning_products", "Nettet"),
    )
    found = proposals(known, account_mappings("kostra"))

    assert [(one.category, one.ground) for one in found] == [
        ("maintenance.cleaning_products", Ground.NETWORK),
        ("maintenance.cleaning", Ground.ELSEWHERE),
        ("office.supplies", Ground.ACCOUNT),
    ]
    assert proposals(Evidence(), account_mappings("kostra")) == ()


@pytest.mark.parametrize(
    ("evidence", "ground"),
    [
        (Evidence(elsewhere={"a": said("59"), "b": said("41")}), None),
        (Evidence(like_names={"a": said("1")}, like_suppliers=2), None),
        (Evidence(supplier_name="Reingjering Vest", account="120"), Ground.NAME),
        (Evidence(supplier_name="Advokatfirmaet Lov"), Ground.NAME),
        (Evidence(supplier_name="Advokatfirmaet Lov", account="230", ledger_part="capital"), None),
        (Evidence(supplier_name="Xyz AS"), None),
    ],
)
def test_weak_signs_propose_nothing(evidence: Evidence, ground: Ground | None) -> None:
    assert [one.ground for one in proposals(evidence, account_mappings("kostra"))] == ([ground] if ground else [])


@pytest.mark.parametrize(
    ("support", "backed"),
    [
        (said("100", lines=2), False),  # accounts alone, and few lines
        (said("100", lines=2, firm="49"), False),
        (said("100", lines=2, firm="50"), True),  # half of it decided by more than accounts
        (said("1000", lines=10), True),  # accounts alone, but many lines and as much money as is at stake
        (said("999", lines=10), False),
        (said("5000", lines=9), False),
    ],
)
def test_few_lines_that_accounts_alone_decided_vouch_for_nothing(support: Support, backed: bool) -> None:
    for ground in (Ground.ELSEWHERE, Ground.LIKE_NAMES):
        proposal = Proposal("a", ground, "", Decimal(1), support)
        assert proposal.is_backed(Decimal(1000)) is backed
        assert proposal.is_thin(Decimal(1000)) is not backed
    assert Proposal("a", Ground.NETWORK, "Nettet").is_backed(Decimal(1000))
    account = Proposal("a", Ground.ACCOUNT)
    assert (account.is_backed(Decimal(0)), account.is_thin(Decimal(0))) == (False, False)


def test_a_builder_of_what_is_invested_builds_and_does_not_maintain() -> None:
    builder = Evidence(account="2300", supplier_name="Ulvedal Bygg AS", ledger_part="capital")

    (named,) = proposals(builder, account_mappings("kostra"))

    assert (named.category, named.detail) == ("construction.buildings", "Bygg")
    (running,) = proposals(replace(builder, ledger_part="running"), account_mappings("kostra"))
    assert running.category == "maintenance.buildings"


SUPPLIED = GroupKey("12000", "912345678", "Nord AS", functions=2, largest_function="202")
UNNAMED = GroupKey("12000", supplier_name="Nord AS", functions=1)
WITHOUT = GroupKey("12000", function="202", units=3, largest_unit="3400")


def test_levels_go_from_wide_to_narrow_as_far_as_they_make_sense() -> None:
    assert levels_of(SUPPLIED) == ("account", "supplier", "supplier_account", "supplier_account_function")
    assert levels_of(UNNAMED) == ("account", "supplier", "supplier_account")
    assert levels_of(WITHOUT) == ("account", "account_function", "account_function_unit")
    assert [usual_level(key) for key in (SUPPLIED, WITHOUT, GroupKey("1"), GroupKey(""))] == [
        "supplier_account",
        "account_function",
        "account",
        "",
    ]


def test_the_rule_of_a_level_names_what_it_says() -> None:
    outcome = RuleDraft(category="it.services", explanation="x")

    assert draft_for(SUPPLIED, "supplier_account_function", outcome) == RuleDraft(
        supplier_number="912345678", account="12000!", function="202!", category="it.services", explanation="x"
    )
    assert draft_for(UNNAMED, "supplier", outcome).supplier_name == "Nord AS"
    ground = RuleDraft(agreement="A1", account="12", treatment="capital_good", precedence=5)
    made = draft_for(SUPPLIED, "account", outcome, ground)
    assert (made.agreement, made.account, made.treatment, made.precedence) == ("A1", "12000!", "capital_good", 5)
