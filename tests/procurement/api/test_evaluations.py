"""How bids are compared, by the API: chosen before they are there, with all models side by side after the award."""

from decimal import Decimal
from typing import Any

import pytest
from pytest_django import DjangoAssertNumQueries

from foundation.access import open_access
from foundation.scoping import access_for_work
from organisations.models import Role
from procurement.calculations.evaluation import Model
from procurement.calculations.evaluation_choice import EvaluationChoice
from procurement.models import AskedRequirement, Bid, BidAnswer, EvaluationNotes, Procurement
from procurement.services.evaluation import choose_evaluation
from procurement.services.lots import add_lot
from procurement.services.procurements import name_buyers
from tests.api.callers import Caller, make_caller
from tests.factories.bids import make_bid, make_opened
from tests.factories.cast import Cast
from tests.factories.contracts import award_opened

pytestmark = pytest.mark.django_db
Opened = tuple[Procurement, AskedRequirement, AskedRequirement]


@pytest.fixture
def opened(cast: Cast) -> Opened:
    with open_access(access_for_work(cast.ekby.pk)):
        return make_opened(cast.ekby)


def of(procurement: Procurement, *, place: str = "ekby") -> str:
    return f"organisations/{place}/procurements/{procurement.uuid}/evaluations/"


def body(asked: AskedRequirement, **changes: Any) -> dict[str, Any]:
    criterion = {"asked": str(asked.uuid), "by": "linear", "worst": "40", "best": "100", "sum": "300000"}
    price = {"per_tonne": "1000", "tonne_day": "2026-01-15", "tonne_source": "The council"}
    return {"revision": 0, "model": "linear", "criteria": [criterion], **price, **changes}


def bids_of(cast: Cast, procurement: Procurement, asked: AskedRequirement, **said: Any) -> list[Bid]:
    """A dear clean one and a cheap one, answered."""
    with open_access(access_for_work(cast.ekby.pk)):
        made = []
        for supplier, price, tonnes, text in (("Nord", 1_240_000, 100, "90"), ("Sør", 1_000_000, 400, "40")):
            bid = make_bid(procurement, supplier, price, tonnes=Decimal(tonnes), **said)
            BidAnswer.objects.create(organisation_id=bid.organisation_id, bid=bid, asked=asked, text=text)
            made.append(bid)
        return made


def award(cast: Cast, procurement: Procurement) -> None:
    with open_access(access_for_work(cast.ekby.pk)):
        EvaluationNotes.objects.filter(evaluation__procurement=procurement).update(
            reasons="It stands in the documents."
        )
        award_opened(procurement)


def test_the_model_is_chosen_before_bids_and_compared_after_the_award(
    buyer: Caller, cast: Cast, opened: Opened
) -> None:
    procurement, asked, _clause = opened
    (before,) = buyer.get(of(procurement)).json()["results"]
    assert (before["revision"], before["model"], before["comparison"]) == (0, None, None)
    chosen = buyer.send("put", of(procurement), body(asked))
    assert chosen.status_code == 200, chosen.content
    said = chosen.json()
    assert (said["revision"], said["model"], said["per_tonne"], said["reasons"]) == (1, "linear", "1000.0000", None)
    assert said["criteria"][0]["worst"] == "40"

    dear, cheap = bids_of(cast, procurement, asked)
    assert buyer.get(of(procurement)).json()["results"] == [said]
    award(cast, procurement)
    (after,) = buyer.get(of(procurement)).json()["results"]
    compared = after["comparison"]
    models = {each["model"]: each for each in compared["models"]}
    assert after["reasons"] == "It stands in the documents."
    assert [name for name, each in models.items() if each["decides"]] == ["linear"]
    assert models.keys() == {"linear", "proportional", "surcharge", "deduction", "shadow_price"}
    shadow = models["shadow_price"]["ranked"]
    assert [(each["bid"], each["rank"], each["value"], each["behind"]) for each in shadow] == [
        (str(dear.uuid), 1, "1340000", "0"), (str(cheap.uuid), 2, "1400000", "60000"),
    ]  # fmt: skip
    assert {part["part"] for part in models["linear"]["ranked"][0]["parts"]} == {"price", str(asked.uuid)}
    assert compared["tipping_prices"] == [{"bid": str(dear.uuid), "other": str(cheap.uuid), "per_tonne": "800"}]
    assert [each["winners"] for each in compared["by_tonne_price"]] == [[str(cheap.uuid)], [str(dear.uuid)]]
    weights = models["linear"]["by_weight"]
    assert (weights[0]["low"], weights[-1]["high"]) == (0, 100)
    assert compared["answer"]


