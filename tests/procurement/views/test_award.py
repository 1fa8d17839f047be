"""An officer awards lot by lot: typed, seen beforehand, then decided; nothing typed is lost, and nothing is half."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client

from foundation.access import open_access
from foundation.changes.models import Change
from foundation.scoping import access_for_work
from organisations.models import User
from procurement.models import (
    Award,
    BidAnswer,
    Contract,
    ContractParty,
    Obligation,
    ObligationStep,
    OfferedStep,
    Part,
    Procurement,
)
from procurement.services.award import take_award_back
from procurement.services.lots import add_lot
from procurement.services.procurements import name_buyers, name_participant
from tests.factories.bids import make_bid, make_opened
from tests.factories.cast import Cast
from tests.factories.contracts import award_opened, make_award, make_signed
from tests.factories.procurements import make_planned, make_rising

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]
In = Callable[[User], Client]


@pytest.fixture
def rising(cast: Cast) -> Procurement:
    with open_access(access_for_work(cast.ekby.pk)):
        procurement = make_rising(cast.ekby).procurement
        Procurement.objects.filter(pk=procurement.pk).update(announced_on=None, bids_due_on=date(2026, 4, 12))
        procurement.refresh_from_db()
        return procurement


@pytest.fixture
def place(rising: Procurement) -> str:
    return f"/o/ekby/procurements/{rising.uuid}/award/"


def typed(rising: Procurement, **said: Any) -> dict[str, Any]:
    with open_access(access_for_work(rising.organisation_id)):
        asked = [str(each.uuid) for each in rising.asked.all()]
    usual = {
        "count": "2",
        "winner-0-name": "Buss AS",
        "winner-0-rank": "1",
        "winner-1-name": "",
        "decided_on": "2026-05-10",
        "told_on": "2026-05-10",
        "first_day": "2027-08-01",
        "months": "48",
        "options": "12, 12",
        "notice_months": "3",
        "value": "9 000 000",
        "because": "Direct award.",
        "language": "sv",
        "together": "",
        "obligations": asked,
        "do": "preview",
    }
    return {**usual, **said}


def test_before_anything_is_decided_it_shows_what_that_obliges_to(
    cast: Cast, client_for: In, rising: Procurement, place: str
) -> None:
    page = client_for(cast.ada).post(f"{place}new/", typed(rising))
    text = page.content.decode()

    assert page.status_code == 200
    with open_access(access_for_work(cast.ekby.pk)):
        assert not Award.objects.exists()
    assert "at least 60" in text
    assert "from extension 1" in text
    assert "The steps take precedence over the number" in text
    assert str(page.context["preview"].standstill_until) == "2026-05-20"
    assert ("winner-0-name", "Buss AS") in page.context["sent"]


def test_what_was_seen_is_what_is_decided(cast: Cast, client_for: In, rising: Procurement, place: str) -> None:
    ada = client_for(cast.ada)
    sent = ada.post(f"{place}new/", typed(rising)).context["sent"]
    again: dict[str, Any] = {}
    for name, value in sent:
        again.setdefault(name, []).append(value)
    done = ada.post(f"{place}new/", {**again, "do": "award"}, follow=True)

    assert done.redirect_chain == [(place, 302)]
    with open_access(access_for_work(cast.ekby.pk)):
        contract = Contract.objects.get()
        assert [party.name for party in contract.parties.all()] == ["Buss AS"]
        assert Obligation.objects.get().language == "sv"
    assert "Buss AS" in done.content.decode()
    assert "award-lot__standstill" in done.text
    with open_access(access_for_work(cast.ekby.pk)):
        make_signed(contract)
    assert "award-lot__standstill" not in ada.get(place).text
    assert client_for(cast.bo).get(f"/o/ekby/procurements/contracts/{contract.uuid}/").status_code == 200


def test_a_row_more_and_a_way_back_lose_nothing(cast: Cast, client_for: In, rising: Procurement, place: str) -> None:
    for do, rows in (("add", 3), ("edit", 2)):
        page = client_for(cast.ada).post(f"{place}new/", typed(rising, do=do, because="Cheapest", months=""))
        assert page.status_code == 200
        assert not page.context["forms"].has_errors
        assert len(page.context["forms"].forms) == rows
        assert "Buss AS" in page.content.decode()
        assert "Cheapest" in page.content.decode()


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ({"winner-0-name": "", "winner-0-rank": ""}, "Say which supplier wins."),
        ({"months": ""}, "This field is required."),
        ({"first_day": ""}, "Write the day on which the contract begins."),
        ({"because": " "}, "No bid is registered here."),
        ({"first_day": "2026-05-01"}, "cannot begin before the award is decided"),
        ({"winner-0-share": "101"}, "Write a figure from 0 to 100."),
        ({"winner-0-name": "", "winner-0-number": "974760673"}, "Name the supplier."),
    ],
)
def test_what_is_wrong_is_said_where_it_stands(
    cast: Cast, client_for: In, rising: Procurement, place: str, said: dict[str, str], sentence: str
) -> None:
    page = client_for(cast.ada).post(f"{place}new/", typed(rising, **said))

    assert page.status_code == 422
    assert sentence in page.content.decode()
    assert "error-summary" in page.content.decode()


def test_who_is_second_is_told_that_it_is_decided(cast: Cast, client_for: In, rising: Procurement, place: str) -> None:
    ada = client_for(cast.ada)
    with open_access(access_for_work(cast.ekby.pk)):
        make_award(rising)
    page = ada.post(f"{place}new/", typed(rising, do="award"))

    assert page.status_code == 422
    assert "decided already" in page.content.decode()
    assert "Buss AS" in page.content.decode()


def test_lots_stand_one_by_one_and_one_ends_without_a_winner(cast: Cast, client_for: In) -> None:
    with open_access(access_for_work(cast.ekby.pk)):
        planned = make_planned(cast.ekby)
        north, south = add_lot(planned, title="North"), add_lot(planned, title="South")
        make_award(planned, lot=north)
    ada, place = client_for(cast.ada), f"/o/ekby/procurements/{planned.uuid}/award/"
    page = ada.get(place)
    assert page.context["answer"] == "One contract. One lot is still open."
    assert f"new/?lot={south.uuid}" in page.content.decode()

    ada.post(f"{place}end/?lot={south.uuid}", {"reason": ""})
    with open_access(access_for_work(cast.ekby.pk)):
        assert not Award.objects.filter(lot=south).exists()
    done = ada.post(f"{place}end/?lot={south.uuid}", {"reason": "No bid came in."}, follow=True)
    assert "Nobody wins: No bid came in." in done.content.decode()
    assert ada.get(f"{place}new/?lot={cast.ekby.uuid}").status_code == 404
    assert ada.get(f"{place}new/?lot=nonsense").status_code == 404


def test_a_decision_is_taken_back_with_a_reason(cast: Cast, client_for: In, rising: Procurement, place: str) -> None:
    with open_access(access_for_work(cast.ekby.pk)):
        made = make_award(rising)
    address = f"{place}{made.uuid}/take-back/"
    assert "Say why" in client_for(cast.ada).post(address, {"reason": " "}, follow=True).content.decode()
    page = client_for(cast.ada).post(address, {"reason": "A sum was wrong."}, follow=True)
    assert "A sum was wrong." in page.content.decode()


def test_only_who_leads_and_runs_it_decides(cast: Cast, client_for: In, rising: Procurement, place: str) -> None:
    with open_access(access_for_work(cast.ekby.pk)):
        name_buyers(rising, [cast.granby])
        made = make_award(rising)
    beside = place.replace("/o/ekby/", "/o/granby/")
    cilla = client_for(cast.cilla)

    assert cilla.get(beside).status_code == 200
    assert client_for(cast.bo).get(f"{place}new/").status_code == 404
    assert cilla.get(f"{beside}new/").status_code == 404
    assert cilla.post(f"{beside}{made.uuid}/take-back/", {"reason": "No"}).status_code == 404
    with open_access(access_for_work(cast.ekby.pk)):
        assert Award.objects.get().taken_back_at is None


def test_bids_stand_in_the_form_best_first_and_what_they_offer_binds(cast: Cast, client_for: In) -> None:
    with open_access(access_for_work(cast.ekby.pk)):
        opened, criterion, clause = make_opened(cast.ekby)
        name_participant(opened, cast.ada, Part.EVALUATOR)
        bid = make_bid(opened)
        OfferedStep.objects.create(
            organisation=cast.ekby, bid=bid, asked=clause, position=2, threshold=Decimal(75), months=12
        )
        BidAnswer.objects.create(organisation=cast.ekby, bid=bid, asked=criterion, text="80")
    ada, place = client_for(cast.ada), f"/o/ekby/procurements/{opened.uuid}/award/"
    form = ada.get(f"{place}new/").context["forms"].forms[0]
    assert [form[name].value() for name in ("name", "bid")] == ["Nordbuss AS", str(bid.uuid)]
    ticked = ada.get(f"{place}new/").context["forms"].terms["obligations"].value()
    assert ada.get(f"{place}new/").context["forms"].terms["value"].value() == "", "the bid's price is the value"
    assert str(criterion.uuid) in ticked, "what a bid answers to a criterion binds"

    days = {"decided_on": "2025-05-10", "told_on": "", "first_day": "2025-08-01"}
    sent = {
        **typed(opened, **days),
        "winner-0-name": "Nordbuss AS",
        "winner-0-bid": str(bid.uuid),
        "winner-0-wins": "on",
    }
    preview = ada.post(f"{place}new/", sent)
    assert "offered in the bid" in preview.text
    assert [each for each in preview.context["warnings"] if "ranks nobody" in each]
    ada.post(f"{place}new/", {**sent, "do": "award"})
    with open_access(access_for_work(cast.ekby.pk)):
        steps = ObligationStep.objects.filter(obligation__code=clause.code)
        assert [(int(step.threshold), step.origin, bool(step.first_day)) for step in steps] == [
            (40, "asked", True),
            (75, "offered", True),
            (60, "asked", False),
        ]
        assert ContractParty.objects.get().bid == bid


def test_who_does_not_see_bids_types_who_wins(cast: Cast, client_for: In) -> None:
    with open_access(access_for_work(cast.ekby.pk)):
        opened, _criterion, _clause = make_opened(cast.ekby)
        make_bid(opened)
    page = client_for(cast.ada).get(f"/o/ekby/procurements/{opened.uuid}/award/new/")

    assert [form["name"].value() for form in page.context["forms"].forms] == [None]
    assert "Nordbuss" not in page.content.decode()


def test_with_bids_there_the_team_alone_decides_since_that_opens_them(cast: Cast, client_for: In) -> None:
    with open_access(access_for_work(cast.ekby.pk)):
        opened, _criterion, _clause = make_opened(cast.ekby)
        name_participant(opened, cast.ada, Part.EVALUATOR)
        make_bid(opened, "Secret AS")
        award_opened(opened)
        made = Award.objects.get(procurement=opened)
    eva, award = client_for(cast.eva), f"/o/ekby/procurements/{opened.uuid}/award/"
    posted = [eva.post(f"{award}{part}", {"reason": "Feil"}) for part in (f"{made.uuid}/take-back/", "end/", "new/")]

    assert [each.status_code for each in posted] == [404, 404, 404]
    assert eva.get(f"{award}new/").status_code == 404
    assert "the evaluation team decides" not in eva.get(award).content.decode()
    assert client_for(cast.ada).post(f"{award}{made.uuid}/take-back/", {"reason": "Feil"}).status_code == 302
    assert "the evaluation team decides" in eva.get(award).content.decode()


def test_three_lots_take_as_many_queries_as_one(cast: Cast, client_for: In, django_assert_max_num_queries: Any) -> None:
    with open_access(access_for_work(cast.ekby.pk)):
        planned = make_planned(cast.ekby)
        make_award(planned, lot=add_lot(planned, title="North"))
    bo, place = client_for(cast.bo), f"/o/ekby/procurements/{planned.uuid}/award/"
    bo.get(place)
    with django_assert_max_num_queries(40) as one:
        bo.get(place)
    with open_access(access_for_work(cast.ekby.pk)):
        for title in ("South", "West"):
            make_award(planned, lot=add_lot(planned, title=title))
    with django_assert_max_num_queries(len(one)):
        assert len(bo.get(place).context["decided"]) == 3


def test_reasons_of_decisions_open_with_the_bids_that_they_speak_of(cast: Cast, client_for: In) -> None:
    with open_access(access_for_work(cast.ekby.pk)):
        procurement = make_planned(cast.ekby)
        north, south = (add_lot(procurement, title=title) for title in ("North", "South"))
        name_buyers(procurement, [cast.granby])
        name_participant(procurement, cast.ada, Part.EVALUATOR)
        for lot in (north, south):
            make_bid(procurement, lot=lot)
        former = make_award(procurement, lot=north, because="Nordbuss was 9 % cheaper")
        take_award_back(former, because="Sørbuss had offered 8 millions")
        make_award(procurement, lot=north, because="Sørbuss is the cheapest")
    own, along = (f"/o/{place}/procurements/{procurement.uuid}/award/" for place in ("ekby", "granby"))
    told = ("Sørbuss had offered", "Sørbuss is the cheapest")

    def read() -> list[list[bool]]:
        pages = (client_for(cast.ada).get(own), client_for(cast.bo).get(own), client_for(cast.cilla).get(along))
        assert {page.status_code for page in pages} == {200}
        return [[words in page.content.decode() for words in told] for page in pages]

    assert read() == [[True, True], [False, False], [False, False]]
    with open_access(access_for_work(cast.ekby.pk)):
        known = Change.objects.filter(kind="procurement.procurement")
        assert not any("Sørbuss had" in str(each.summary) for each in known), "the feed and the history name none"
        make_award(procurement, lot=south)
    assert read() == [[True, True], [True, True], [True, True]]
