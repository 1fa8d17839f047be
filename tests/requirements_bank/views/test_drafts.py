"""Writing on the pages: begin, save half-done, two at once, send to review, publish, and who may do what."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from foundation.access import open_access
from foundation.changes.record import Actor, acting
from foundation.scoping import access_for_work
from organisations.models import User
from requirements_bank.models import Bank, RequirementVersion, SeenBy, State
from requirements_bank.services.review import send_to_review
from requirements_bank.services.versions import new_draft
from tests.emissions.views.counting import queries_of
from tests.factories.bank import make_bank, make_draft, make_published, texts
from tests.factories.cast import Cast

pytestmark = pytest.mark.django_db
In = Callable[[User], Client]
DRAFTS = "/o/ekby/requirements/drafts/"


def draft_in_ekby(cast: Cast, **said: Any) -> RequirementVersion:
    with open_access(access_for_work(cast.ekby.pk)):
        return make_draft(cast.ekby, **said)


def now(version: RequirementVersion) -> RequirementVersion:
    with open_access(access_for_work(version.organisation_id or 0)):
        return RequirementVersion.objects.get(pk=version.pk)


def filled(client: Client, address: str) -> dict[str, Any]:
    """What a browser would send of the editor's form as it stands."""
    form = client.get(address).context["form"]
    sent = {name: form[name].value() or "" for name in form.fields}
    seen = client.get(address).context["seen"]
    return {**sent, "seen": seen}


def test_a_bank_is_made_on_first_use_and_a_requirement_begun_in_it(cast: Cast, client_for: In) -> None:
    ada = client_for(cast.ada)
    assert "ingen egen bank" in ada.get(DRAFTS).content.decode()
    assert ada.get(f"{DRAFTS}new/")["Location"] == "/o/ekby/requirements/bank/"
    wrong = ada.post("/o/ekby/requirements/bank/", {"name": "", "seen_by": "public"})
    assert wrong.status_code == 422
    ada.post("/o/ekby/requirements/bank/", {"name": "Ekbys krav", "languages": ["sv"], "seen_by": "network"})
    with open_access(access_for_work(cast.ekby.pk)):
        assert Bank.objects.get(organisation=cast.ekby).name == "Ekbys krav"

    begun = ada.post(f"{DRAFTS}new/", {"area": "transport", "title": "Cykelbud", "code": ""})
    page = ada.get(begun["Location"])
    assert "TRA-101" in page.content.decode()
    assert page.context["form"]["countries"].value() == ["SE"]
    assert "Cykelbud" in page.content.decode()
    taken = ada.post(f"{DRAFTS}new/", {"area": "transport", "title": "Igen", "code": "TRA-101"})
    assert (taken.status_code, "TRA-101 er i bruk" in taken.content.decode()) == (422, True)


def test_a_draft_is_saved_as_it_is_typed_and_says_what_is_missing(cast: Cast, client_for: In) -> None:
    draft, ada = draft_in_ekby(cast), client_for(cast.ada)
    address = f"{DRAFTS}{draft.uuid}/"
    sent = filled(ada, address)
    changes = {
        "wording.nb": "Minst {share} kortreist fra {start}.",
        "cpv": "60100000-8, 12",
        "variables.1.max": "mange",
        "checklist.2.nb": "",
        "checklist.2.sv": "",
    }
    assert ada.post(address, {**sent, **changes, "then": "wording"})["Location"] == f"{address}#wording"

    saved = now(draft).content
    assert saved["wording"]["nb"] == "Minst {share} kortreist fra {start}."
    assert (saved["cpv"], saved["variables"]["share"]["max"], len(saved["checklist"])) == (
        ["60100000", "12"],
        "mange",
        1,
    )
    text = ada.get(address).content.decode()
    for sentence in ("«mange» er ikke et tall", "Det finnes ingen CPV-kode 12", "spør hvor noe kommer fra"):
        assert sentence in text
    assert 'value="start"' in text  # the variable that the wording names got a row
    assert re.search(r'href="#id_checklist\.1\.nb"', text)


def test_saving_without_a_change_changes_nothing(cast: Cast, client_for: In) -> None:
    draft, ada = draft_in_ekby(cast), client_for(cast.ada)
    address = f"{DRAFTS}{draft.uuid}/"
    ada.post(address, filled(ada, address))
    before = {name: value for name, value in draft.content.items() if value != []}

    assert now(draft).content == before