def test_a_model_is_refused_with_the_sentences_of_the_page(buyer: Caller, opened: Opened) -> None:
    procurement, asked, _clause = opened
    criterion = {"asked": str(asked.uuid), "by": "linear", "worst": "40", "best": None}
    for changes, field in (
        ({"model": "ladder"}, "model"),
        ({"tonne_source": ""}, "tonne_source"),
        ({"criteria": [criterion]}, "criteria.0.best"),
        ({"criteria": [{**criterion, "asked": str(procurement.uuid)}]}, "criteria.0.asked"),
        ({"ladder": [{"level": 1, "discount": "5"}] * 2}, "ladder.1.level"),
    ):
        refused = buyer.send("put", of(procurement), body(asked, **changes))
        assert (refused.status_code, [error["field"] for error in refused.json()["errors"]]) == (422, [field])
    assert buyer.get(of(procurement)).json()["results"][0]["revision"] == 0


def test_an_old_revision_and_registered_bids_are_conflicts(buyer: Caller, cast: Cast, opened: Opened) -> None:
    procurement, asked, _clause = opened
    assert buyer.send("put", of(procurement), body(asked)).status_code == 200
    late = buyer.send("put", of(procurement), body(asked))
    assert (late.status_code, late.json()["errors"][0]["field"]) == (409, "revision")
    bids_of(cast, procurement, asked)
    for awarded in (False, True):
        if awarded:
            award(cast, procurement)
        refused = buyer.send("put", of(procurement), body(asked, revision=1, model="proportional"))
        assert refused.status_code == 409


def test_what_is_expected_of_bids_is_told_to_whoever_chooses_how_they_are_compared(
    buyer: Caller, cast: Cast, opened: Opened
) -> None:
    procurement, asked, _clause = opened
    reader = make_caller(cast.ekby, Role.READER, name="Les").sign_in()
    with open_access(access_for_work(cast.ekby.pk)):
        choice = EvaluationChoice(Model.LINEAR, expected_price=Decimal(5), tonnes_apart=Decimal(7))
        choose_evaluation(procurement, None, choice, reasons="We like it.", revision=0)

    def expected() -> list[bool]:
        rows = [caller.get(of(procurement)).json()["results"][0] for caller in (buyer, reader)]
        return [row["expected_price"] is not None and row["tonnes_apart"] == "7" for row in rows]

    assert expected() == [True, False]
    bids_of(cast, procurement, asked)
    assert expected() == [False, False], "only the team changes it from here on, and a program is not in it"
    award(cast, procurement)
    assert expected() == [True, True]


def test_who_buys_along_reads_the_model_at_once_and_the_rest_after_the_award(
    neighbour: Caller, cast: Cast, opened: Opened
) -> None:
    procurement, asked, _clause = opened
    path = of(procurement, place="granby")
    assert neighbour.get(path).status_code == 404
    with open_access(access_for_work(cast.ekby.pk)):
        name_buyers(procurement, [cast.granby])
    assert neighbour.send("put", path, body(asked)).status_code == 403
    with open_access(access_for_work(cast.ekby.pk)):
        choice = EvaluationChoice(Model.LINEAR, per_tonne=Decimal(900), expected_price=Decimal(5))
        choose_evaluation(procurement, None, choice, reasons="We like it.", revision=0)
    (published,) = neighbour.get(path).json()["results"]
    told = {name: published[name] for name in ("model", "per_tonne", "expected_price", "reasons", "comparison")}
    assert told == {
        "model": "linear", "per_tonne": "900.0000", "expected_price": None, "reasons": None, "comparison": None,
    }  # fmt: skip
    with open_access(access_for_work(cast.granby.pk)):
        assert not EvaluationNotes.objects.exists()
    bids_of(cast, procurement, asked)
    award(cast, procurement)
    assert len(neighbour.get(path).json()["results"][0]["comparison"]["tipping_prices"]) == 1


def test_more_lots_ask_the_database_no_more(
    buyer: Caller, cast: Cast, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    asked_for = []
    for number in (1, 3):
        with open_access(access_for_work(cast.ekby.pk)):
            procurement, asked, _clause = make_opened(cast.ekby)
            lots = [add_lot(procurement, title=f"Del {place}") for place in range(number)]
        for lot in lots:
            bids_of(cast, procurement, asked, lot=lot)
        award(cast, procurement)
        with django_assert_max_num_queries(40) as queries:
            rows = buyer.get(of(procurement)).json()["results"]
        assert [row["lot"] for row in rows] == [str(lot.uuid) for lot in lots]
        asked_for.append(len(queries))

    assert asked_for[0] == asked_for[1]
