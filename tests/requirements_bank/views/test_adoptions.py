"""What an organisation uses: begun, shown, renewed and ended on its pages, by those who may."""

from html import unescape
from typing import Any

import pytest
from django.test import Client

from foundation.access import open_access
from foundation.models import Change
from foundation.scoping import access_for_work
from requirements_bank.models import Adoption, Bank, RequirementVersion, SeenBy, State
from requirements_bank.services.adopt import adopt, make_variant
from requirements_bank.services.own_bank import own_bank
from tests.emissions.views.counting import queries_of
from tests.factories.bank import texts
from tests.factories.cast import Cast
from tests.requirements_bank.views.test_requirement import In, again, published, text

pytestmark = pytest.mark.django_db

USED = "/o/ekby/requirements/used/"


def use(client: Client, version: RequirementVersion, **fields: str) -> Any:
    data = {"version": str(version.uuid), "as": "it_is", "seen_by": "network", **fields}
    return client.post(f"/o/ekby/requirements/{version.requirement.uuid}/use/", data, follow=True)


def used(cast: Cast, version: RequirementVersion) -> Adoption:
    with open_access(access_for_work(cast.ekby.pk)):
        return adopt(organisation=cast.ekby, version=version)[0]


def reloaded(adoption: Adoption) -> Adoption:
    with open_access(access_for_work(adoption.organisation_id)):
        return Adoption.objects.select_related("version", "passed_over").get(pk=adoption.pk)


def listed(client: Client, query: str = "") -> str:
    answer = client.get(f"{USED}{query}")
    assert answer.status_code == 200
    return unescape(answer.content.decode())


def said(answer: Any) -> list[str]:
    return [str(message) for message in answer.context["messages"]]


def test_using_it_as_it_is_stands_in_the_list_and_who_sees_it_can_be_changed(cast: Cast, client_for: In) -> None:
    version, ada = published(cast.network), client_for(cast.ada)
    assert "Ikke noe er i bruk ennå" in listed(ada)

    assert said(use(ada, version, seen_by="own")) == [f"Dere bruker {version.requirement.code} fra nå av."]
    with open_access(access_for_work(cast.ekby.pk)):
        adoption = Adoption.objects.get()
    assert (adoption.seen_by, adoption.adopted_by) == (SeenBy.OWN, "Ada Ask")
    assert "Ett krav er i bruk. Alle er oppdatert." in text(listed(ada))
    ada.post(f"{USED}{adoption.uuid}/shown/", {"seen_by": "public"})
    assert reloaded(adoption).seen_by == SeenBy.PUBLIC
    ada.post(f"{USED}{adoption.uuid}/shown/", {"seen_by": "nobody"})
    assert reloaded(adoption).seen_by == SeenBy.PUBLIC


def test_a_variant_of_ones_own_begins_as_a_draft_in_a_bank_of_ones_own(cast: Cast, client_for: In) -> None:
    version = published(cast.network, code="NET-1")
    answer = use(client_for(cast.ada), version, **{"as": "variant"})

    with open_access(access_for_work(cast.ekby.pk)):
        draft = RequirementVersion.objects.select_related("requirement").get(organisation=cast.ekby)
        bank = Bank.objects.get(organisation=cast.ekby)
    assert (draft.state, draft.based_on_id, draft.requirement.bank_id) == (State.DRAFT, version.pk, bank.pk)
    assert answer.redirect_chain[-1][0].endswith(f"/drafts/{draft.uuid}/")
    assert "variant av NET-1" in text(unescape(answer.content.decode()))
    again_answer = use(client_for(cast.ada), version, **{"as": "variant"})
    assert said(again_answer) == ["Dere har alt en variant av NET-1: NET-1-V1. Endre den."]


def test_what_cannot_be_used_is_told_and_changes_nothing(cast: Cast, client_for: In) -> None:
    version, other, ada = published(cast.network), published(cast.network), client_for(cast.ada)
    address = f"/o/ekby/requirements/{version.requirement.uuid}/use/"
    for data in ({}, {"version": "x"}, {"version": str(other.uuid), "as": "it_is", "seen_by": "own"}, {"as": "x"}):
        assert "Velg på denne siden hvordan dere vil bruke det" in said(ada.post(address, data, follow=True))[0]
    old = published(cast.network)
    again(old)
    assert "er ikke publisert" in said(use(ada, old))[0]
    with open_access(access_for_work(cast.ekby.pk)):
        assert not Adoption.objects.exists()


def test_only_those_who_may_use_the_bank_change_anything(cast: Cast, client_for: In) -> None:
    version = published(cast.network)
    adoption, bo = used(cast, version), client_for(cast.bo)

    assert use(bo, version).status_code == 404
    for end in ("shown/", "end/", "newer/"):
        assert bo.post(f"{USED}{adoption.uuid}/{end}", {"seen_by": "own", "reason": "x"}).status_code == 404
    assert version.requirement.code in listed(bo)
    assert "Slutt å bruke" not in listed(bo)


