"""The page of the tender documents: what is ready, what is missing and where to mend it, saved and kept."""

from collections.abc import Callable
from io import BytesIO
from typing import Any

import pytest
from django.test import Client
from docx import Document

from foundation.access import open_access
from foundation.scoping import access_for_work
from organisations.models import User
from procurement.models import AskedRequirement, Procurement, ProcurementDocument
from procurement.services.ask import Wanted, ask_for
from procurement.services.procurements import name_buyers
from tests.factories.bank import make_published
from tests.factories.baskets import CLAUSES, make_template, word_file
from tests.factories.cast import Cast
from tests.factories.procurements import make_planned
from tests.factories.tenders import make_tender

pytestmark = pytest.mark.django_db
In = Callable[[User], Client]


@pytest.fixture
def tender(cast: Cast) -> Procurement:
    with open_access(access_for_work(cast.ekby.pk)):
        return make_tender(cast.ekby)


def page_of(procurement: Procurement, organisation: str = "ekby") -> str:
    return f"/o/{organisation}/procurements/{procurement.uuid}/tender-documents/"


def test_it_says_what_is_complete_and_what_is_missing(cast: Cast, client_for: In, tender: Procurement) -> None:
    with open_access(access_for_work(cast.ekby.pk)):
        (asked,) = ask_for(tender, [Wanted(make_published(cast.ekby, variables=_without_default()))])
    answer = client_for(cast.ada).get(page_of(tender), HTTP_ACCEPT_LANGUAGE="en")
    shown = {each.kind.value: each for each in answer.context["annexes"]}

    assert answer.context["answer"] == "1 of 3 tender documents are complete."
    assert [each.is_ready for each in shown.values()] == [False, True, False]
    assert [lack.asked for lack in shown["requirements"].errors] == [asked.uuid]
    assert "is not chosen yet" in shown["evaluation"].errors[0].sentence
    assert f"/requirements/#item-{asked.uuid}" in answer.content.decode()


def test_nothing_asked_for_has_nothing_to_save(cast: Cast, client_for: In) -> None:
    with open_access(access_for_work(cast.ekby.pk)):
        procurement = make_planned(cast.ekby)
    ada = client_for(cast.ada)
    answer = ada.get(page_of(procurement))

    assert not answer.context["anything"]
    for name in ("requirements.docx", "all.zip"):
        assert ada.get(f"{page_of(procurement)}{name}")["Location"].startswith(page_of(procurement))


def test_it_is_saved_in_the_chosen_language_by_the_own_template(
    cast: Cast, client_for: In, tender: Procurement
) -> None:
    with open_access(access_for_work(cast.ekby.pk)):
        template = make_template(cast.ekby, word_file("Ekbys forside", *CLAUSES))
    query = f"?language=sv&template={template.uuid}&motives=on"
    answer = client_for(cast.ada).get(f"{page_of(tender)}requirements.docx{query}")
    words = [each.text for each in Document(BytesIO(answer.content)).paragraphs]

    assert answer["Content-Disposition"].endswith('bilaga-krav.docx"')
    assert "Ekbys forside" in words
    assert any("Låga utsläpp" in each for each in words)


@pytest.mark.parametrize("query", ["?language=xx&template=x", "?template=00000000-0000-0000-0000-000000000000"])
def test_a_choice_that_makes_no_sense_falls_back(cast: Cast, client_for: In, tender: Procurement, query: str) -> None:
    answer = client_for(cast.ada).get(f"{page_of(tender)}{query}")

    assert answer.status_code == 200
    assert answer.context["form"].chosen["template"] == "klimatrappa"


def test_one_is_kept_listed_and_known_to_be_outdated(cast: Cast, client_for: In, tender: Procurement) -> None:
    ada = client_for(cast.ada)
    answer = ada.post(f"{page_of(tender)}keep/", {"annex": "evaluation.pdf", "language": "nb"})
    assert answer["Location"].startswith(f"{page_of(tender)}?language=nb")
    (made,) = ada.get(page_of(tender)).context["made"]
    assert (made.document.uploaded_by, made.is_outdated) == (cast.ada.name, False)

    with open_access(access_for_work(cast.ekby.pk)):
        ask_for(tender, [Wanted(make_published(cast.ekby))])
    (made,) = ada.get(page_of(tender)).context["made"]
    assert made.is_outdated


@pytest.mark.parametrize("annex", ["", "evaluation", "evaluation.exe", "other.pdf"])
def test_what_is_no_document_is_not_kept(cast: Cast, client_for: In, tender: Procurement, annex: str) -> None:
    assert client_for(cast.ada).post(f"{page_of(tender)}keep/", {"annex": annex}).status_code == 404
    with open_access(access_for_work(cast.ekby.pk)):
        assert not ProcurementDocument.objects.exists()


def test_who_reads_saves_and_keeps_nothing(cast: Cast, client_for: In, tender: Procurement) -> None:
    with open_access(access_for_work(cast.ekby.pk)):
        name_buyers(tender, [cast.granby])
    bo, cilla = client_for(cast.bo), client_for(cast.cilla)
    sent = {"annex": "evaluation.pdf"}

    assert "Keep as PDF" not in bo.get(page_of(tender), HTTP_ACCEPT_LANGUAGE="en").content.decode()
    assert [bo.post(f"{page_of(tender)}keep/", sent).status_code] == [404]
    assert cilla.post(f"{page_of(tender, 'granby')}keep/", sent).status_code == 404
    assert cilla.get(page_of(tender, "granby")).status_code == 200


@pytest.mark.parametrize("number", [1, 3])
def test_it_asks_as_often_for_one_as_for_three(
    cast: Cast, client_for: In, tender: Procurement, number: int, django_assert_max_num_queries: Callable[[int], Any]
) -> None:
    with open_access(access_for_work(cast.ekby.pk)):
        ask_for(tender, [Wanted(make_published(cast.ekby)) for _each in range(number)])
        assert AskedRequirement.objects.count() == number + 2
    bo = client_for(cast.bo)
    bo.get(page_of(tender))
    with django_assert_max_num_queries(18):
        bo.get(page_of(tender))


def _without_default() -> dict[str, Any]:
    return {"share": {"type": "percent", "min": 10, "max": 100, "names": {"nb": "Andel", "sv": "Andel"}}}
