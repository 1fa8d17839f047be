"""The page of one requirement: filled in by its address, honest about its version, and for whom it is."""

import re
from collections.abc import Callable
from html import unescape
from typing import Any

import pytest
from django.test import Client

from foundation.access import open_access
from foundation.scoping import access_for_work
from organisations.models import Organisation, User
from requirements_bank.models import BasketItem, RequirementVersion, SeenBy
from requirements_bank.services.adopt import adopt
from requirements_bank.services.versions import new_draft, publish, retire, save_draft, send_to_review
from tests.factories.bank import make_draft, make_published, texts
from tests.factories.cast import Cast

pytestmark = pytest.mark.django_db

In = Callable[[User], Client]
LAWS = [
    {"country": "NO", "reference": "Gammel § 1", "from": "2017-01-01", "until": "2020-06-30", "note": texts("Før.")},
    {"country": "NO", "reference": "Ny § 5", "from": "2020-07-01", "until": None, "note": texts("Nå.")},
]


def published(organisation: Organisation, **changes: Any) -> RequirementVersion:
    with open_access(access_for_work(organisation.pk)):
        return make_published(organisation, **changes)


def again(version: RequirementVersion, **changes: Any) -> RequirementVersion:
    """The next published version, with some of what it says changed."""
    with open_access(access_for_work(version.organisation_id or 0)):
        draft = new_draft(requirement=version.requirement, said={**version.content, **changes})
        return publish(draft, change_note="Strengere enn før")


def address(version: RequirementVersion, query: str = "") -> str:
    return f"/o/ekby/requirements/{version.requirement.uuid}/{query}"


def page(client: Client, version: RequirementVersion, query: str = "", **headers: str) -> str:
    answer = client.get(address(version, query), headers=headers)
    assert answer.status_code == 200
    return unescape(answer.content.decode())