def test_two_who_write_at_once_lose_nothing(cast: Cast, client_for: In) -> None:
    draft, ada, eva = draft_in_ekby(cast), client_for(cast.ada), client_for(cast.eva)
    address = f"{DRAFTS}{draft.uuid}/"
    sent = filled(ada, address)
    eva.post(address, {**sent, "motive.nb": "Evas grunn"})
    late = ada.post(address, {**sent, "proof.nb": "Adas bevis"})
    text = late.content.decode()
    assert (late.status_code, "Eva Eng har lagret" in text) == (409, True)
    assert "Adas bevis" in text
    assert "Evas grunn" in text
    assert now(draft).content["motive"]["nb"] == "Evas grunn"

    seen = late.context["seen"]
    ada.post(address, {**sent, "motive.nb": "Evas grunn", "proof.nb": "Adas bevis", "seen": seen})
    assert (now(draft).content["motive"]["nb"], now(draft).content["proof"]["nb"]) == ("Evas grunn", "Adas bevis")


def test_what_was_typed_is_kept_when_the_draft_went_to_review(cast: Cast, client_for: In) -> None:
    draft, ada = draft_in_ekby(cast), client_for(cast.ada)
    address = f"{DRAFTS}{draft.uuid}/"
    sent = filled(ada, address)
    with open_access(access_for_work(cast.ekby.pk)):
        send_to_review(draft)
    late = ada.post(address, {**sent, "proof.nb": "Adas bevis"})

    assert (late.status_code, "Adas bevis" in late.content.decode()) == (409, True)
    assert ada.get(address)["Location"] == f"{address}review/"


def test_a_version_goes_to_review_and_is_published_by_who_may(cast: Cast, client_for: In) -> None:
    with acting(Actor(cast.eva.name, cast.eva.pk)):
        draft = draft_in_ekby(cast)
    ada, eva = client_for(cast.ada), client_for(cast.eva)
    review = f"{DRAFTS}{draft.uuid}/review/"
    assert ada.post(review, {"action": "publish"}).status_code == 404
    assert ada.post(review, {"action": "review", "open_to": "network"}).status_code == 302
    assert ada.post(review, {"action": "back", "reason": ""}).status_code == 422
    assert eva.post(review, {"action": "back", "reason": "Uklart"}).status_code == 302
    assert eva.post(review, {"action": "publish", "visibility": "public", "alone": ""}).status_code == 422
    assert (
        eva.post(review, {"action": "publish", "visibility": "public", "alone": "Systemet skrev det"}).status_code
        == 302
    )
    assert now(draft).state == State.PUBLISHED
    log = eva.get("/o/ekby/requirements/decisions/").content.decode()
    for words in ("Sendt til gjennomsyn", "Uklart", "Systemet skrev det"):
        assert words in log
    assert "Uklart" not in eva.get("/o/ekby/requirements/decisions/?verdict=published").content.decode()


def test_whoever_publishes_sees_and_says_who_will_see_it(cast: Cast, client_for: In) -> None:
    with acting(Actor(cast.ada.name, cast.ada.pk)):
        draft = draft_in_ekby(cast)
    eva, review = client_for(cast.eva), f"{DRAFTS}{draft.uuid}/review/"
    page = eva.get(review).content.decode()
    assert "Hvem som får se det" in page
    assert re.search(r'value="public"[^>]* checked', page)
    assert eva.post(review, {"action": "publish", "visibility": "alle"}).status_code == 422

    done = eva.post(review, {"action": "publish", "visibility": "own"}, follow=True).content.decode()
    assert "er publisert. Ses av: Bare oss." in done
    assert (now(draft).state, now(draft).seen_by) == (State.PUBLISHED, SeenBy.OWN)
    assert "Bare oss" in eva.get("/o/ekby/requirements/decisions/?verdict=shown").content.decode()


