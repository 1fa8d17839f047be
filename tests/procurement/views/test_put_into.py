"""From the bank's pages into a procurement: one requirement or a whole basket, for all lots or for one."""

from collections.abc import Callable

import pytest
from django.test import Client

from foundation.access import open_access
from foundation.scoping import access_for_work
from organisations.models import User
from procurement.models import AskedRequirement, Procurement, Stage
from procurement.services.lots import add_lot
from procurement.services.procurements import move_to
from requirements_bank.models import Basket, RequirementVersion
from requirements_bank.services.baskets import add_version, archive_basket, make_basket
from tests.factories.bank import make_published
from tests.factories.cast import Cast
from tests.factories.procurements import make_planned

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]
In = Callable[[User], Client]
PUT_IN = "/o/ekby/procurements/put-in/"


@pytest.fixture
def version(cast: Cast) -> RequirementVersion:
    with open_access(access_for_work(cast.ekby.pk)):
        return make_published(cast.ekby)


@pytest.fixture
def planned(cast: Cast) -> Procurement:
    with open_access(access_for_work(cast.ekby.pk)):
        return make_planned(cast.ekby)


def asked(cast: Cast) -> list[tuple[str, int | None]]:
    with open_access(access_for_work(cast.ekby.pk)):
        return list(AskedRequirement.objects.values_list("code", "lot__number"))


def test_a_requirement_is_put_into_a_procurement_from_its_page_and_from_the_hits(
    cast: Cast, client_for: In, version: RequirementVersion, planned: Procurement
) -> None:
    ada, address = client_for(cast.ada), f"{PUT_IN}?version={version.uuid}"
    for page in (f"/o/ekby/requirements/{version.requirement.uuid}/", "/o/ekby/requirements/"):
        assert f'href="{address}"' in ada.get(page).content.decode()
        assert PUT_IN not in client_for(cast.bo).get(page).content.decode(), "who only reads runs no procurement"

    assert version.requirement.code in ada.get(address).content.decode()
    answer = ada.post(address, {"into": str(planned.uuid)}, follow=True)
    assert answer.redirect_chain[0][0] == f"/o/ekby/procurements/{planned.uuid}/requirements/"
    assert "One requirement is put in." in answer.content.decode()
    assert asked(cast) == [(version.requirement.code, None)]
    assert "Nothing new was put in" in ada.post(address, {"into": str(planned.uuid)}, follow=True).content.decode()


def test_a_lot_is_chosen_together_with_its_procurement(
    cast: Cast, client_for: In, version: RequirementVersion, planned: Procurement
) -> None:
    with open_access(access_for_work(cast.ekby.pk)):
        lot = add_lot(planned, title="North")
    client_for(cast.ada).post(f"{PUT_IN}?version={version.uuid}", {"into": str(lot.uuid)})

    assert asked(cast) == [(version.requirement.code, 1)]


def test_a_basket_is_put_in_whole_until_it_is_put_away(
    cast: Cast, client_for: In, version: RequirementVersion, planned: Procurement
) -> None:
    with open_access(access_for_work(cast.ekby.pk)):
        basket = make_basket(organisation=cast.ekby, name="Transport")
        add_version(basket=basket, version=version)
    ada, address = client_for(cast.ada), f"{PUT_IN}?basket={basket.uuid}"
    page = f"/o/ekby/requirements/baskets/{basket.uuid}/"
    assert f'href="{address}"' in ada.get(page).content.decode()
    assert "1 requirement lies in the basket." in ada.get(address).content.decode()

    ada.post(address, {"into": str(planned.uuid)})
    assert asked(cast) == [(version.requirement.code, None)]
    with open_access(access_for_work(cast.ekby.pk)):
        archive_basket(Basket.objects.get())
    assert ada.get(address)["Location"] == "/o/ekby/requirements/"


def test_only_what_is_led_and_not_evaluated_yet_can_be_chosen(
    cast: Cast, client_for: In, version: RequirementVersion, planned: Procurement
) -> None:
    ada, address = client_for(cast.ada), f"{PUT_IN}?version={version.uuid}"
    with open_access(access_for_work(cast.granby.pk)):
        others = make_planned(cast.granby)
    with open_access(access_for_work(cast.ekby.pk)):
        move_to(planned, Stage.EVALUATION)

    assert "Make a procurement" in ada.get(address).content.decode()
    for chosen in (planned.uuid, others.uuid, "nonsense", ""):
        assert ada.post(address, {"into": str(chosen)}).status_code == 422
    assert asked(cast) == []
    assert client_for(cast.bo).get(address).status_code == 404


@pytest.mark.parametrize(
    "query", ["", "?version=nonsense", "?basket=nonsense", "?version=bc6fe7e5-2873-45ee-b852-4c392d2a1908"]
)
def test_what_is_not_there_leads_back_to_the_bank(cast: Cast, client_for: In, query: str) -> None:
    assert client_for(cast.ada).get(f"{PUT_IN}{query}")["Location"] == "/o/ekby/requirements/"


@pytest.mark.parametrize("number", [1, 3])
def test_it_asks_as_often_for_one_procurement_as_for_three(
    cast: Cast,
    client_for: In,
    version: RequirementVersion,
    number: int,
    django_assert_num_queries: Callable[[int], object],
) -> None:
    with open_access(access_for_work(cast.ekby.pk)):
        for each in range(number):
            add_lot(make_planned(cast.ekby, title=f"Purchase {each}"), title="North")
    ada = client_for(cast.ada)
    ada.get(f"{PUT_IN}?version={version.uuid}")
    with django_assert_num_queries(7):  # type: ignore[attr-defined]
        ada.get(f"{PUT_IN}?version={version.uuid}")
