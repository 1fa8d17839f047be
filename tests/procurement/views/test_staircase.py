"""The pages of a staircase: typed, drawn, saved, held against others, asked what if, and handed out."""

from collections.abc import Callable
from decimal import Decimal
from io import BytesIO
from typing import Any

import pytest
from django.test import Client
from django.utils.formats import date_format
from django.utils.translation import override
from docx import Document
from pypdf import PdfReader

from foundation.access import open_access
from foundation.scoping import access_for_work
from organisations.models import User
from procurement.models import AskedRequirement, Procurement, Staircase, StaircaseStep
from procurement.services.ask import Wanted, ask_for
from procurement.services.procurements import name_buyers
from procurement.services.staircases import PlannedStep, Rules, freeze_steps, let_rise
from tests.factories.bank import make_published
from tests.factories.bids import make_bid
from tests.factories.cast import Cast
from tests.factories.contracts import make_award, make_contract, make_signed
from tests.factories.ledgers import footprint_of_sample
from tests.factories.procurements import make_asking, make_rising

pytestmark = pytest.mark.django_db
In = Callable[[User], Client]
RULES = {
    "on_extension": "steps_go_on",
    "on_late_start": "from_actual_start",
    "on_partial_proof": "not_kept",
    "seen_by": "own",
}
HTMX = {"HX-Request": "true"}


def kept(value: str) -> dict[str, str]:
    return {"value": value, "low": value, "high": value, "source": "Own count"}


SAVING = {"emissions": kept("1000"), "touched": kept("0.5"), "baseline": kept("0.2"), "reduction": kept("0.9")}


def typed(*steps: tuple[str, str], **more: str) -> dict[str, str]:
    rows = {
        f"step-{place}-{name}": value
        for place, step in enumerate(steps)
        for name, value in zip(("threshold", "months"), step, strict=True)
    }
    return {**RULES, **rows, "count": str(len(steps)), "do": "save", **more}


def page_of(asked: AskedRequirement) -> str:
    return f"/o/ekby/procurements/{asked.procurement.uuid}/staircases/{asked.uuid}/"


@pytest.fixture
def asked(cast: Cast) -> AskedRequirement:
    with open_access(access_for_work(cast.ekby.pk)):
        return make_asking(cast.ekby)[1][0]


@pytest.fixture
def rising(cast: Cast) -> AskedRequirement:
    with open_access(access_for_work(cast.ekby.pk)):
        return make_rising(cast.ekby, rules=Rules(saving=SAVING))


def rows(answer: Any) -> list[str]:
    return [form["threshold"].value() for form in answer.context["forms"].rows]


def test_a_staircase_is_typed_and_saved(cast: Cast, client_for: In, asked: AskedRequirement) -> None:
    sent = typed(("40", "0"), ("62,5", "24"), ("", ""))
    sent |= {
        "step-1-bonus": "share",
        "step-1-bonus_amount": "2",
        "step-1-goal": "Climate plan",
        "days_to_complete": "9",
    }
    sent |= {"emissions_value": "1 000", "emissions_source": "Estimate"}
    answer = client_for(cast.ada).post(page_of(asked), sent)

    assert answer["Location"] == page_of(asked)
    with open_access(access_for_work(cast.ekby.pk)):
        stairs = Staircase.objects.get()
        assert [(step.threshold, step.months) for step in stairs.steps.all()] == [(40, 0), (Decimal("62.5"), 24)]
        assert [(step.bonus_amount, step.goal) for step in stairs.steps.all()] == [(None, ""), (2, "Climate plan")]
    assert (stairs.days_to_complete, stairs.saving["emissions"]["high"]) == (None, "1000.0000")


