"""What a procurement asks for comes from the bank by version, with values, weights and what can be taken back."""

from decimal import Decimal
from typing import Any

import pytest

from organisations.models import Organisation
from procurement.calculations.evaluation_choice import CriterionChoice, EvaluationChoice, PointsBy
from procurement.models import AskedRequirement, OfferedStep, ShownStaircase
from procurement.queries.asked import asked_lines, taken_out
from procurement.queries.bid_lines import bid_parts
from procurement.queries.evaluation import rising_criteria
from procurement.reports.offered_staircase import offered_staircases
from procurement.services.ask import (
    Wanted,
    ask_again,
    ask_as_in_basket,
    ask_for,
    ask_newer_version,
    ask_no_longer,
    fill_all,
    fill_asked,
)
from procurement.services.asked_values import Filling, ValuesDoNotFitError
from procurement.services.locked_procurement import ProcurementNotPossibleError
from procurement.services.lots import add_lot, change_lot
from procurement.services.order_asked import change_places
from procurement.services.staircases import PlannedStep, Rules, let_rise
from requirements_bank.models import RequirementVersion, SeenBy
from requirements_bank.services.fill_basket import fill_item
from requirements_bank.services.versions import new_draft, publish
from tests.factories.bank import make_draft, make_published, said
from tests.factories.baskets import item_of, make_filled_basket
from tests.factories.bids import make_bid, make_opened
from tests.factories.contracts import award_opened
from tests.factories.procurements import make_asking, make_planned, make_rising

pytestmark = pytest.mark.django_db


def test_a_basket_is_asked_for_with_its_values_and_notes(at_work_in_ekby: Organisation) -> None:
    basket = make_filled_basket(at_work_in_ekby)
    fill_item(item_of(basket), texts={"share": "60"}, note="Ask the hauliers")
    procurement = make_planned(at_work_in_ekby)
    (asked,) = ask_as_in_basket(procurement, basket)

    assert (asked.values, asked.note, asked.title) == ({"share": "60"}, "Ask the hauliers", "Egne leveranser")
    assert ask_as_in_basket(procurement, basket) == [asked]


def test_a_draft_cannot_be_asked_for(at_work_in_ekby: Organisation) -> None:
    with pytest.raises(ProcurementNotPossibleError, match="Only published"):
        ask_for(make_planned(at_work_in_ekby), [Wanted(make_draft(at_work_in_ekby))])


def test_values_that_do_not_fit_are_named_and_nothing_is_saved(at_work_in_ekby: Organisation) -> None:
    _procurement, (asked,) = make_asking(at_work_in_ekby)
    with pytest.raises(ValuesDoNotFitError) as refused:
        fill_asked(asked, texts={"share": "160"}, note="Kept?")

    assert list(refused.value.fields) == ["share"]
    assert (AskedRequirement.objects.get().values, AskedRequirement.objects.get().note) == ({}, "")


def test_what_is_bid_on_changes_no_more(at_work_in_ekby: Organisation) -> None:
    procurement, criterion, clause = make_opened(at_work_in_ekby)
    lot = add_lot(procurement, title="North")
    wanted = Wanted(make_published(at_work_in_ekby))
    make_bid(procurement, lot=lot)
    publish(new_draft(requirement=clause.version.requirement, said=said(title={"nb": "Nyere"})))
    for changes in (
        lambda: fill_asked(criterion, weight=Decimal(10)),
        lambda: fill_all(procurement, {}, price=Filling(weight=Decimal(90))),
        lambda: ask_no_longer(clause),
        lambda: change_places(criterion, clause),
        lambda: ask_newer_version(clause),
        lambda: ask_for(procurement, [wanted]),
        lambda: change_lot(lot, price_weight=Decimal(90)),
        lambda: add_lot(procurement, title="South"),
    ):
        with pytest.raises(ProcurementNotPossibleError, match="There are bids"):
            changes()

    assert not AskedRequirement.objects.exclude(removed_at=None).exists()
    assert fill_asked(criterion, note="Ask the hauliers", weight=Decimal(40)).note == "Ask the hauliers"
    assert change_lot(lot, title="Nord").title == "Nord"


def test_what_is_decided_weighs_as_it_did(at_work_in_ekby: Organisation) -> None:
    procurement, criterion, _clause = make_opened(at_work_in_ekby)
    award_opened(procurement)
    with pytest.raises(ProcurementNotPossibleError, match="It is decided"):
        fill_asked(criterion, weight=Decimal(10))


@pytest.mark.parametrize("weight", [Decimal(-1), Decimal("100.01")])
def test_a_weight_is_a_percentage(at_work_in_ekby: Organisation, weight: Decimal) -> None:
    criterion = make_published(at_work_in_ekby, kind="award_criterion", phase="evaluation")
    _procurement, (asked,) = make_asking(at_work_in_ekby, criterion)

    assert fill_asked(asked, weight=Decimal(30)).weight == 30
    with pytest.raises(ProcurementNotPossibleError, match="between 0 and 100"):
        fill_asked(asked, weight=weight)