def test_who_reviews_reads_everything_that_a_version_says(cast: Cast, client_for: In) -> None:
    law = {"country": "NO", "reference": "FOA § 7-9", "from": "2024-01-01", "note": {"nb": "Klima vektes."}}
    source = {"title": "Sykkelrapporten", "publisher": "TØI", "year": 2025, "url": "https://example.org/sykkel"}
    steps = [{"month": 6, "threshold": 55}]
    draft = draft_in_ekby(cast, law=[law], sources=[source], staircase=steps, relations={"replaces": ["TRA-1"]})
    page = client_for(cast.eva).get(f"{DRAFTS}{draft.uuid}/review/").content.decode()

    for words in (
        "Minst [Andel] per kvartal: Andel leveranser", "Måned 6: 55", "Andel: prosent, 10–100, foreslått 40",
        "FOA § 7-9", "Klima vektes.", "https://example.org/sykkel", "Norge, Sverige", "Varetransport", "60100000",
        "Markedet er klart", "Mange tilbyr det.", "Erstatter: TRA-1", "1. januar 2026", "Svenska", "Kortare väg",
    ):  # fmt: skip
        assert words in page, words
    assert "put in" not in page


def test_who_reviews_a_new_version_reads_what_it_changes(cast: Cast, client_for: In) -> None:
    with open_access(access_for_work(cast.ekby.pk)):
        published = make_published(cast.ekby)
        wording = {
            **published.content["wording"],
            "nb": "Minst {share} av leveransene skal skje med elektrisk varebil.",
        }
        draft = new_draft(requirement=published.requirement, said={**published.content, "wording": wording})
    page = client_for(cast.eva).get(f"{DRAFTS}{draft.uuid}/review/").content.decode()

    assert "Hva den endrer i versjon 1" in page
    assert re.search(r"<del>.*lastesykkel</del>.*<ins>.*elektrisk varebil</ins>", page)


def test_a_draft_without_a_category_is_warned_of_and_published(cast: Cast, client_for: In) -> None:
    with acting(Actor(cast.ada.name, cast.ada.pk)):
        draft = draft_in_ekby(cast, categories=[], themes=[])
    eva, address = client_for(cast.eva), f"{DRAFTS}{draft.uuid}/"
    for page in (address, f"{address}review/"):
        assert "veiviseren finner det ikke" in eva.get(page).content.decode()
    done = eva.post(f"{address}review/", {"action": "publish", "visibility": "public"}, follow=True).content.decode()
    assert "er publisert" in done
    assert not re.search(r"·\s*·", done)


def test_the_page_says_what_its_reader_can_do(cast: Cast, client_for: In) -> None:
    draft = draft_in_ekby(cast)
    review = f"{DRAFTS}{draft.uuid}/review/"
    officer, leader = (client_for(user).get(review).content.decode() for user in (cast.ada, cast.eva))

    assert "Send det til gjennomsyn" in officer
    assert "eller publiser det" not in officer
    assert "publiser det" in leader


def test_rows_are_removed_and_a_mistyped_variable_leaves_nothing(cast: Cast, client_for: In) -> None:
    steps = [{"month": 6, "threshold": 55}, {"month": 12, "threshold": 70}]
    draft, ada = draft_in_ekby(cast, staircase=steps), client_for(cast.ada)
    address = f"{DRAFTS}{draft.uuid}/"
    right = draft.content["wording"]["nb"]
    ada.post(address, {**filled(ada, address), "wording.nb": f"{right} Ikke {{stoy}}."})
    assert 'value="stoy"' in ada.get(address).content.decode()
    sent = {**filled(ada, address), "wording.nb": right, "variables.2.type": "number", "remove.staircase.1": "on"}
    ada.post(address, {**sent, "remove.checklist.2": "on"})

    saved = now(draft).content
    assert list(saved["variables"]) == ["share"]
    assert (saved["staircase"], len(saved["checklist"])) == ([{"month": 12, "threshold": 70}], 1)


def test_a_problem_names_the_row_that_it_is_in(cast: Cast, client_for: In) -> None:
    duration = {"type": "duration", "names": texts("Frist", sv="Frist")}
    wording = texts("Minst {share} innen {days}.", sv="Minst {share} inom {days}.")
    share = {"type": "percent", "default": 5, "min": 10, "names": texts("Andel", sv="Andel")}
    draft, ada = (
        draft_in_ekby(cast, variables={"share": share, "days": duration}, wording=wording),
        client_for(cast.ada),
    )
    page = ada.get(f"{DRAFTS}{draft.uuid}/")

    labels = [each.label for each in page.context["missing"]]
    assert labels == ["Variabel 1, foreslått verdi", "Variabel 2, enhet"]
    text = page.content.decode()
    assert re.search(r'<select name="variables.2.unit"[^>]*>.*<option value="week">uker', text, re.DOTALL)
    assert re.search(r'name="measure.threshold"[^>]*list="named"', text)
    assert '<option value="days">Frist</option>' in text