@pytest.mark.parametrize(
    ("sent", "field", "sentence"),
    [
        (typed(("140", "0")), "id_step-0-threshold", "no higher than 100"),
        (typed(("40", "0"), ("60", "")), "id_step-1-months", "one of the two"),
        (typed(("40", "0"), ("30", "12")), "id_step-1-threshold", "no more than the 40"),
        (typed(("40", "12"), ("60", "12")), "id_step-1-months", "Let it come later"),
        (typed(("40", "99")), "id_step-0-months", "last possible day"),
        (typed(("much", "0")), "id_step-0-threshold", "Write a figure"),
        (typed(("40", "0"), **{"step-0-penalty": "fixed"}), "id_step-0-penalty_amount", "Write the sum"),
        (
            typed(("40", "0"), **{"step-0-bonus": "fixed", "step-0-bonus_amount": "1000000000000"}),
            "id_step-0-bonus_amount",
            "Write a figure from",
        ),
        (typed(("40", "0"), on_partial_proof="time_to_complete"), "id_days_to_complete", "within how many days"),
        (typed(("40", "0"), touched_value="60"), "id_touched_source", "where the figure comes from"),
        (typed(("40", "0"), touched_value="60", touched_low="70"), "id_touched_low", "no higher than the value"),
    ],
)
def test_what_is_wrong_stands_at_its_field(
    cast: Cast, client_for: In, asked: AskedRequirement, sent: dict[str, str], field: str, sentence: str
) -> None:
    answer = client_for(cast.ada).post(page_of(asked), sent, HTTP_ACCEPT_LANGUAGE="en")

    assert answer.status_code == 422
    assert sentence in {name: words for name, _where, words in answer.context["forms"].summary}[field]
    assert rows(answer) == [value for name, value in sent.items() if name.endswith("-threshold")]
    with open_access(access_for_work(cast.ekby.pk)):
        assert not Staircase.objects.exists()


def test_nothing_typed_asks_for_a_step(cast: Cast, client_for: In, asked: AskedRequirement) -> None:
    answer = client_for(cast.ada).post(page_of(asked), typed(("", "")))

    assert (answer.status_code, len(answer.context["forms"].general)) == (422, 1)


def test_a_row_comes_and_goes_and_nothing_typed_is_lost(cast: Cast, client_for: In, asked: AskedRequirement) -> None:
    ada = client_for(cast.ada)
    more = ada.post(page_of(asked), typed(("40", "0"), ("nonsense", "12"), do="add"))
    fewer = ada.post(page_of(asked), typed(("40", "0"), ("nonsense", "12"), do="remove:0"))

    assert [more.status_code, fewer.status_code] == [200, 200]
    assert [[value or "" for value in rows(each)] for each in (more, fewer)] == [["40", "nonsense", ""], ["nonsense"]]
    assert not more.context["forms"].has_errors


def test_it_begins_with_what_is_suggested_or_asked(cast: Cast, client_for: In, asked: AskedRequirement) -> None:
    steps = [{"month": 0, "threshold": 30}, {"month": 12, "threshold": 50}]
    with open_access(access_for_work(cast.ekby.pk)):
        (suggested,) = ask_for(asked.procurement, [Wanted(make_published(cast.ekby, staircase=steps))])
    ada = client_for(cast.ada)

    assert rows(ada.get(page_of(suggested))) == ["30", "50"]
    assert rows(ada.get(page_of(asked))) == ["40", None]
    assert rows(ada.post(page_of(suggested), typed(("99", "0"), do="suggest"))) == ["30", "50"]


def test_the_picture_is_drawn_of_what_is_typed_and_nothing_is_saved(
    cast: Cast, client_for: In, asked: AskedRequirement
) -> None:
    sent, english = typed(("45", "0"), ("65", "60"), do="draw"), {**HTMX, "Accept-Language": "en"}
    answer = client_for(cast.ada).post(page_of(asked), sent, headers=english)
    text = answer.content.decode()
    with override("en"):
        first = date_format(answer.context["plan"].steps[0].first, "DATE_FORMAT")

    assert text.lstrip().startswith('<div id="climb-picture">')
    assert text.count('class="chart-drawing"') == 3
    assert "65%" in text
    assert answer.context["answer"] == f"Step 1, at least 45%, takes effect on {first}."
    assert [len(each) for each in answer.context["forms"].warnings.values()] == [1]  # only in an extension
    with open_access(access_for_work(cast.ekby.pk)):
        assert not Staircase.objects.exists()


