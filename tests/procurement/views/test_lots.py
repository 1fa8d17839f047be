"""The pages of lots: added, ordered, changed, weighed, given their own versions, and taken out."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client

from foundation.access import open_access
from foundation.scoping import access_for_work
from organisations.models import User
from procurement.models import AskedRequirement, Lot, Procurement
from procurement.queries.asked import asked_lines, weight_sums
from procurement.services.lots import add_lots, change_lot
from procurement.services.procurements import name_buyers
from tests.factories.cast import Cast
from tests.factories.tenders import make_tender_in_lots

pytestmark = pytest.mark.django_db
In = Callable[[User], Client]


@pytest.fixture
def tender(cast: Cast) -> Procurement:
    """A criterion of 30, the price at 70, and a clause with three steps; two lots."""
    with open_access(access_for_work(cast.ekby.pk)):
        return make_tender_in_lots(cast.ekby)


def lots_of(tender: Procurement) -> str:
    return f"/o/ekby/procurements/{tender.uuid}/lots/"


def lot_called(cast: Cast, title: str) -> Lot:
    with open_access(access_for_work(cast.ekby.pk)):
        return Lot.objects.get(title=title)


def titles(cast: Cast) -> list[tuple[int, str]]:
    with open_access(access_for_work(cast.ekby.pk)):
        return list(Lot.objects.values_list("number", "title"))


def own(cast: Cast, client: Client, tender: Procurement, kind: str, lot: str = "South") -> AskedRequirement:
    """Give a lot its own version of what is asked of all."""
    with open_access(access_for_work(cast.ekby.pk)):
        asked = AskedRequirement.objects.get(version__kind=kind, lot=None)
    page = f"{lots_of(tender)}{lot_called(cast, lot).uuid}/"
    assert client.post(f"{page}own/", {"asked": str(asked.uuid)})["Location"] == page
    with open_access(access_for_work(cast.ekby.pk)):
        return AskedRequirement.objects.get(version__kind=kind, lot__title=lot)


def test_a_lot_is_added_changed_ordered_and_taken_out(cast: Cast, client_for: In, tender: Procurement) -> None:
    ada = client_for(cast.ada)
    ada.post(lots_of(tender), {"title": "Islands", "value": "2,5 mill.", "cpv": "60112000"})
    islands = lot_called(cast, "Islands")
    assert (islands.number, islands.value, islands.cpv) == (3, Decimal(2_500_000), ["60112000"])

    page = f"{lots_of(tender)}{islands.uuid}/"
    ada.post(page, {"title": "Islands and ferries", "value": "3 000 000", "revision": "1"})
    ada.post(f"{page}move/", {"way": "up"})
    ada.post(f"{page}move/", {"way": "up"})
    ada.post(f"{page}move/", {"way": "up"})
    assert titles(cast) == [(1, "Islands and ferries"), (2, "North"), (3, "South")]
    ada.post(f"{page}move/", {"way": "down"})
    assert titles(cast) == [(1, "North"), (2, "Islands and ferries"), (3, "South")]
    ada.post(f"{page}remove/")
    assert titles(cast) == [(1, "North"), (2, "South")]
    assert ada.post(f"{page}move/", {"way": "up"}).status_code == 404


@pytest.mark.parametrize(
    ("sent", "field"),
    [({"title": " "}, "title"), ({"title": "A", "cpv": "1"}, "cpv"), ({"title": "A", "value": "x"}, "value")],
)
def test_what_does_not_fit_stands_at_its_field(
    cast: Cast, client_for: In, tender: Procurement, sent: dict[str, str], field: str
) -> None:
    ada = client_for(cast.ada)
    page = f"{lots_of(tender)}{lot_called(cast, 'North').uuid}/"
    for address in (lots_of(tender), page):
        answer = ada.post(address, sent)
        assert answer.status_code == 422
        assert field in answer.context["form"].errors
    assert titles(cast) == [(1, "North"), (2, "South")]


def test_an_own_version_begins_alike_and_stands_instead(cast: Cast, client_for: In, tender: Procurement) -> None:
    ada = client_for(cast.ada)
    criterion, clause = own(cast, ada, tender, "award_criterion"), own(cast, ada, tender, "contract_clause")
    own(cast, ada, tender, "award_criterion")  # once more changes nothing

    with open_access(access_for_work(cast.ekby.pk)):
        assert criterion.weight == 30
        assert [int(step.threshold) for step in clause.staircase.steps.all()] == [40, 60, 80]
        assert [each.total for each in weight_sums(tender, asked_lines(tender))] == [100, 100]
    answer = ada.get(f"{lots_of(tender)}{lot_called(cast, 'South').uuid}/")
    assert [each.is_own for each in answer.context["shown"].asked] == [True, True]
    rising = ada.get(f"/o/ekby/procurements/{tender.uuid}/staircases/", HTTP_ACCEPT_LANGUAGE="en").context["groups"]
    assert [(heading, len(those)) for heading, those in rising] == [("In all lots", 1), ("Lot 2: South", 1)]


def test_a_lot_with_something_of_its_own_stays(cast: Cast, client_for: In, tender: Procurement) -> None:
    ada = client_for(cast.ada)
    own(cast, ada, tender, "award_criterion")
    page = f"{lots_of(tender)}{lot_called(cast, 'South').uuid}/"

    assert ada.post(f"{page}remove/")["Location"] == page
    assert titles(cast) == [(1, "North"), (2, "South")]


def test_weights_make_up_one_hundred_within_each_lot(cast: Cast, client_for: In, tender: Procurement) -> None:
    ada = client_for(cast.ada)
    criterion = own(cast, ada, tender, "award_criterion")
    page = f"{lots_of(tender)}{lot_called(cast, 'South').uuid}/"
    with open_access(access_for_work(cast.ekby.pk)):
        tender.refresh_from_db()
    name = f"{criterion.uuid.hex}-weight"
    sent = {"do": "weigh", "price_weight": "55,5", name: "40", "asked_revision": str(tender.asked_revision)}
    assert ada.post(page, sent).status_code == 302

    shown = {each.lot.title: each for each in ada.get(lots_of(tender)).context["shown"]}
    assert [shown[title].sum.is_whole for title in ("North", "South")] == [True, False]
    assert [shown[title].price for title in ("North", "South")] == [70, Decimal("55.5")]
    law = ada.get(f"/o/ekby/procurements/{tender.uuid}/law/").context["criteria"]
    assert [(lot.title, [each.weight for each in those]) for lot, those in law] == [
        ("North", [70, 30]),
        ("South", [Decimal("55.5"), 40]),
    ]


def test_nobody_overwrites_weights_unseen(cast: Cast, client_for: In, tender: Procurement) -> None:
    ada = client_for(cast.ada)
    page = f"{lots_of(tender)}{lot_called(cast, 'South').uuid}/"
    refused = ada.post(page, {"do": "weigh", "price_weight": "60", "asked_revision": "1"})

    assert refused.status_code == 422
    form = refused.context["weights"]
    assert form["price_weight"].value() == "60"
    again = {"do": "weigh", "price_weight": "60", "asked_revision": form["asked_revision"].value()}
    assert ada.post(page, again).status_code == 302
    assert lot_called(cast, "South").price_weight == 60

    as_read_before = {**again, "price_weight": "45"}
    assert ada.post(page, as_read_before).status_code == 422
    assert lot_called(cast, "South").price_weight == 60


def test_nobody_overwrites_a_lot_unseen(cast: Cast, client_for: In, tender: Procurement) -> None:
    ada = client_for(cast.ada)
    page = f"{lots_of(tender)}{lot_called(cast, 'South').uuid}/"
    read = ada.get(page).context["form"]["revision"].value()
    assert ada.post(page, {"title": "South and west", "revision": read}).status_code == 302

    refused = ada.post(page, {"title": "South and east", "revision": read})
    form = refused.context["form"]
    assert (refused.status_code, form["title"].value()) == (422, "South and east")
    assert lot_called(cast, "South and west").revision == 2
    assert ada.post(page, {"title": "South and east", "revision": form["revision"].value()}).status_code == 302


def test_lots_that_are_not_worth_the_whole_are_told_with_the_difference(
    cast: Cast, client_for: In, tender: Procurement
) -> None:
    ada = client_for(cast.ada)
    with open_access(access_for_work(cast.ekby.pk)):
        Procurement.objects.filter(pk=tender.pk).update(value=Decimal(12_000_000))
        for lot in tender.lots.all():
            change_lot(lot, value=Decimal(5_000_000))
    addresses = [lots_of(tender), *(lots_of(tender).replace("/lots/", f"/{page}/") for page in ("law", "publish"))]
    for address in addresses:
        page = ada.get(address, headers={"accept-language": "en"})
        told = page.context.get("values") or " ".join(page.context.get("problems", []))
        assert all(figure in told.replace("\u00a0", " ") for figure in ("10", "12", "2")), address
        assert "less" in told
        assert "lots are" in page.content.decode()

    with open_access(access_for_work(cast.ekby.pk)):
        Procurement.objects.filter(pk=tender.pk).update(value=Decimal(10_000_000))
    assert ada.get(lots_of(tender)).context["values"] == ""


def test_the_lead_alone_changes_lots(cast: Cast, client_for: In, tender: Procurement) -> None:
    with open_access(access_for_work(cast.ekby.pk)):
        name_buyers(tender, [cast.granby])
    along = lots_of(tender).replace("ekby", "granby")
    page = f"{lot_called(cast, 'South').uuid}/"
    bo, cilla = client_for(cast.bo), client_for(cast.cilla)

    assert [bo.get(lots_of(tender)).status_code, cilla.get(f"{along}{page}").status_code] == [200, 200]
    assert [bo.post(lots_of(tender), {"title": "A"}).status_code, cilla.post(along, {"title": "A"}).status_code] == [
        404,
        404,
    ]
    assert cilla.post(f"{along}{page}", {"title": "A"}).status_code == 404


@pytest.mark.parametrize("number", [1, 3])
def test_the_list_asks_as_often_for_one_as_for_three(
    cast: Cast, client_for: In, tender: Procurement, number: int, django_assert_num_queries: Callable[[int], Any]
) -> None:
    with open_access(access_for_work(cast.ekby.pk)):
        add_lots(tender, [{"title": "More"} for _each in range(number)])
    bo = client_for(cast.bo)
    bo.get(lots_of(tender))
    with django_assert_num_queries(11):
        answer = bo.get(lots_of(tender))
    assert len(answer.context["shown"]) == number + 2