def test_what_has_a_newer_version_stands_on_top_and_the_list_can_be_narrowed(cast: Cast, client_for: In) -> None:
    current, outdated, varied = (published(cast.network, code=f"NET-{name}") for name in "ABC")
    for version in (current, outdated):
        used(cast, version)
    with open_access(access_for_work(cast.ekby.pk)):
        make_variant(organisation=cast.ekby, bank=own_bank(cast.ekby), version=varied)
    again(outdated, title=texts("Nye tider"))
    ada = client_for(cast.ada)
    html = listed(ada)

    assert html.index("NET-B") < html.index("NET-A") < html.index("NET-C")
    assert "2 krav er i bruk. Ett har en nyere versjon å se på. Én variant er fortsatt under arbeid." in text(html)
    shown = {
        query: [f"NET-{name}" in listed(ada, query) for name in "ABC"] for query in ("?only=newer", "?only=variant")
    }
    assert shown == {"?only=newer": [False, True, False], "?only=variant": [False, False, True]}
    assert [f"NET-{name}" in listed(ada, "?q=net-a") for name in "ABC"] == [True, False, False]
    assert [f"NET-{name}" in listed(ada, "?q=C-V1") for name in "ABC"] == [False, False, True]
    assert "Ikke noe av det dere bruker, passer til det." in listed(ada, "?q=zebra")
    assert listed(ada, "?q=%00&page=x&only=x")


def test_more_uses_take_no_more_queries(cast: Cast, client_for: In) -> None:
    used(cast, published(cast.network))
    with open_access(access_for_work(cast.ekby.pk)):
        make_variant(organisation=cast.ekby, bank=own_bank(cast.ekby), version=published(cast.network))
    ada = client_for(cast.ada)
    listed(ada)
    two = queries_of(ada, USED)
    for _ in range(3):
        used(cast, published(cast.network))
        with open_access(access_for_work(cast.ekby.pk)):
            make_variant(organisation=cast.ekby, bank=own_bank(cast.ekby), version=published(cast.network))

    assert queries_of(ada, USED) == two


def newer(client: Client, adoption: Adoption, **data: str) -> Any:
    return client.post(f"{USED}{adoption.uuid}/newer/", data, follow=True)


def test_a_newer_version_is_shown_word_by_word_and_taken(cast: Cast, client_for: In) -> None:
    first, ada = published(cast.network), client_for(cast.ada)
    adoption = used(cast, first)
    second = again(first, wording=texts("Minst {share} av leveransene skal skje med el-bil."))
    html = unescape(ada.get(f"{USED}{adoption.uuid}/newer/").content.decode())

    assert "el-bil</ins>" in html
    assert "Strengere enn før" in html
    assert (
        said(newer(ada, adoption, version=str(second.uuid), answer="take"))
        == [f"Dere bruker versjon 2 av {first.requirement.code} nå."]
        or reloaded(adoption).version == second
    )
    assert reloaded(adoption).version == second
    assert ada.get(f"{USED}{adoption.uuid}/newer/").status_code == 302


def test_keeping_ours_needs_a_reason_and_is_not_asked_again(cast: Cast, client_for: In) -> None:
    first, ada = published(cast.network), client_for(cast.ada)
    adoption = used(cast, first)
    second = again(first, level="advanced")
    without = newer(ada, adoption, version=str(second.uuid), answer="keep")

    assert without.status_code == 422
    assert 'aria-invalid="true"' in without.content.decode()
    newer(ada, adoption, version=str(second.uuid), answer="keep", reason="Markedet er ikke klart")
    assert (reloaded(adoption).version, reloaded(adoption).passed_over) == (first, second)
    with open_access(access_for_work(cast.ekby.pk)):
        assert Change.objects.get(action="passed_over").summary["reason"] == "Markedet er ikke klart"
    assert "Vi så på versjon 2 og beholdt vår." in listed(ada)


def test_a_still_newer_version_is_shown_before_anything_is_decided(cast: Cast, client_for: In) -> None:
    first, ada = published(cast.network), client_for(cast.ada)
    adoption = used(cast, first)
    second = again(first, level="advanced")
    again(second, level="spearhead")
    answer = newer(ada, adoption, version=str(second.uuid), answer="take")

    assert said(answer) == ["Det er kommet en enda nyere versjon. Se hva den endrer."]
    assert reloaded(adoption).version == first


def test_a_variant_gets_a_new_draft_from_the_new_text(cast: Cast, client_for: In) -> None:
    first, ada = published(cast.network), client_for(cast.ada)
    with open_access(access_for_work(cast.ekby.pk)):
        variant = make_variant(organisation=cast.ekby, bank=own_bank(cast.ekby), version=first)
        adoption = Adoption.objects.get()
    second = again(first, level="advanced")
    blocked = newer(ada, adoption, version=str(second.uuid), answer="redraft")
    assert said(blocked) == ["Det finnes alt et utkast til dette kravet. Fortsett på det."]
    assert reloaded(adoption).version == first
    with open_access(access_for_work(cast.ekby.pk)):
        RequirementVersion.objects.filter(pk=variant.pk).delete()
    newer(ada, adoption, version=str(second.uuid), answer="redraft")

    with open_access(access_for_work(cast.ekby.pk)):
        draft = RequirementVersion.objects.get(organisation=cast.ekby)
    assert (draft.based_on_id, draft.level, reloaded(adoption).version) == (second.pk, "advanced", second)


def test_the_end_needs_a_reason(cast: Cast, client_for: In) -> None:
    adoption, ada = used(cast, published(cast.network)), client_for(cast.ada)

    ada.post(f"{USED}{adoption.uuid}/end/", {"reason": " "})
    assert reloaded(adoption).ended_at is None
    ada.post(f"{USED}{adoption.uuid}/end/", {"reason": "Vi kjøper ikke dette lenger"})
    assert reloaded(adoption).ended_at is not None
    assert "Ikke noe er i bruk ennå" in listed(ada)
    changes = unescape(client_for(cast.ada).get("/o/ekby/changes/").content.decode())
    assert "sluttet å bruke" in changes
    assert "Vi kjøper ikke dette lenger" in changes