def test_two_who_edit_at_once_see_each_others_steps(cast: Cast, client_for: In, rising: AskedRequirement) -> None:
    with open_access(access_for_work(cast.ekby.pk)):
        let_rise(rising, [PlannedStep(Decimal(55), months=0)], Rules(), revision=1)
    ada = client_for(cast.ada)
    refused = ada.post(page_of(rising), typed(("45", "0"), revision="1"))

    assert (refused.status_code, rows(refused)) == (409, ["45"])
    assert "55" in refused.context["others"]["rows"][0][1]
    again = typed(("45", "0"), revision=refused.context["forms"].rules["revision"].value())
    assert ada.post(page_of(rising), again).status_code == 302
    with open_access(access_for_work(cast.ekby.pk)):
        assert StaircaseStep.objects.get().threshold == 45


def test_without_the_days_of_the_contract_it_says_what_to_do(cast: Cast, client_for: In) -> None:
    with open_access(access_for_work(cast.ekby.pk)):
        procurement, (asked,) = make_asking(cast.ekby, months=None, options=[])
    text = client_for(cast.ada).get(page_of(asked)).content.decode()

    assert f"/o/ekby/procurements/{procurement.uuid}/edit/" in text
    assert "climb-form" not in text


def test_a_frozen_staircase_is_read_only(cast: Cast, client_for: In, rising: AskedRequirement) -> None:
    with open_access(access_for_work(cast.ekby.pk)):
        freeze_steps(rising.procurement)
    ada = client_for(cast.ada)

    assert "climb-form" not in ada.get(page_of(rising)).content.decode()
    assert ada.post(page_of(rising), typed(("45", "0"), revision="1")).status_code == 409


def test_the_lead_alone_changes(cast: Cast, client_for: In, rising: AskedRequirement) -> None:
    with open_access(access_for_work(cast.ekby.pk)):
        name_buyers(rising.procurement, [cast.granby])
    address = page_of(rising).replace("ekby", "granby")
    bo, cilla = client_for(cast.bo), client_for(cast.cilla)

    assert "climb-form" not in bo.get(page_of(rising)).content.decode()
    assert [bo.post(page_of(rising), typed()).status_code, cilla.post(address, typed()).status_code] == [404, 404]
    assert cilla.get(address.rsplit("/", 2)[0] + "/").status_code == 200


def test_steps_are_taken_out(cast: Cast, client_for: In, rising: AskedRequirement) -> None:
    ada = client_for(cast.ada)
    for revision in ("7", "x", "1"):
        assert ada.post(f"{page_of(rising)}take-out/", {"revision": revision}).status_code == 302

    with open_access(access_for_work(cast.ekby.pk)):
        assert not Staircase.objects.exists()


def test_what_has_no_threshold_has_no_page(cast: Cast, client_for: In) -> None:
    with open_access(access_for_work(cast.ekby.pk)):
        _procurement, (asked,) = make_asking(cast.ekby, make_published(cast.ekby, measure=None))

    assert client_for(cast.ada).get(page_of(asked)).status_code == 404


@pytest.mark.parametrize("number", [1, 3])
def test_the_tab_asks_as_often_for_one_as_for_three(
    cast: Cast, client_for: In, number: int, django_assert_num_queries: Callable[[int], Any]
) -> None:
    with open_access(access_for_work(cast.ekby.pk)):
        procurement, those = make_asking(cast.ekby, *(make_published(cast.ekby) for _each in range(number)))
        for asked in those:
            let_rise(asked, [PlannedStep(Decimal(40), months=0)], Rules())
    address, bo = f"/o/ekby/procurements/{procurement.uuid}/staircases/", client_for(cast.bo)
    bo.get(address)
    with django_assert_num_queries(11):
        answer = bo.get(address)
    assert len(answer.context["rising"]) == number


