"""The ladder of a topic and requirements beside each other."""

import uuid
from html import unescape

import pytest
from django.test import Client

from foundation.access import open_access
from foundation.scoping import access_for_work
from requirements_bank.models import RequirementVersion, SeenBy
from requirements_bank.services.versions import save_draft
from tests.emissions.views.counting import queries_of
from tests.factories.bank import make_draft, texts
from tests.factories.cast import Cast
from tests.requirements_bank.views.test_requirement import In, published, text

pytestmark = pytest.mark.django_db

LEVELS = "/o/ekby/requirements/levels/own-deliveries/"
COMPARE = "/o/ekby/requirements/compare/"
STRICTER = texts("Minst {share} av leveransene skal skje med lastesykkel eller elektrisk varebil.")


def seen(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return unescape(answer.content.decode())


def compared(*versions: RequirementVersion, more: str = "") -> str:
    return f"{COMPARE}?" + "&".join(f"version={version.uuid}" for version in versions) + more


def test_levels_stand_in_order_with_what_the_one_below_does_not_say(cast: Cast, client_for: In) -> None:
    published(cast.ekby, code="EGN-3", level="spearhead", wording=texts("Noe helt annet, {share}, uten likhet."))
    published(cast.ekby, code="EGN-2", level="advanced", wording=STRICTER)
    published(cast.ekby, code="EGN-1")
    html = seen(client_for(cast.bo), LEVELS)

    assert html.index("EGN-1") < html.index("EGN-2") < html.index("EGN-3")
    assert '<mark class="beyond">eller elektrisk varebil</mark>' in html
    assert "Markert mot EGN-1" in html
    assert "Markert mot EGN-2" not in html
    assert "Minst 40 % per kvartal, målt som andel leveranser" in text(html)


def test_a_topic_with_one_level_says_what_is_missing_and_one_out_of_sight_is_not_there(
    cast: Cast, client_for: In
) -> None:
    published(cast.network, visibility=SeenBy.OWN, topic="only-theirs")
    published(cast.ekby)
    client = client_for(cast.bo)

    assert seen(client, LEVELS).count("Ingen på dette nivået ennå.") == 2
    for topic in ("only-theirs", "nothing", "a//b", "%00"):
        assert client.get(f"/o/ekby/requirements/levels/{topic}/").status_code == 404


def test_a_longer_ladder_takes_no_more_queries(cast: Cast, client_for: In) -> None:
    published(cast.ekby)
    client = client_for(cast.bo)
    seen(client, LEVELS)
    one = queries_of(client, LEVELS)
    published(cast.ekby, level="advanced")
    published(cast.ekby, level="spearhead")

    assert queries_of(client, LEVELS) == one


def test_requirements_stand_beside_each_other_with_their_differences(cast: Cast, client_for: In) -> None:
    first, second = published(cast.ekby), published(cast.ekby, level="advanced", wording=STRICTER)
    client = client_for(cast.bo)
    html = seen(client, compared(first, second))

    assert '<mark class="beyond">eller elektrisk varebil</mark>' in html
    assert f'href="?version={second.uuid}"' in html
    assert "Kortere vei og renere luft." in html
    only = seen(client, compared(first, second, more="&only=differences"))
    assert "Kortere vei og renere luft." not in only
    assert "elektrisk varebil" in only


def test_more_than_four_or_unknown_ones_are_told_in_a_sentence(cast: Cast, client_for: In) -> None:
    client = client_for(cast.bo)
    five = [published(cast.ekby, code=f"EGN-{number}") for number in range(5)]
    hidden = published(cast.network, visibility=SeenBy.OWN)

    html = seen(client, compared(*five))
    assert "Det er plass til høyst 4 krav ved siden av hverandre. Dette er de første av 5." in html
    assert ("EGN-3" in html, "EGN-4" in html) == (True, False)
    html = seen(client, compared(five[0], hidden, more=f"&version=zz&version={uuid.uuid4()}"))
    assert "3 av kravene i adressen finnes ikke her" in html
    assert hidden.requirement.code not in html
    assert "Ikke noe å sammenligne ennå" in seen(client, COMPARE)


def test_another_requirement_is_found_by_its_title_and_added(cast: Cast, client_for: In) -> None:
    first, second = published(cast.ekby), published(cast.ekby, code="EGN-77", title=texts("Sykler på torget"))
    client = client_for(cast.bo)

    html = seen(client, compared(first, more="&q=torget"))
    assert f'href="?version={first.uuid}&version={second.uuid}"' in html
    assert f"version={second.uuid}" in seen(client, compared(first, more="&q=torgene"))  # another form of the word
    assert "Ikke noe krav heter «zebra»" in seen(client, compared(first, more="&q=zebra"))
    assert client.get(compared(first, more="&q=%00")).status_code == 200


def test_a_draft_of_ones_own_can_be_compared(cast: Cast, client_for: In) -> None:
    first = published(cast.ekby)
    with open_access(access_for_work(cast.ekby.pk)):
        draft = save_draft(make_draft(cast.ekby), {"wording": texts("Bare dette."), "measure": 7})

    assert "Bare dette." in seen(client_for(cast.bo), compared(first, draft))


def test_another_banks_requirement_stands_apart_and_gives_no_heading(cast: Cast, client_for: In) -> None:
    published(cast.network, code="AAA-1", title=texts("Nabolagets eget"))
    published(cast.ekby, code="EGN-1")
    html = seen(client_for(cast.bo), LEVELS)

    assert "Nivåer: Egne leveranser" in text(html)
    assert html.index("EGN-1") < html.index(f"Også i Kravene til {cast.network.name}") < html.index("AAA-1")
