"""A basket holds versions with values and notes; nothing is lost, and everything can be taken back."""

from decimal import Decimal

import pytest

from foundation.access import open_access
from foundation.changes.models import Change
from foundation.errors import ConflictError
from foundation.scoping import access_for_work
from organisations.models import Organisation
from requirements_bank.models import Basket, SeenBy
from requirements_bank.queries.baskets import lines_of, relations_of, removed_items
from requirements_bank.services.baskets import (
    BasketNotPossibleError,
    add_version,
    archive_basket,
    copy_basket,
    make_basket,
    make_current,
    move_item,
    put_back,
    remove_item,
    rename_basket,
    take_newer_version,
)
from requirements_bank.services.fill_basket import fill_item
from requirements_bank.services.versions import change_visibility, new_draft, publish
from tests.factories.bank import make_draft, make_published, said
from tests.factories.baskets import item_of, make_filled_basket
from tests.factories.cast import Cast

pytestmark = pytest.mark.django_db


def test_the_newest_basket_is_the_persons_current_one(at_work_in_ekby: Organisation, cast: Cast) -> None:
    first = make_basket(organisation=at_work_in_ekby, name="Første")
    second = make_basket(organisation=at_work_in_ekby, name="Andre")

    assert Basket.objects.get(current_of=cast.ada) == second
    make_current(first)
    assert Basket.objects.get(current_of=cast.ada) == first


def test_a_requirement_lies_in_a_basket_once(at_work_in_ekby: Organisation) -> None:
    version = make_published(at_work_in_ekby)
    basket = make_filled_basket(at_work_in_ekby, version)

    assert add_version(basket=basket, version=version) == item_of(basket)
    assert basket.items.count() == 1


def test_a_draft_is_not_put_into_a_basket(at_work_in_ekby: Organisation) -> None:
    basket = make_basket(organisation=at_work_in_ekby)

    with pytest.raises(BasketNotPossibleError, match="publi"):
        add_version(basket=basket, version=make_draft(at_work_in_ekby))


def test_values_are_kept_as_plain_texts_and_the_default_is_not(at_work_in_ekby: Organisation) -> None:
    item = item_of(make_filled_basket(at_work_in_ekby))

    assert fill_item(item, texts={"share": "62,5 %"}, note=" Avklar med drift ").values == {"share": "62.5"}
    assert (lines_of(item.basket)[0].values, lines_of(item.basket)[0].item.note) == (
        {"share": Decimal("62.5")},
        "Avklar med drift",
    )
    assert fill_item(item, texts={"share": "40"}).values == {}


@pytest.mark.parametrize("typed", ["5", "101", "mye", "NaN", "1e999"])
def test_a_value_outside_its_bounds_is_refused_by_name(at_work_in_ekby: Organisation, typed: str) -> None:
    item = item_of(make_filled_basket(at_work_in_ekby))

    with pytest.raises(BasketNotPossibleError) as refused:
        fill_item(item, texts={"share": typed})
    assert set(refused.value.fields) == {"share"}


def test_what_was_taken_out_comes_back_as_it_was(at_work_in_ekby: Organisation) -> None:
    item = fill_item(item_of(make_filled_basket(at_work_in_ekby)), texts={"share": "70"}, note="Viktig")
    remove_item(item)
    assert (lines_of(item.basket), removed_items(item.basket)) == ([], [item])

    put_back(item)
    back = lines_of(item.basket)[0].item
    assert (back.values, back.note) == ({"share": "70"}, "Viktig")


def test_putting_back_what_lies_there_again_does_nothing(at_work_in_ekby: Organisation) -> None:
    version = make_published(at_work_in_ekby)
    basket = make_filled_basket(at_work_in_ekby, version)
    item = item_of(basket)
    remove_item(item)
    add_version(basket=basket, version=version)

    put_back(item)
    assert basket.items.filter(removed_at=None).count() == 1


def test_two_items_change_places(at_work_in_ekby: Organisation) -> None:
    basket = make_filled_basket(at_work_in_ekby, make_published(at_work_in_ekby), make_published(at_work_in_ekby))
    first, second = (line.item for line in lines_of(basket))

    move_item(second, before=first)
    assert [line.item for line in lines_of(basket)] == [second, first]


def test_kinds_stand_in_the_order_of_a_procurement(at_work_in_ekby: Organisation) -> None:
    kinds = ("reporting_duty", "contract_clause", "award_criterion", "technical_specification", "qualification")
    basket = make_filled_basket(at_work_in_ekby, *(make_published(at_work_in_ekby, kind=kind) for kind in kinds))

    assert [line.version.kind for line in lines_of(basket) if line.version] == list(reversed(kinds))


