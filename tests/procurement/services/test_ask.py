"""What a procurement asks for comes from the bank by version, with values, weights and what can be taken back."""

from decimal import Decimal

import pytest

from organisations.models import Organisation
from procurement.models import AskedRequirement
from procurement.queries.asked import asked_lines, taken_out
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
from requirements_bank.services.fill_basket import fill_item
from requirements_bank.services.versions import new_draft, publish
from tests.factories.bank import make_draft, make_published, said
from tests.factories.baskets import item_of, make_filled_basket
from tests.factories.bids import make_bid, make_opened
from tests.factories.contracts import award_opened
from tests.factories.procurements import make_asking, make_planned

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


def test_a_newer_version_is_offered_and_taken_with_the_values_that_fit(at_work_in_ekby: Organisation) -> None:
    version = make_published(at_work_in_ekby)
    procurement, (asked,) = make_asking(at_work_in_ekby, version)
    fill_asked(asked, texts={"share": "60"})
    newer = publish(new_draft(requirement=version.requirement, said=said(code=version.requirement.code)))

    (line,) = asked_lines(procurement)
    assert (line.version, line.newer) == (version, newer)
    taken = ask_newer_version(asked)
    assert (taken.version, taken.values, asked_lines(procurement)[0].newer) == (newer, {"share": "60"}, None)


def test_lists_ask_as_often_for_one_as_for_three(
    at_work_in_ekby: Organisation, django_assert_num_queries: object
) -> None:
    for number in (1, 3):
        procurement, _asked = make_asking(
            at_work_in_ekby, *(make_published(at_work_in_ekby) for _each in range(number))
        )
        with django_assert_num_queries(4):  # type: ignore[operator]
            assert len(asked_lines(procurement)) == number