def test_the_tab_offers_what_can_rise(cast: Cast, client_for: In, rising: AskedRequirement) -> None:
    with open_access(access_for_work(cast.ekby.pk)):
        flat = [make_published(cast.ekby), make_published(cast.ekby, measure=None)]
        ask_for(rising.procurement, [Wanted(version) for version in flat])
    answer = client_for(cast.ada).get(f"/o/ekby/procurements/{rising.procurement.uuid}/staircases/")

    assert [len(answer.context[name]) for name in ("rising", "flat")] == [1, 1]
    assert answer.context["others"] == 1


def test_what_if_is_an_address_that_compares(cast: Cast, client_for: In, rising: AskedRequirement) -> None:
    bo = client_for(cast.bo)
    assert bo.get(f"{page_of(rising)}what-if/").context.get("sides") is None
    answer = bo.get(f"{page_of(rising)}what-if/?start=2027-10-01&options=0&steps=50%3B+70")

    assert [len(side["table"]["rows"]) for side in answer.context["sides"]] == [3, 2]
    assert len(answer.context["sentences"]) == 5  # all later, two of other thresholds, one never, and the tonnes


@pytest.mark.parametrize("query", ["start=never", "options=9", "steps=many", "steps=%2B"])
def test_what_makes_no_sense_stays_as_planned(cast: Cast, client_for: In, rising: AskedRequirement, query: str) -> None:
    answer = client_for(cast.bo).get(f"{page_of(rising)}what-if/?{query}")

    assert (answer.status_code, len(answer.context["sentences"])) == (200, 1)


@pytest.mark.parametrize("number", [1, 3])
def test_a_staircase_asks_as_often_with_one_neighbour_as_with_three(
    cast: Cast, client_for: In, rising: AskedRequirement, number: int, django_assert_num_queries: Callable[[int], Any]
) -> None:
    with open_access(access_for_work(cast.granby.pk)):
        for _each in range(number):
            make_rising(cast.granby, rules=Rules(seen_by="public"))
    ada = client_for(cast.ada)
    ada.get(page_of(rising))
    with django_assert_num_queries(19):
        answer = ada.get(page_of(rising))
    assert len(answer.context["plan"].neighbours) == number
    assert cast.granby.name in answer.context["drawing"].broad


def test_the_document_is_one_page_with_the_picture_and_the_assumptions(
    cast: Cast, client_for: In, rising: AskedRequirement
) -> None:
    answer = client_for(cast.bo).get(f"{page_of(rising)}document.pdf")
    pdf = PdfReader(BytesIO(answer.content))

    assert (answer["Content-Type"], len(pdf.pages)) == ("application/pdf", 1)
    assert [words for words in ("Own count", "1.8.2029") if words not in pdf.pages[0].extract_text()] == []


def test_the_word_file_has_the_picture_and_the_steps(cast: Cast, client_for: In, rising: AskedRequirement) -> None:
    answer = client_for(cast.bo).get(f"{page_of(rising)}document.docx")
    word = Document(BytesIO(answer.content))

    assert len(word.inline_shapes) == 1
    assert [cell.text for cell in word.tables[0].columns[2].cells][1:] == ["1.8.2027", "1.8.2029", "1.8.2031"]


def test_there_is_no_document_of_nothing(cast: Cast, client_for: In, asked: AskedRequirement) -> None:
    bo = client_for(cast.bo)

    assert [bo.get(f"{page_of(asked)}{each}").status_code for each in ("document.pdf", "what-if/")] == [404, 404]
    assert bo.get(f"{page_of(asked)}document.exe").status_code == 404


def test_the_footprint_fills_the_emissions_in_when_asked(cast: Cast, client_for: In) -> None:
    with open_access(access_for_work(cast.ekby.pk)):
        footprint = footprint_of_sample(cast.ekby)
        part = footprint.parts.filter(dimension="category", is_energy=False).exclude(kg=None).order_by("key")[0]
        _procurement, (asked,) = make_asking(cast.ekby, category=part.key)
    ada = client_for(cast.ada)
    offered = ada.get(page_of(asked))
    taken = ada.post(page_of(asked), typed(("40", "0"), ("sixty", "9"), do="footprint"))

    assert offered.context["known"].year == footprint.year
    assert offered.context["forms"].rules["emissions_value"].value() is None
    assert str(footprint.year) in taken.context["forms"].rules["emissions_source"].value()
    assert rows(taken) == ["40", "sixty"]