def text(html: str) -> str:
    """What a reader reads, with single spaces."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]*>", "", html))


def filled(html: str) -> str:
    found = re.search(r'<p class="filled__text".*?</p>', html, re.DOTALL)
    assert found
    return text(found[0])


def test_the_address_fills_the_wording_and_its_measure(cast: Cast, client_for: In) -> None:
    version, client = published(cast.ekby), client_for(cast.bo)

    assert filled(page(client, version)) == "Minst 40 % av leveransene skal skje med lastesykkel."
    html = page(client, version, "?v-share=62,5")
    assert filled(html) == "Minst 62,5 % av leveransene skal skje med lastesykkel."
    assert "Minst 62,5 % per kvartal, målt som andel leveranser" in text(html)
    assert '?language=nb&v-share=62%2C5"' in html


def test_a_wrong_value_stays_in_its_field_with_a_sentence_and_leaves_the_place_open(cast: Cast, client_for: In) -> None:
    version, client = published(cast.ekby), client_for(cast.bo)

    for typed, sentence in (("5", "5 er for lavt"), ("mye", "«mye» er ikke et tall"), ("1e99999", "er ikke et tall")):
        html = page(client, version, f"?v-share={typed}")
        assert sentence in text(html), typed
        assert f'value="{typed}"' in html
        assert 'aria-invalid="true"' in html
        assert filled(html) == "Minst [Andel] av leveransene skal skje med lastesykkel."
        assert "Ett felt er ennå åpent." in html


def test_dates_and_choices_are_filled_and_what_is_no_choice_is_kept(cast: Cast, client_for: In) -> None:
    variables = {
        "start": {"type": "date", "names": texts("Start")},
        "vehicle": {
            "type": "choice",
            "names": texts("Kjøretøy"),
            "options": {"van": texts("varebil"), "bike": texts("sykkel")},
        },
    }
    wording = texts("Fra {start} skal {vehicle} brukes. {vehicle} kan byttes.")
    version = published(cast.ekby, wording=wording, variables=variables, measure=None)
    client = client_for(cast.bo)

    assert filled(page(client, version)) == "Fra [Start] skal [Kjøretøy] brukes. [Kjøretøy] kan byttes."
    html = page(client, version, "?v-start=2027-03-01&v-vehicle=bike")
    assert filled(html) == "Fra 1. mars 2027 skal sykkel brukes. sykkel kan byttes."
    html = page(client, version, "?v-start=i+morgen&v-vehicle=boat")
    assert 'value="i morgen"' in html
    assert '<option value="boat" selected>boat</option>' in html


def test_htmx_gets_the_text_and_the_problems_of_the_fields_only(cast: Cast, client_for: In) -> None:
    version = published(cast.ekby)
    answer = client_for(cast.bo).get(address(version, "?v-share=5&language=sv"), headers={"HX-Request": "true"})
    html = answer.content.decode()

    assert "<html" not in html
    assert filled(unescape(html)) == "Minst [Andel] av leveranserna ska ske med lastcykel."
    assert 'id="v-share-problem" aria-live="polite" hx-swap-oob="true"' in html
    assert answer["HX-Replace-Url"] == "?language=sv&v-share=5"


def test_the_text_stands_in_the_language_asked_for_and_says_so(cast: Cast, client_for: In) -> None:
    version, client = published(cast.ekby), client_for(cast.bo)

    html = page(client, version, "?language=sv&v-share=70")
    assert 'id="filled-text" lang="sv"' in html
    assert filled(html) == "Minst 70 % av leveranserna ska ske med lastcykel."
    assert 'name="v-share" value="70"' in html
    assert 'id="filled-text" lang="nb"' in page(client, version, "?language=fi")


def test_the_law_of_today_stands_first_and_what_has_ended_is_said(cast: Cast, client_for: In) -> None:
    html = text(page(client_for(cast.bo), published(cast.ekby, law=LAWS)))

    assert html.index("Ny § 5") < html.index("Gammel § 1")
    assert "Ny § 5 gjelder siden 1. juli 2020" in html
    assert "Gammel § 1 opphørte 30. juni 2020" in html


def test_steps_are_dated_from_the_start_of_the_contract(cast: Cast, client_for: In) -> None:
    steps = [{"month": 0, "threshold": 30}, {"month": 24, "threshold": 70}]
    version, client = published(cast.ekby, staircase=steps), client_for(cast.bo)

    html = text(page(client, version, "?start=2026-03-01"))
    assert "Trinn 2: 70 %, 1. mars 2028" in html
    for wrong, sentence in (("snart", "«snart» er ingen dato"), ("9999-12-01", "Velg en dag fra 2000 til 2099")):
        html = page(client, version, f"?start={wrong}")
        assert sentence in text(html)
        assert f'value="{wrong}"' in html


STEPS = [{"month": 0, "threshold": 25}, {"month": 24, "threshold": 70}]


def test_the_page_says_whether_the_text_or_the_steps_apply_and_offers_the_first_step(
    cast: Cast, client_for: In
) -> None:
    version, client = published(cast.ekby, staircase=STEPS), client_for(cast.bo)

    html = page(client, version)
    assert "Fast nivå: tallet i teksten gjelder hele tiden. Med trinn: disse trinnene erstatter" in text(html)
    assert "Begynn med det første trinnet: 25 %" in text(html)
    assert 'href="?language=nb&v-share=25"' in html
    begun = page(client, version, "?v-share=25")
    assert ("Fast nivå:" in begun, "Begynn med det første trinnet" in begun) == (True, False)
    assert "Fast nivå:" not in page(client, published(cast.ekby))


def test_the_tip_sheet_takes_along_what_is_filled_in(cast: Cast, client_for: In) -> None:
    version, client = published(cast.ekby), client_for(cast.bo)
    sheet = f"/o/ekby/requirements/{version.requirement.uuid}/tip-sheet/"

    assert f'href="{sheet}?version=1&language=sv&v-share=62.5"' in page(client, version, "?language=sv&v-share=62,5")
    assert f'href="{sheet}?version=1&language=nb"' in page(client, version, "?v-share=mye")
    typed = page(client, version, "?v-share=70", **{"HX-Request": "true"})
    assert f'id="tip-sheet" href="{sheet}?version=1&language=nb&v-share=70" hx-swap-oob="true"' in typed


def test_one_comes_back_to_the_hits_and_nowhere_else(cast: Cast, client_for: In) -> None:
    version, client = published(cast.ekby), client_for(cast.ada)

    hits = unescape(client.get("/o/ekby/requirements/?q=lastesykkel&level=basic").content.decode())
    assert f"{address(version)}?back=q%3Dlastesykkel%26level%3Dbasic" in hits
    html = page(client, version, "?back=q%3Dlastesykkel%26level%3Dbasic")
    assert 'href="/o/ekby/requirements/?q=lastesykkel&level=basic"' in html
    assert 'name="back" value="q=lastesykkel&level=basic"' in html
    assert 'id="basket-counter"' in html
    evil = page(client, version, "?back=https%3A%2F%2Fevil.example%2F")
    assert 'href="https://evil' not in evil
    assert "Tilbake til treffene" not in page(client, version)


def test_a_percentage_that_falls_away_says_so(cast: Cast, client_for: In) -> None:
    effect = {"low": 72, "high": 73, "unit": "% CO₂e", "note": texts("Mot diesel.", sv="Mot diesel."),
              "source": {"title": "Faktorer", "publisher": "DESNZ", "year": 2025, "url": ""}}  # fmt: skip
    html = text(page(client_for(cast.bo), published(cast.ekby, effect=effect)))

    assert "72–73 % lavere CO₂e" in html.replace("\xa0", " ")


def test_a_retired_version_leads_to_the_current_one(cast: Cast, client_for: In) -> None:
    first = published(cast.ekby)
    again(first, level="advanced")
    html, client = page(client_for(cast.bo), first, "?version=1"), client_for(cast.bo)

    assert "Versjon 1 er trukket tilbake" in html
    assert "Gå til versjon 2" in html
    assert "Strengere enn før" in html
    assert "er trukket tilbake" not in page(client, first)
    assert client.get(address(first, "?version=7")).status_code == 404


def test_a_requirement_without_a_current_version_names_what_replaces_it(cast: Cast, client_for: In) -> None:
    old = published(cast.ekby, code="EGN-OLD")
    published(cast.ekby, code="EGN-NEW", relations={"replaces": ["EGN-OLD"]})
    with open_access(access_for_work(cast.ekby.pk)):
        retire(old, reason="Erstattet")
    html = page(client_for(cast.bo), old)

    assert "Dette kravet er trukket tilbake" in html
    assert "Bruk EGN-NEW i stedet" in html


def test_an_incomplete_draft_is_shown_to_its_own_people_with_what_is_missing(cast: Cast, client_for: In) -> None:
    with open_access(access_for_work(cast.ekby.pk)):
        draft = make_draft(cast.ekby)
        wrong = {"motive": None, "law": "x", "variables": [], "measure": {"threshold": "share"}, "staircase": [1]}
        draft = save_draft(draft, {**draft.content, **wrong, "market": {"maturity": ["x"]}, "relations": 3})
    html = text(page(client_for(cast.bo), draft))

    assert "Hva det sier så langt" in html
    assert "Minst [share] av leveransene skal skje med lastesykkel." in html
    assert "Hvorfor: Dette mangler. Fyll det ut." in html
    assert client_for(cast.cilla).get(address(draft).replace("/ekby/", "/granby/")).status_code == 404


def test_a_draft_with_nothing_at_all_is_no_error(cast: Cast, client_for: In) -> None:
    with open_access(access_for_work(cast.ekby.pk)):
        draft = make_draft(cast.ekby)
        save_draft(draft, {})

    assert draft.requirement.code in page(client_for(cast.bo), draft)


def test_neighbours_in_sight_who_use_it_are_named(cast: Cast, client_for: In) -> None:
    version = published(cast.network)
    for organisation, seen_by in ((cast.granby, SeenBy.NETWORK), (cast.network, SeenBy.OWN)):
        with open_access(access_for_work(organisation.pk)):
            adopt(organisation=organisation, version=version, seen_by=seen_by)

    assert "Én nabo bruker det: Granby kommun" in text(page(client_for(cast.ada), version))


def test_using_it_is_offered_to_whom_it_is_for(cast: Cast, client_for: In) -> None:
    theirs, ours = published(cast.network), published(cast.ekby)

    assert "Bruk som det er" in page(client_for(cast.ada), theirs)
    assert "Lag vår egen variant" in page(client_for(cast.ada), theirs)
    assert "Lag vår egen variant" not in page(client_for(cast.ada), ours)
    assert "Bruk som det er" not in page(client_for(cast.bo), theirs)


def test_a_requirement_in_review_is_seen_without_being_offered(cast: Cast, client_for: In) -> None:
    with open_access(access_for_work(cast.network.pk)):
        draft = send_to_review(make_draft(cast.network), open_to=SeenBy.NETWORK)
    html = page(client_for(cast.ada), draft)

    assert "Noen ser på det før det publiseres" in html
    assert "Bruk som det er" not in html


def test_a_wording_cannot_break_out_of_the_page(cast: Cast, client_for: In) -> None:
    evil = '<script>alert(1)</script>" onload="x'
    sources = [{"title": evil, "publisher": evil, "year": 2024, "url": "javascript:alert(1)"}]
    version = published(cast.ekby, title=texts(evil), wording=texts(evil + " {share}"), sources=sources)
    html = client_for(cast.bo).get(address(version, "?v-share=%3Cscript%3E")).content.decode()

    assert "<script>alert" not in html
    assert "javascript:" not in html
    assert 'value="&lt;script&gt;"' in html


def test_what_is_filled_in_goes_along_into_the_basket(cast: Cast, client_for: In) -> None:
    version, ada = published(cast.ekby), client_for(cast.ada)
    html = page(ada, version, "?v-share=75")
    form = html[html.index('action="/o/ekby/requirements/baskets/add/"') :]
    sent = dict(re.findall(r'<input type="hidden" name="(.*?)" value="(.*?)">', form[: form.index("</form>")]))

    assert (sent["version"], sent["v-share"]) == (str(version.uuid), "75")
    ada.post("/o/ekby/requirements/baskets/add/", sent)
    with open_access(access_for_work(cast.ekby.pk)):
        assert BasketItem.objects.get().values == {"share": "75"}
    assert "Legg i kurven" not in page(client_for(cast.bo), version)
