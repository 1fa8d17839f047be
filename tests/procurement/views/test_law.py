"""What the law asks of a procurement: the answer first, then what would mend it; what was answered is never lost."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from django.utils.formats import date_format

from foundation.access import open_access
from foundation.scoping import access_for_work
from organisations.models import User
from procurement.models import AskedRequirement, LawAnswers, Lot, Procurement
from procurement.queries.law_facts import judged
from procurement.services.ask import Wanted, ask_for, fill_all
from procurement.services.asked_values import Filling
from procurement.services.law_answers import answer_law
from procurement.services.procurements import name_buyers
from tests.factories.bank import make_published, texts
from tests.factories.cast import Cast
from tests.factories.procurements import make_asking, make_planned

pytestmark = pytest.mark.django_db
In = Callable[[User], Client]
ANSWERS = {"revision": "0", "contract": "services", "above": "yes"}


def page_of(procurement: Procurement) -> str:
    return f"/o/ekby/procurements/{procurement.uuid}/law/"


def codes(page: Any) -> dict[str, int]:
    return {group.sort: len(group.findings) for group in page.context["groups"]}


def found(procurement: Procurement) -> list[str]:
    with open_access(access_for_work(procurement.organisation_id)):
        saved = Procurement.objects.get(pk=procurement.pk)
        return [each.code for part in judged(saved) for each in part.judgement.findings]


@pytest.fixture
def two(cast: Cast) -> tuple[Procurement, AskedRequirement, AskedRequirement]:
    """A procurement with an award criterion on climate and a clause."""
    with open_access(access_for_work(cast.ekby.pk)):
        criterion = make_published(cast.ekby, kind="award_criterion", phase="evaluation")
        procurement, (asked, clause) = make_asking(cast.ekby, criterion, make_published(cast.ekby), country="NO")
    return procurement, asked, clause


def weigh(procurement: Procurement, asked: AskedRequirement, weight: int) -> None:
    with open_access(access_for_work(procurement.organisation_id)):
        price = Filling(weight=Decimal(100 - weight))
        fill_all(procurement, {asked.pk: Filling(weight=Decimal(weight))}, price=price)


@pytest.mark.parametrize(
    ("weight", "code", "is_complete"), [(20, "weight_too_low", False), (30, "met_by_weight", True)]
)
def test_the_weights_of_the_procurement_are_judged(
    cast: Cast,
    client_for: In,
    two: tuple[Procurement, AskedRequirement, AskedRequirement],
    weight: int,
    code: str,
    is_complete: bool,
) -> None:
    procurement, asked, _clause = two
    weigh(procurement, asked, weight)
    with open_access(access_for_work(cast.ekby.pk)):
        answer_law(procurement, revision=0, contract="services", is_above_eu_threshold=True)
    page = client_for(cast.ada).get(page_of(procurement))

    assert code in found(procurement)
    assert page.context["is_complete"] is is_complete
    assert ("missing" in codes(page)) is not is_complete
    shown = [each for group in page.context["groups"] for each in group.findings if each.reference]
    assert shown
    assert [each.sentence for each in shown if f"({each.reference})" in each.sentence] == []
    ((_lot, criteria),) = page.context["criteria"]
    assert [each.name for each in criteria][1:] == [f"{asked.code} {asked.title}"]


def test_requirements_stand_instead_with_their_reason_in_the_documents(
    cast: Cast, client_for: In, two: tuple[Procurement, AskedRequirement, AskedRequirement]
) -> None:
    procurement, asked, clause = two
    weigh(procurement, asked, 0)
    ada = client_for(cast.ada)
    sent = ANSWERS | {"climate_by": "requirements", "requirements": clause.code, "reason": "Alt kjører på strøm."}
    assert ada.post(page_of(procurement), sent).status_code == 302

    page = ada.get(page_of(procurement))
    assert "met_by_requirements" in found(procurement)
    assert any("Alt kjører på strøm." in line.text for line in page.context["documents"])


def test_an_exemption_needs_a_ground_of_the_day(
    cast: Cast, client_for: In, two: tuple[Procurement, AskedRequirement, AskedRequirement]
) -> None:
    procurement, _asked, _clause = two
    sent = ANSWERS | {"climate_by": "exemption", "ground": "essential_interests", "reason": "Forsvar"}
    ada = client_for(cast.ada)
    assert ada.post(page_of(procurement), sent | {"ground": "because"}).status_code == 422
    assert ada.post(page_of(procurement), sent).status_code == 302

    assert "exempt" in found(procurement)


def test_criteria_are_ranked_and_each_has_its_own_place(
    cast: Cast, client_for: In, two: tuple[Procurement, AskedRequirement, AskedRequirement]
) -> None:
    procurement, asked, _clause = two
    ada, key = client_for(cast.ada), f"rank_{asked.uuid.hex}"
    sent = ANSWERS | {"climate_by": "ranks", "rank_price": "1", key: "1"}
    refused = ada.post(page_of(procurement), sent)
    assert (refused.status_code, list(refused.context["form"].errors)) == (422, [key])

    ada.post(page_of(procurement), sent | {key: "2"})
    assert "met_by_rank" in found(procurement)


def test_vehicles_are_counted_by_class(cast: Cast, client_for: In) -> None:
    with open_access(access_for_work(cast.ekby.pk)):
        procurement = make_planned(cast.ekby, country="NO")
    sent = ANSWERS | {"vehicle_m1_number": "8", "vehicle_m1_clean": "8", "vehicle_m1_zero_emission": "5"}
    ada = client_for(cast.ada)
    ada.post(page_of(procurement), sent)

    assert "vehicles_zero_emission_short" in found(procurement)
    assert ada.get(page_of(procurement)).context["form"].has_vehicles


def test_swedish_principles_are_answered_with_reasons(cast: Cast, client_for: In) -> None:
    with open_access(access_for_work(cast.ekby.pk)):
        procurement = make_planned(cast.ekby, country="SE")
    ada = client_for(cast.ada)
    form = ada.get(page_of(procurement)).context["form"]
    assert ("climate_by" in form.fields, len(form.checklist)) == (False, 5)
    ada.post(page_of(procurement), ANSWERS | {"answer_proportionality": "yes", "because_proportionality": "Se not"})

    assert found(procurement).count("item_unanswered") == 4
    assert "item_kept" in found(procurement)


def test_a_wording_that_asks_for_an_origin_is_named(cast: Cast) -> None:
    with open_access(access_for_work(cast.ekby.pk)):
        wording = texts("Minst {share} av maten skal være norskprodusert.", sv="x {share}")
        procurement, _asked = make_asking(cast.ekby, make_published(cast.ekby, wording=wording), country="NO")

    assert "wording_refused" in found(procurement)


def test_a_criterion_on_delivery_alone_does_not_count_as_climate(cast: Cast) -> None:
    with open_access(access_for_work(cast.ekby.pk)):
        criterion = make_published(cast.ekby, kind="award_criterion", phase="evaluation", themes=["delivery"])
        procurement, (asked,) = make_asking(cast.ekby, criterion, country="NO")
    weigh(procurement, asked, 40)

    assert "no_climate_criterion" in found(procurement)


def test_each_lot_is_judged_on_its_own(cast: Cast, client_for: In) -> None:
    with open_access(access_for_work(cast.ekby.pk)):
        procurement = make_planned(cast.ekby, country="NO")
        for number, name in enumerate(("Nord", "Sør"), start=1):
            lot = Lot.objects.create(organisation=cast.ekby, procurement=procurement, number=number, title=name)
            criterion = make_published(cast.ekby, kind="award_criterion", phase="evaluation")
            (asked,) = ask_for(procurement, [Wanted(criterion)], lot=lot)
            fill_all(procurement, {asked.pk: Filling(weight=Decimal(30 * number))}, price=Filling(weight=Decimal(70)))
    page = client_for(cast.ada).get(page_of(procurement))

    assert sorted(each.part for group in page.context["groups"] for each in group.findings if each.part) == [
        "Nord",
        "Sør",
    ]
    assert {"met_by_weight", "weights_not_hundred"} <= set(found(procurement))


def test_two_who_answer_at_once_lose_nothing(
    cast: Cast, client_for: In, two: tuple[Procurement, AskedRequirement, AskedRequirement]
) -> None:
    procurement = two[0]
    with open_access(access_for_work(cast.ekby.pk)):
        answer_law(procurement, revision=0, contract="goods")
    ada = client_for(cast.ada)
    refused = ada.post(page_of(procurement), ANSWERS)
    assert (refused.status_code, refused.context["form"]["contract"].value()) == (422, "services")

    assert (
        ada.post(page_of(procurement), ANSWERS | {"revision": refused.context["form"]["revision"].value()}).status_code
        == 302
    )
    with open_access(access_for_work(cast.ekby.pk)):
        assert LawAnswers.objects.get().contract == "services"


def test_what_the_law_of_another_day_asked_is_not_forgotten(cast: Cast, client_for: In) -> None:
    with open_access(access_for_work(cast.ekby.pk)):
        procurement = make_planned(cast.ekby, country="NO", announced_on=date(2016, 1, 1))
        answer_law(procurement, revision=0, climate_by="weight", vehicles=[{"vehicle_class": "M1", "number": 2}])
    client_for(cast.ada).post(page_of(procurement), ANSWERS | {"revision": "1"})

    with open_access(access_for_work(cast.ekby.pk)):
        kept = LawAnswers.objects.get()
    assert (kept.climate_by, kept.contract, len(kept.vehicles)) == ("weight", "services", 1)


def test_who_buys_along_reads_the_judgement_and_answers_nothing(
    cast: Cast, client_for: In, two: tuple[Procurement, AskedRequirement, AskedRequirement]
) -> None:
    procurement = two[0]
    with open_access(access_for_work(cast.ekby.pk)):
        answer_law(procurement, revision=0, contract="goods")
        name_buyers(procurement, [cast.granby])
    cilla, along = client_for(cast.cilla), f"/o/granby/procurements/{procurement.uuid}/law/"

    assert cilla.get(along).context["form"]["contract"].value() == "goods"
    assert cilla.post(along, ANSWERS).status_code == 404
    assert client_for(cast.bo).post(page_of(procurement), ANSWERS).status_code == 404


@pytest.mark.usefixtures("in_english")
def test_the_answer_follows_what_is_answered_and_whether_the_notice_is_sent(
    cast: Cast, client_for: In, two: tuple[Procurement, AskedRequirement, AskedRequirement]
) -> None:
    procurement, asked, _clause = two
    weigh(procurement, asked, 30)
    ada = client_for(cast.ada)
    page = ada.get(page_of(procurement))
    assert page.context["answer"] == "By what is answered, nothing is missing. 2 questions are not answered yet."
    assert not page.context["is_complete"]

    with open_access(access_for_work(cast.ekby.pk)):
        answer_law(procurement, revision=0, contract="services", is_above_eu_threshold=True)
    assert ada.get(page_of(procurement)).context["answer"] == "Nothing is missing before this can be announced."

    today = timezone.localdate()
    with open_access(access_for_work(cast.ekby.pk)):
        Procurement.objects.filter(pk=procurement.pk).update(stage="tender", announced_on=today)
    out = f"It was announced on {date_format(today)}. "
    assert ada.get(page_of(procurement)).context["answer"] == out + "Nothing that the law asks for is missing."
    weigh(procurement, asked, 20)
    assert ada.get(page_of(procurement)).context["answer"] == out + "One thing that the law asks for is missing still."
    overview = ada.get(f"/o/ekby/procurements/{procurement.uuid}/")
    assert overview.context["law_answer"].startswith(out)


def test_the_overview_tells_the_answer(
    cast: Cast, client_for: In, two: tuple[Procurement, AskedRequirement, AskedRequirement]
) -> None:
    page = client_for(cast.bo).get(f"/o/ekby/procurements/{two[0].uuid}/")

    assert page.context["law_answer"] in page.content.decode()
