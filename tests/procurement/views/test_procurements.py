"""Procurements are listed, made, changed and moved on; what was typed is never lost."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal

import pytest
from django.test import Client

from foundation.access import open_access
from foundation.scoping import access_for_work
from organisations.models import User
from procurement.models import Procurement, Stage
from procurement.reports.stage_path import path_of
from procurement.services.procurements import change_procurement, move_to, name_buyers
from tests.factories.bids import make_bid
from tests.factories.cast import Cast
from tests.factories.contracts import make_award
from tests.factories.dialogues import open_dialogue
from tests.factories.procurements import make_planned
from tests.factories.tenders import make_tender

pytestmark = pytest.mark.django_db
In = Callable[[User], Client]
LIST = "/o/ekby/procurements/"
TYPED = {
    "title": "Renhold 2028",
    "value": "2,5 mill.",
    "country": "SE",
    "agreement": "framework",
    "cpv": "90910000-9, 90911200",
    "first_day": "2028-01-01",
    "months": "24",
    "options": "12, 12",
}


@pytest.fixture
def planned(cast: Cast) -> Procurement:
    with open_access(access_for_work(cast.ekby.pk)):
        return make_planned(cast.ekby)


def test_a_procurement_is_made_from_what_is_known(cast: Cast, client_for: In) -> None:
    answer = client_for(cast.ada).post(f"{LIST}new/", TYPED)

    with open_access(access_for_work(cast.ekby.pk)):
        made = Procurement.objects.get()
    assert answer["Location"] == f"{LIST}{made.uuid}/"
    assert (made.title, made.value, made.cpv) == ("Renhold 2028", Decimal(2_500_000), ["90910000", "90911200"])
    assert (made.agreement, made.months, made.options) == ("framework", 24, [12, 12])


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"title": ""}, "title"),
        ({"cpv": "12345"}, "cpv"),
        ({"options": "twelve"}, "options"),
        ({"options": ",".join(["1"] * 11)}, "options"),
        ({"first_day": "0001-01-01"}, "first_day"),
        ({"months": ""}, "months"),
        ({"bids_due_on": "2029-01-01"}, "first_day"),
        ({"value": "much"}, "value"),
    ],
)
def test_what_does_not_fit_stands_in_its_field(cast: Cast, client_for: In, changed: dict[str, str], field: str) -> None:
    answer = client_for(cast.ada).post(f"{LIST}new/", TYPED | changed)

    assert (answer.status_code, list(answer.context["form"].errors)) == (422, [field])
    with open_access(access_for_work(cast.ekby.pk)):
        assert not Procurement.objects.exists()


def test_two_who_change_at_once_lose_nothing(cast: Cast, client_for: In, planned: Procurement) -> None:
    address = f"{LIST}{planned.uuid}/edit/"
    typed = TYPED | {"revision": "1"}
    with open_access(access_for_work(cast.ekby.pk)):
        change_procurement(planned, revision=1, description="Said by somebody else")

    refused = client_for(cast.ada).post(address, typed)
    assert refused.status_code == 422
    assert "Skoleskyss 2027" in str(refused.context["form"].non_field_errors())
    assert refused.context["form"]["title"].value() == "Renhold 2028"

    again = client_for(cast.ada).post(address, typed | {"revision": refused.context["form"]["revision"].value()})
    assert again.status_code == 302
    with open_access(access_for_work(cast.ekby.pk)):
        assert Procurement.objects.get().title == "Renhold 2028"


def test_the_form_shows_what_is_said_as_it_would_be_typed(cast: Cast, client_for: In, planned: Procurement) -> None:
    form = client_for(cast.ada).get(f"{LIST}{planned.uuid}/edit/").context["form"]

    assert (form["options"].value(), form["cpv"].value(), form["revision"].value()) == ("12, 12", "60112000", 1)


def test_a_stage_is_chosen_and_a_stop_needs_its_reason(cast: Cast, client_for: In, planned: Procurement) -> None:
    ada = client_for(cast.ada)
    answered = {"stopped": 422, "nonsense": 302, "": 302, "tender": 302}
    for stage, status in answered.items():
        sent = {"stage": stage, "revision": "1", "anyway": "1"}
        assert ada.post(f"{LIST}{planned.uuid}/stage/", sent).status_code == status

    with open_access(access_for_work(cast.ekby.pk)):
        assert Procurement.objects.get().stage == Stage.TENDER


@pytest.mark.usefixtures("in_english")
def test_what_is_missing_is_shown_before_it_moves_on_and_what_was_skipped_is_not_ticked(
    cast: Cast, client_for: In, planned: Procurement
) -> None:
    ada, address = client_for(cast.ada), f"{LIST}{planned.uuid}/stage/"
    asked = ada.post(address, {"stage": "tender", "revision": "1"})
    sentences = [each.sentence for each in asked.context["asking"].lacks]

    assert sentences[:2] == ["Nothing is asked for yet.", "The market has not been asked."]
    assert "There is no award criterion and no weight of the price yet." in sentences
    assert ada.post(address, {"stage": "tender", "revision": "1", "anyway": "1"}).status_code == 302
    path = ada.get(f"{LIST}{planned.uuid}/")
    steps = {each.stage: (each.is_done, each.is_skipped) for each in path.context["path"]}
    assert (steps[Stage.IDEA], steps[Stage.MARKET_DIALOGUE]) == ((True, False), (False, True))
    assert path.content.decode().count("nothing recorded</span>") == 1
    back = ada.post(address, {"stage": "idea", "revision": "2"})
    assert back.status_code == 302, "nothing is asked on the way back"


def test_a_tender_whose_days_lie_ahead_has_left_no_trace(planned: Procurement) -> None:
    planned.announced_on, planned.bids_due_on, planned.stage = date(2027, 3, 1), date(2027, 4, 12), Stage.EVALUATION
    with open_access(access_for_work(planned.organisation_id)):
        before, after = (path_of(planned, day)[2] for day in (date(2027, 2, 28), date(2027, 3, 1)))
    assert (before.is_skipped, after.is_done) == (True, True)


@pytest.mark.usefixtures("in_english")
def test_what_the_documents_lack_and_what_the_law_asks_is_shown_with_its_page(cast: Cast, client_for: In) -> None:
    with open_access(access_for_work(cast.ekby.pk)):
        procurement = make_tender(cast.ekby)
        open_dialogue(procurement)
    asked = client_for(cast.ada).post(
        f"{LIST}{procurement.uuid}/stage/", {"stage": "evaluation", "revision": str(procurement.revision)}
    )
    lacks = {each.sentence: each.page for each in asked.context["asking"].lacks}

    assert (
        lacks["The evaluation model is not chosen yet. The annex says so, and has weights alone."]
        == "procurement_evaluation"
    )
    assert lacks["No bid is registered yet."] == "procurement_bids"
    assert "The market has not been asked." not in lacks


@pytest.mark.parametrize("revision", ["1", "", "-1", "9" * 30])
def test_a_stage_moved_by_somebody_else_meanwhile_stays_and_the_reason_is_kept(
    cast: Cast, client_for: In, planned: Procurement, revision: str
) -> None:
    with open_access(access_for_work(cast.ekby.pk)):
        move_to(planned, Stage.TENDER)
    sent = {"stage": "stopped", "because": "No <bids>", "revision": revision}
    refused = client_for(cast.ada).post(f"{LIST}{planned.uuid}/stage/", sent)

    text = refused.content.decode()
    assert refused.status_code == 409
    assert "fasen er nå: Konkurranse" in text
    assert 'name="because" value="No &lt;bids&gt;"' in text
    assert text.count('name="revision" value="2"') == 2, "what is pressed now is pressed on what is seen now"
    with open_access(access_for_work(cast.ekby.pk)):
        assert Procurement.objects.get().stage == Stage.TENDER


def test_a_reader_sees_and_changes_nothing(cast: Cast, client_for: In, planned: Procurement) -> None:
    bo = client_for(cast.bo)

    assert bo.get(f"{LIST}{planned.uuid}/").status_code == 200
    assert [bo.get(f"{LIST}new/").status_code, bo.get(f"{LIST}{planned.uuid}/edit/").status_code] == [404, 404]


def test_who_buys_along_reads_it_in_its_own_place_and_does_not_change_it(
    cast: Cast, client_for: In, planned: Procurement
) -> None:
    with open_access(access_for_work(cast.ekby.pk)):
        name_buyers(planned, [cast.granby])
    cilla = client_for(cast.cilla)

    page = cilla.get(f"/o/granby/procurements/{planned.uuid}/")
    assert (page.status_code, page.context["may_run"]) == (200, False)
    assert [each.title for each in cilla.get("/o/granby/procurements/").context["page"]] == ["Skoleskyss 2027"]
    assert cilla.get(f"/o/granby/procurements/{planned.uuid}/edit/").status_code == 404


def test_the_list_is_narrowed_to_a_stage(cast: Cast, client_for: In, planned: Procurement) -> None:
    with open_access(access_for_work(cast.ekby.pk)):
        move_to(planned, Stage.TENDER)
        make_planned(cast.ekby, title="Renhold")
    answer = client_for(cast.bo).get(f"{LIST}?stage=tender")

    assert [each.title for each in answer.context["page"]] == ["Skoleskyss 2027"]
    assert [(chip["current"], chip["count"]) for chip in answer.context["chips"]] == [(False, 1), (True, 1)]
    assert answer.context["running"] == 2


@pytest.mark.parametrize("number", [1, 3])
@pytest.mark.parametrize(("is_stopped", "queries"), [(False, 8), (True, 9)])
def test_the_list_asks_as_often_for_one_as_for_three(
    cast: Cast,
    client_for: In,
    number: int,
    is_stopped: bool,
    queries: int,
    django_assert_num_queries: Callable[[int], object],
) -> None:
    with open_access(access_for_work(cast.ekby.pk)):
        for each in range(number):
            made = make_planned(cast.ekby, title=f"Purchase {each}")
            if is_stopped:
                move_to(made, Stage.STOPPED, because="No money")
    bo = client_for(cast.bo)
    bo.get(LIST)
    with django_assert_num_queries(queries):  # type: ignore[attr-defined]
        bo.get(LIST)


def test_the_list_is_empty_at_first_and_says_what_to_do(cast: Cast, client_for: In) -> None:
    text = client_for(cast.ada).get(LIST).content.decode()

    assert f"{LIST}new/" in text


def test_what_was_bid_on_changes_with_a_reason_on_the_page_too(
    cast: Cast, client_for: In, planned: Procurement
) -> None:
    address, ada = f"{LIST}{planned.uuid}/edit/", client_for(cast.ada)
    before = ada.get(address).context["form"]
    with open_access(access_for_work(cast.ekby.pk)):
        make_bid(planned)
    form = ada.get(address).context["form"]
    typed = {name: form[name].value() or "" for name in form.fields} | {"months": "36", "revision": "1"}

    refused = ada.post(address, typed)
    fixed = ada.post(address, typed | {"country": "NO", "because": "A slip"})
    saved = ada.post(address, typed | {"because": "A slip"})

    assert ("because" in before.fields, "because" in form.fields) == (False, True)
    assert [each.status_code for each in (refused, fixed, saved)] == [422, 422, 302]
    assert [list(each.context["form"].errors) for each in (refused, fixed)] == [["because"], ["country"]]


def test_once_it_is_decided_the_page_says_what_stays_and_names_the_field(
    cast: Cast, client_for: In, planned: Procurement
) -> None:
    address, ada = f"{LIST}{planned.uuid}/edit/", client_for(cast.ada)
    with open_access(access_for_work(cast.ekby.pk)):
        make_award(planned)
    form = ada.get(address).context["form"]
    typed = {name: form[name].value() or "" for name in form.fields}

    refused = ada.post(address, typed | {"value": "14 000 000"})
    assert (refused.status_code, list(refused.context["form"].errors)) == (422, ["value"])
    assert refused.context["is_decided"]
    assert ada.post(address, typed | {"title": "Skyss"}).status_code == 302