def test_a_document_with_much_to_say_takes_the_pages_it_needs(cast: Cast, client_for: In) -> None:
    steps = [
        PlannedStep(
            Decimal(10 + number),
            months=number,
            proof="A report with what was driven. " * 9,
            goal="Plan",
            market_note="Hush",
        )
        for number in range(20)
    ]
    with open_access(access_for_work(cast.ekby.pk)):
        asked = make_rising(cast.ekby, *steps)
    pdf = PdfReader(BytesIO(client_for(cast.bo).get(f"{page_of(asked)}document.pdf").content))

    assert len(pdf.pages) > 1
    text = "".join(page.extract_text() for page in pdf.pages)
    assert "29" in text
    assert "Hush" not in text, "the note is for colleagues, and files go further"


def signed(procurement: Procurement) -> None:
    make_signed(make_contract(procurement))


@pytest.mark.usefixtures("in_english")
@pytest.mark.parametrize(
    ("bound_by", "sentence"),
    [(make_bid, "There are bids"), (make_award, "It is decided"), (signed, "A contract is signed")],
)
def test_steps_stay_once_suppliers_rely_on_them(
    cast: Cast, client_for: In, rising: AskedRequirement, bound_by: Callable[[Procurement], object], sentence: str
) -> None:
    with open_access(access_for_work(cast.ekby.pk)):
        bound_by(rising.procurement)
        Staircase.objects.filter(asked=rising).update(frozen_at=None)  # as if it had been written since
    ada, page = client_for(cast.ada), page_of(rising)

    shown = ada.get(page).content.decode()
    assert sentence in shown
    assert sentence not in client_for(cast.bo).get(page).content.decode(), "a reader is not told that there are bids"
    assert 'name="step-0-threshold"' not in shown
    refused = ada.post(page, typed(("50", "0"), revision="1"))
    assert refused.status_code == 422
    assert sentence in refused.content.decode()
    taken_out = ada.post(f"{page}take-out/", {"revision": "1"}, follow=True)
    assert sentence in taken_out.content.decode()
    with open_access(access_for_work(cast.ekby.pk)):
        assert Staircase.objects.get(asked=rising).revision == 1


@pytest.mark.usefixtures("in_english")
def test_nothing_else_can_begin_to_rise_then(cast: Cast, client_for: In, rising: AskedRequirement) -> None:
    with open_access(access_for_work(cast.ekby.pk)):
        Staircase.objects.filter(asked=rising).delete()
        make_bid(rising.procurement)
    text = client_for(cast.ada).get(f"/o/ekby/procurements/{rising.procurement.uuid}/staircases/").content.decode()

    assert "There are bids" in text
    assert "Let it rise in steps" not in text


def test_steps_that_are_bid_on_can_be_shown_to_fewer(cast: Cast, client_for: In, rising: AskedRequirement) -> None:
    ada, address = client_for(cast.ada), f"{page_of(rising)}seen-by/"
    assert "seen-by/" not in ada.get(page_of(rising)).content.decode(), "the plan's own form asks for it"
    with open_access(access_for_work(cast.ekby.pk)):
        make_bid(rising.procurement)
    assert 'seen-by/"' in ada.get(page_of(rising)).content.decode()

    assert ada.post(address, {"seen_by": "network", "revision": "1"}).status_code == 302
    for late in ({"seen_by": "public", "revision": "1"}, {"seen_by": "nobody", "revision": "2"}):
        assert ada.post(address, late).status_code == 302
    assert client_for(cast.bo).post(address, {"seen_by": "public", "revision": "2"}).status_code == 404
    with open_access(access_for_work(cast.ekby.pk)):
        assert Staircase.objects.get().seen_by == "network"