def test_a_newer_version_is_taken_and_values_that_fit_stay(at_work_in_ekby: Organisation) -> None:
    version = make_published(at_work_in_ekby)
    item = fill_item(item_of(make_filled_basket(at_work_in_ekby, version)), texts={"share": "90"})
    changed = said(version.requirement.code)
    changed["variables"]["share"]["max"] = 95
    newer = publish(new_draft(requirement=version.requirement, said=changed))

    assert lines_of(item.basket)[0].newer == newer
    taken = take_newer_version(item)
    assert (taken.version, taken.values) == (newer, {"share": "90"})
    assert lines_of(item.basket)[0].newer is None


def test_values_that_fit_no_longer_fall_away(at_work_in_ekby: Organisation) -> None:
    version = make_published(at_work_in_ekby)
    item = fill_item(item_of(make_filled_basket(at_work_in_ekby, version)), texts={"share": "90"})
    changed = said(version.requirement.code)
    changed["variables"]["share"]["max"] = 80
    publish(new_draft(requirement=version.requirement, said=changed))

    assert take_newer_version(item).values == {}


def test_what_its_owner_hides_stays_in_the_basket_by_name(cast: Cast) -> None:
    with open_access(access_for_work(cast.granby.pk)):
        theirs = make_published(cast.granby, visibility=SeenBy.NETWORK)
    with open_access(access_for_work(cast.ekby.pk)):
        basket = make_filled_basket(cast.ekby, theirs)
    with open_access(access_for_work(cast.granby.pk)):
        change_visibility(theirs.requirement, SeenBy.OWN)
    with open_access(access_for_work(cast.ekby.pk)):
        line = lines_of(basket)[0]

    assert (line.version, line.item.code, line.item.title) == (None, theirs.requirement.code, "Egne leveranser")


def test_a_copy_has_everything_and_is_its_own(at_work_in_ekby: Organisation) -> None:
    item = fill_item(item_of(make_filled_basket(at_work_in_ekby)), texts={"share": "70"}, note="Viktig")
    copy = copy_basket(item.basket)
    remove_item(item)

    copied = lines_of(copy)[0].item
    assert (copied.values, copied.note, copied.code) == ({"share": "70"}, "Viktig", item.code)


def test_a_basket_that_was_put_away_is_only_read(at_work_in_ekby: Organisation, cast: Cast) -> None:
    item = item_of(make_filled_basket(at_work_in_ekby))
    archive_basket(item.basket)

    assert not Basket.objects.filter(current_of=cast.ada).exists()
    with pytest.raises(ConflictError):
        fill_item(item, texts={"share": "70"})
    make_current(item.basket)
    assert fill_item(item, texts={"share": "70"}).values == {"share": "70"}


def test_a_basket_needs_a_name(at_work_in_ekby: Organisation) -> None:
    with pytest.raises(BasketNotPossibleError):
        rename_basket(make_filled_basket(at_work_in_ekby), "  ")


def test_every_step_is_recorded(at_work_in_ekby: Organisation) -> None:
    item = item_of(make_filled_basket(at_work_in_ekby))
    rename_basket(item.basket, "Nytt navn")
    fill_item(item, texts={"share": "70"})
    remove_item(item)
    put_back(item)
    archive_basket(item.basket)

    actions = Change.objects.filter(kind="requirements_bank.basket").order_by("pk").values_list("action", flat=True)
    assert list(actions) == ["made", "added", "renamed", "changed", "removed", "put_back", "archived"]


def test_a_basket_belongs_to_its_organisation_alone(cast: Cast) -> None:
    with open_access(access_for_work(cast.ekby.pk)):
        make_filled_basket(cast.ekby)
    with open_access(access_for_work(cast.granby.pk)):
        assert not Basket.objects.exists()


def test_relations_of_a_basket_reach_along_a_chain(at_work_in_ekby: Organisation) -> None:
    first = make_published(at_work_in_ekby, code="A-1")
    middle = make_published(at_work_in_ekby, code="A-2", relations={"replaces": ["A-1"]})
    last = make_published(at_work_in_ekby, code="A-3", relations={"replaces": ["A-2"]})

    found = {(each.one, each.other) for each in relations_of([first, last])}
    ids = [version.requirement_id for version in (first, middle, last)]
    assert found == {(ids[1], ids[0]), (ids[2], ids[1])}