def test_only_award_criteria_have_a_weight(at_work_in_ekby: Organisation) -> None:
    _procurement, (asked,) = make_asking(at_work_in_ekby)
    with pytest.raises(ProcurementNotPossibleError, match="no award criterion"):
        fill_asked(asked, weight=Decimal(30))


def test_what_is_taken_out_can_be_put_back_as_it_was(at_work_in_ekby: Organisation) -> None:
    procurement, (asked,) = make_asking(at_work_in_ekby)
    fill_asked(asked, texts={"share": "60"})
    ask_no_longer(asked)

    assert (asked_lines(procurement), taken_out(procurement)) == ([], [asked])
    ask_again(asked)
    assert [line.asked.values for line in asked_lines(procurement)] == [{"share": "60"}]


def test_nothing_is_put_back_beyond_the_most(at_work_in_ekby: Organisation, monkeypatch: pytest.MonkeyPatch) -> None:
    _procurement, (asked,) = make_asking(at_work_in_ekby)
    ask_no_longer(asked)
    monkeypatch.setattr("procurement.services.ask.MOST_ASKED", 0)
    with pytest.raises(ProcurementNotPossibleError, match="at most 0 requirements"):
        ask_again(asked)
    assert AskedRequirement.objects.get().removed_at is not None


def test_a_newer_version_is_offered_and_taken_with_the_values_that_fit(at_work_in_ekby: Organisation) -> None:
    version = make_published(at_work_in_ekby)
    procurement, (asked,) = make_asking(at_work_in_ekby, version)
    fill_asked(asked, texts={"share": "60"})
    newer = publish(new_draft(requirement=version.requirement, said=said(code=version.requirement.code)))

    (line,) = asked_lines(procurement)
    assert (line.version, line.newer) == (version, newer)
    taken = ask_newer_version(asked)
    assert (taken.version, taken.values, asked_lines(procurement)[0].newer) == (newer, {"share": "60"}, None)


def newer_of(version: RequirementVersion, **changes: Any) -> RequirementVersion:
    return publish(new_draft(requirement=version.requirement, said=said(code=version.requirement.code, **changes)))


def unmeasured(version: RequirementVersion) -> RequirementVersion:
    """A newer version that asks for the same in words alone."""
    words = said(code=version.requirement.code, wording={"nb": "Ord", "sv": "Ord"}, variables={})
    return publish(new_draft(requirement=version.requirement, said={**words, "measure": None}))


def test_a_newer_version_that_measures_nothing_does_not_leave_a_staircase_behind(at_work_in_ekby: Organisation) -> None:
    asked = make_rising(at_work_in_ekby)
    unmeasured(asked.version)
    with pytest.raises(ProcurementNotPossibleError, match="no longer measures"):
        ask_newer_version(asked)

    assert AskedRequirement.objects.get().version == asked.version


def test_a_newer_version_that_asks_for_at_most_does_not_turn_a_staircase_over(at_work_in_ekby: Organisation) -> None:
    asked = make_rising(at_work_in_ekby)
    newer_of(asked.version, measure={**said()["measure"], "direction": "at_most"})
    with pytest.raises(ProcurementNotPossibleError, match="no longer measures"):
        ask_newer_version(asked)


def test_what_others_see_of_a_staircase_follows_a_newer_version(at_work_in_ekby: Organisation) -> None:
    asked = make_rising(at_work_in_ekby, rules=Rules(seen_by=SeenBy.NETWORK))
    newer_of(asked.version, topic="other-deliveries")
    ask_newer_version(asked)

    assert ShownStaircase.objects.get().topic == "other-deliveries"


def test_bids_are_compared_where_a_line_can_no_longer_rise(at_work_in_ekby: Organisation) -> None:
    procurement, criterion, clause = make_opened(at_work_in_ekby)
    let_rise(criterion, [PlannedStep(Decimal(40), months=0)], Rules())
    bid = make_bid(procurement)
    for asked in (criterion, clause):
        newer = unmeasured(asked.version)
        AskedRequirement.objects.filter(pk=asked.pk).update(version=newer)
        OfferedStep.objects.create(
            organisation=at_work_in_ekby, bid=bid, asked=asked, position=1, threshold=Decimal(50), months=0
        )
    (part,) = bid_parts(procurement)
    by_steps = EvaluationChoice(criteria={line.key: CriterionChoice(by=PointsBy.STEPS) for line in part.criteria})

    assert offered_staircases(procurement, part, [bid]) == []
    assert rising_criteria(procurement, part, by_steps) == {}


def test_lists_ask_as_often_for_one_as_for_three(
    at_work_in_ekby: Organisation, django_assert_num_queries: object
) -> None:
    for number in (1, 3):
        procurement, _asked = make_asking(
            at_work_in_ekby, *(make_published(at_work_in_ekby) for _each in range(number))
        )
        with django_assert_num_queries(4):  # type: ignore[operator]
            assert len(asked_lines(procurement)) == number
