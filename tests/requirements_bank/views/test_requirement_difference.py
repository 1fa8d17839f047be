"""Differences between versions: word by word, read out to those who do not see, the unchanged folded away."""

from html import unescape

import pytest
from django.test import Client

from foundation.access import open_access
from foundation.scoping import access_for_work
from requirements_bank.models import Adoption
from requirements_bank.services.adopt import end_adoption, make_variant
from requirements_bank.services.own_bank import own_bank
from requirements_bank.services.versions import change_visibility, new_draft, save_draft
from tests.factories.bank import texts
from tests.factories.cast import Cast
from tests.requirements_bank.views.test_requirement import In, again, published, text

pytestmark = pytest.mark.django_db

WORDING = texts("Minst {share} av leveransene skal hver måned skje med sykkel.", sv="Minst {share} ska ske med cykel.")


def difference(client: Client, requirement: object, query: str = "") -> str:
    answer = client.get(f"/o/ekby/requirements/{requirement}/changes/{query}")
    assert answer.status_code == 200
    return unescape(answer.content.decode())


def test_only_what_changed_is_marked_and_read_out(cast: Cast, client_for: In) -> None:
    first = published(cast.ekby)
    variables = {"share": {**first.content["variables"]["share"], "min": 20}}
    again(first, wording=WORDING, variables=variables)
    html = difference(client_for(cast.bo), first.requirement.uuid, "?from=1&to=2")

    assert "2 felt er endret. “Strengere enn før”" in text(html)
    assert '<ins><span class="visually-hidden">satt inn: </span>hver måned</ins> skje med' in html
    assert '<del><span class="visually-hidden">tatt ut: </span>lastesykkel</del>' in html
    assert '<del><span class="visually-hidden">tatt ut: </span>10</del>' in html
    assert html.rindex("<details") > html.index("<ins>")
    assert "felt er uendret" in html


def test_the_language_can_be_chosen(cast: Cast, client_for: In) -> None:
    first = published(cast.ekby)
    again(first, wording=WORDING)

    assert '<dd lang="sv">' in difference(client_for(cast.bo), first.requirement.uuid, "?language=sv")


def test_the_newest_change_is_shown_unless_another_is_asked_for_and_unknown_ones_are_told(
    cast: Cast, client_for: In
) -> None:
    first = published(cast.ekby)
    assert "Det finnes bare én versjon" in difference(client_for(cast.bo), first.requirement.uuid)
    again(again(first, level="advanced"), level="spearhead")
    client = client_for(cast.bo)

    assert "Fra versjon 2 til versjon 3" in difference(client, first.requirement.uuid)
    html = difference(client, first.requirement.uuid, "?from=9&to=x")
    assert "Det finnes ingen versjon «9» her. Disse finnes: 1, 2, 3." in html


def test_a_variant_is_compared_with_its_source_as_long_as_that_is_in_sight(cast: Cast, client_for: In) -> None:
    source = published(cast.network)
    with open_access(access_for_work(cast.ekby.pk)):
        draft = make_variant(
            organisation=cast.ekby, bank=own_bank(cast.ekby), version=source, changes={"wording": WORDING}
        )
    client = client_for(cast.ada)
    html = difference(client, draft.requirement.uuid, "?from=source")
    assert f"Hva versjon 1 endrer i kilden {source.requirement.code}" in html
    assert "hver måned</ins>" in html

    with open_access(access_for_work(cast.ekby.pk)):
        end_adoption(Adoption.objects.get(organisation=cast.ekby))  # what one uses stays in sight
    with open_access(access_for_work(cast.network.pk)):
        change_visibility(source.requirement, "own")
    assert "Det finnes bare én versjon" in difference(client, draft.requirement.uuid, "?from=source")
    assert client.get(f"/o/ekby/requirements/{draft.requirement.uuid}/").status_code == 200


def test_a_draft_that_lacks_everything_can_be_compared(cast: Cast, client_for: In) -> None:
    first = published(cast.ekby)
    with open_access(access_for_work(cast.ekby.pk)):
        save_draft(new_draft(requirement=first.requirement, said=first.content), {"wording": 3, "law": [None]})

    assert "tatt ut" in difference(client_for(cast.bo), first.requirement.uuid)
