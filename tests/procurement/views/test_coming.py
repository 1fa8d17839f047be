"""Suppliers read without an account what will be asked, and nothing that is not for everybody."""

from io import BytesIO

import pytest
from django.test import Client
from pypdf import PdfReader

from foundation.access import open_access
from foundation.scoping import access_for_work
from procurement.calculations.joint_staircase import Way
from procurement.services.joint_staircases import take_over
from procurement.services.staircases import Rules, let_rise
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
    assert "Fjordnett" in buyer.how


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
