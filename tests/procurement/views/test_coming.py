"""Suppliers read without an account what will be asked, and nothing that is not for everybody."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from io import BytesIO

import pytest
from django.test import Client
from pypdf import PdfReader

from foundation.access import open_access
from foundation.scoping import access_for_work
from procurement.calculations.joint_staircase import Way
from procurement.calculations.staircase import Step
from procurement.services.joint_staircases import take_over
from procurement.services.staircases import Rules, let_rise
from procurement.views.coming import PAGE_SIZE
from tests.factories.bank import make_published
from tests.factories.cast import Cast
from tests.factories.joint_staircases import agree_on, make_joint
from tests.factories.procurements import make_asking
from tests.procurement.services.test_staircases import STEPS

pytestmark = pytest.mark.django_db
PAGE = "/coming/transport.passenger/"


@pytest.mark.parametrize(("seen_by", "is_shown"), [("public", True), ("network", False), ("own", False)])
def test_only_what_is_for_everybody_is_shown(cast: Cast, client: Client, seen_by: str, is_shown: bool) -> None:
    with open_access(access_for_work(cast.ekby.pk)):
        _procurement, (asked,) = make_asking(cast.ekby)
        let_rise(asked, STEPS, Rules(seen_by=seen_by))
    page, listed = client.get(PAGE).content.decode(), client.get("/coming/").content.decode()

    assert ("Ekby kommun" in page, PAGE in listed) == (is_shown, is_shown)
    assert "Skoleskyss 2027" not in page


@pytest.mark.usefixtures("in_english")
def test_a_public_joint_staircase_says_who_follows_it(cast: Cast, client: Client) -> None:
    joint = make_joint(cast.network, seen_by="public")
    with open_access(access_for_work(cast.network.pk)):
        type(joint).objects.update(category="transport.goods")
    agree_on(joint, cast.granby)
    with open_access(access_for_work(cast.ekby.pk)):
        take_over(joint, member=cast.ekby, way=Way.LATER, months_later=6)
    page = client.get("/coming/transport.goods/")

    (requirement,) = page.context["requirements"]
    (buyer,) = requirement.buyers
    assert (buyer.buyer, [threshold for threshold, _when in buyer.steps]) == ("Ekby kommun", ["40\u00a0%", "60\u00a0%"])
    assert buyer.how == "in each new contract, 6 months later than Fjordnett has agreed"

    with open_access(access_for_work(cast.ekby.pk)):
        own = [Step(Decimal(30), months=0)]
        take_over(joint, member=cast.ekby, way=Way.OTHERWISE, steps=own, reason="Few hauliers")
    (requirement,) = client.get("/coming/transport.goods/").context["requirements"]
    assert [each.how for each in requirement.buyers] == ["in each new contract, otherwise than Fjordnett has agreed"]


def test_an_area_holds_its_leaves_and_a_category_that_is_not_there_is_nowhere(cast: Cast, client: Client) -> None:
    with open_access(access_for_work(cast.ekby.pk)):
        _procurement, (asked,) = make_asking(cast.ekby)
        let_rise(asked, STEPS, Rules(seen_by="public"))

    assert len(client.get("/coming/transport/").context["requirements"]) == 1
    assert client.get("/coming/food/").context["requirements"] == []
    assert client.get("/coming/nonsense/").status_code == 404


def test_the_same_stands_in_the_pdf(cast: Cast, client: Client) -> None:
    with open_access(access_for_work(cast.ekby.pk)):
        _procurement, (asked,) = make_asking(cast.ekby)
        let_rise(asked, STEPS, Rules(seen_by="public"))
    text = PdfReader(BytesIO(client.get("/coming/transport.passenger.pdf").content)).pages[0].extract_text()

    assert "Ekby kommun" in text
    assert "60" in text


def test_buyers_who_ask_for_the_same_stand_together(cast: Cast, client: Client) -> None:
    joint = make_joint(cast.network, seen_by="public")
    with open_access(access_for_work(cast.network.pk)):
        type(joint).objects.update(category="transport.goods")
    agree_on(joint, cast.granby)
    for member in (cast.ekby, cast.granby):
        with open_access(access_for_work(member.pk)):
            take_over(joint, member=member, way=Way.AS_IT_IS)
    page = client.get("/coming/transport.goods/")

    assert [buyer.buyer for buyer in page.context["requirements"][0].buyers] == ["Ekby kommun, Granby kommun"]
    assert page.context["buyers"] == 2


def test_many_requirements_stand_on_several_pages_on_paper_too(cast: Cast, client: Client) -> None:
    with open_access(access_for_work(cast.ekby.pk)):
        for number in range(PAGE_SIZE + 1):
            _procurement, (asked,) = make_asking(cast.ekby, make_published(cast.ekby, code=f"EGN-{700 + number}"))
            let_rise(asked, STEPS, Rules(seen_by="public"))
    pages = [client.get(PAGE, {"page": number}) for number in (1, 2)]

    assert [[each.code for each in page.context["requirements"]] for page in pages] == [
        [f"EGN-{700 + number}" for number in range(PAGE_SIZE)],
        [f"EGN-{700 + PAGE_SIZE}"],
    ]
    assert "transport.passenger.pdf?page=2" in pages[1].content.decode()
    paper = PdfReader(BytesIO(client.get("/coming/transport.passenger.pdf?page=2").content)).pages[0].extract_text()
    assert f"EGN-{700 + PAGE_SIZE}" in paper


@pytest.mark.parametrize("number", [1, 3])
def test_the_pages_ask_as_often_for_one_buyer_as_for_three(
    cast: Cast, client: Client, number: int, django_assert_num_queries: Callable[[int], object]
) -> None:
    for organisation in [cast.ekby, cast.granby, cast.network][:number]:
        with open_access(access_for_work(organisation.pk)):
            _procurement, (asked,) = make_asking(organisation)
            let_rise(asked, STEPS, Rules(seen_by="public"))
    for address, queries in (("/coming/", 2), (PAGE, 7)):
        client.get(address)
        with django_assert_num_queries(queries):  # type: ignore[attr-defined]
            client.get(address)


def test_what_is_over_is_no_longer_coming(cast: Cast, client: Client) -> None:
    with open_access(access_for_work(cast.ekby.pk)):
        _procurement, (asked,) = make_asking(cast.ekby, first_day=date(2001, 1, 1), announced_on=None, bids_due_on=None)
        let_rise(asked, STEPS, Rules(seen_by="public"))

    assert client.get(PAGE).context["requirements"] == []
    assert client.get("/coming/").context["categories"] == []