def test_an_incomplete_draft_is_not_published_and_nothing_breaks(cast: Cast, client_for: In) -> None:
    draft, eva = draft_in_ekby(cast, wording="tull", variables=[1], checklist={"a": 1}, law="x"), client_for(cast.eva)
    review = f"{DRAFTS}{draft.uuid}/review/"
    assert eva.get(review).status_code == 200
    refused = eva.post(review, {"action": "publish", "visibility": "public", "alone": "x"})

    assert (refused.status_code, now(draft).state) == (422, State.DRAFT)
    assert eva.get(f"{DRAFTS}{draft.uuid}/").status_code == 200


def test_a_draft_is_thrown_away_by_who_may_write(cast: Cast, client_for: In) -> None:
    draft = draft_in_ekby(cast, code="EGN-700")
    review = f"{DRAFTS}{draft.uuid}/review/"

    assert client_for(cast.bo).post(review, {"action": "discard"}).status_code == 404
    assert "Kast utkastet" in client_for(cast.ada).get(review).content.decode()
    done = client_for(cast.ada).post(review, {"action": "discard"}, follow=True)
    assert "Utkastet til EGN-700 er kastet." in done.content.decode()
    assert client_for(cast.ada).get(review).status_code == 404


def test_a_published_requirement_is_managed_by_who_may(cast: Cast, client_for: In) -> None:
    with open_access(access_for_work(cast.ekby.pk)):
        published = make_published(cast.ekby, review_on="2025-01-01")
    ada, eva = client_for(cast.ada), client_for(cast.eva)
    manage = f"/o/ekby/requirements/{published.requirement.uuid}/manage/"
    assert "1. januar 2025" in eva.get(DRAFTS).content.decode()
    assert ada.post(manage, {"action": "retire", "reason": "x"}).status_code == 404
    assert eva.post(manage, {"action": "show", "visibility": "own"}).status_code == 302
    assert eva.post(manage, {"action": "still_good", "reason": ""}).status_code == 302
    assert now(published).review_on.year > 2025
    assert eva.post(manage, {"action": "retire", "reason": ""}).status_code == 422
    assert eva.post(manage, {"action": "retire", "reason": "Ny lov"}).status_code == 302
    assert (now(published).state, now(published).seen_by) == (State.RETIRED, SeenBy.OWN)

    begun = ada.post(f"/o/ekby/requirements/{published.requirement.uuid}/new-version/")
    assert ada.post(f"/o/ekby/requirements/{published.requirement.uuid}/new-version/")["Location"] == begun["Location"]


def test_a_reader_and_a_neighbour_write_nothing(cast: Cast, client_for: In) -> None:
    draft, bo, cilla = draft_in_ekby(cast), client_for(cast.bo), client_for(cast.cilla)
    for address in (DRAFTS, f"{DRAFTS}{draft.uuid}/", f"{DRAFTS}{draft.uuid}/review/"):
        assert bo.get(address).status_code == 404
        assert cilla.get(address.replace("ekby", "granby")).status_code in (200, 404)
        assert b"Egne leveranser" not in cilla.get(address.replace("ekby", "granby")).content
    assert cilla.post(f"{DRAFTS}{draft.uuid}/".replace("ekby", "granby"), {"seen": "x"}).status_code == 404


def test_the_lists_take_as_many_queries_for_one_as_for_three(cast: Cast, client_for: In) -> None:
    ada = client_for(cast.ada)
    counts = []
    for number in (1, 2):
        with open_access(access_for_work(cast.ekby.pk)):
            make_bank(cast.ekby)
            for _each in range(number):
                make_draft(cast.ekby)
                make_published(cast.ekby, review_on="2025-01-01")
                send_to_review(make_draft(cast.ekby))
        counts.append((queries_of(ada, DRAFTS), queries_of(ada, "/o/ekby/requirements/decisions/")))

    assert counts[0] == counts[1]
