"""The pages of baskets: nothing that was typed is lost, lists ask the same number of queries, roles hold."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from io import BytesIO
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from docx import Document

from foundation.access import open_access
from foundation.changes.record import Actor, acting
from foundation.scoping import access_for_work
from organisations.models import User
from requirements_bank.models import Basket, BasketItem, DocumentTemplate, RequirementVersion
from requirements_bank.services.baskets import archive_basket
from requirements_bank.services.limits import set_limit
from requirements_bank.services.versions import new_draft, publish
from tests.factories.bank import make_published, said, texts
from tests.factories.baskets import CLAUSES, make_filled_basket, word_file
from tests.factories.cast import Cast

pytestmark = pytest.mark.django_db
BASKETS = "/o/ekby/requirements/baskets/"
TEMPLATES = "/o/ekby/requirements/document-templates/"
In = Callable[[User], Client]


@contextmanager
def as_ada(cast: Cast) -> Iterator[None]:
    with open_access(access_for_work(cast.ekby.pk)), acting(Actor(cast.ada.name, cast.ada.pk)):
        yield


def published(cast: Cast, count: int, **changes: Any) -> list[RequirementVersion]:
    with as_ada(cast):
        return [make_published(cast.ekby, **changes) for _number in range(count)]


def basket_with(cast: Cast, *versions: RequirementVersion, **fields: Any) -> Basket:
    with as_ada(cast):
        return make_filled_basket(cast.ekby, *versions, **fields)


def items(cast: Cast, basket: Basket) -> list[BasketItem]:
    with as_ada(cast):
        return list(basket.items.filter(removed_at=None))


@pytest.fixture
def ada_s(cast: Cast, client_for: In) -> Client:
    return client_for(cast.ada)


def test_adding_makes_a_basket_and_leads_back(cast: Cast, ada_s: Client) -> None:
    first, second = published(cast, 2)
    for version in (first, second):
        answer = ada_s.post(f"{BASKETS}add/", {"version": version.uuid, "next": "/o/ekby/requirements/"})
        assert answer["Location"] == "/o/ekby/requirements/"
    with as_ada(cast):
        basket = Basket.objects.get()

    assert (basket.name, basket.current_of, len(items(cast, basket))) == ("Kurven til Ada Ask", cast.ada, 2)


def test_an_address_elsewhere_is_not_followed(cast: Cast, ada_s: Client) -> None:
    answer = ada_s.post(f"{BASKETS}add/", {"version": published(cast, 1)[0].uuid, "next": "https://attacker.example/"})

    assert answer["Location"].startswith(BASKETS)


@pytest.mark.parametrize("version", ["", "x", "11111111-1111-4111-8111-111111111111"])
def test_what_is_no_version_is_not_found(cast: Cast, ada_s: Client, version: str) -> None:
    assert ada_s.post(f"{BASKETS}add/", {"version": version}).status_code == 404
    with as_ada(cast):
        assert not Basket.objects.exists()


def test_htmx_gets_the_button_and_the_counter(cast: Cast, ada_s: Client) -> None:
    answer = ada_s.post(
        f"{BASKETS}add/", {"version": published(cast, 1)[0].uuid}, headers={"HX-Request": "true"}
    ).content.decode()

    assert "<html" not in answer
    assert 'id="basket-counter"' in answer
    assert 'hx-swap-oob="true"' in answer
    assert ">1</span>" in answer


def typed(basket_items: list[BasketItem], *values: str, **more: str) -> dict[str, str]:
    data = {"do": "save", **more}
    for item, value in zip(basket_items, values, strict=True):
        data |= {f"{item.uuid.hex}-value_share": value, f"{item.uuid.hex}-note": f"Notat {value}"}
    return data


def test_what_fits_is_saved_and_what_does_not_stands_there_with_its_reason(cast: Cast, ada_s: Client) -> None:
    basket = basket_with(cast, *published(cast, 2))
    first, second = items(cast, basket)
    answer = ada_s.post(f"{BASKETS}{basket.uuid}/", typed([first, second], "250", "65"))
    page = answer.content.decode()

    assert answer.status_code == 422
    assert 'value="250"' in page
    assert "Notat 250" in page
    assert 'aria-invalid="true"' in page
    assert [item.values for item in items(cast, basket)] == [{}, {"share": "65"}]
    assert [item.note for item in items(cast, basket)] == ["Notat 250", "Notat 65"]


def test_a_button_keeps_what_was_typed_elsewhere(cast: Cast, ada_s: Client) -> None:
    basket = basket_with(cast, *published(cast, 2))
    first, second = items(cast, basket)
    ada_s.post(f"{BASKETS}{basket.uuid}/", typed([first, second], "70", "80", do=f"down:{first.uuid}"))

    assert [(item.pk, item.values["share"]) for item in items(cast, basket)] == [(second.pk, "80"), (first.pk, "70")]


def test_what_is_taken_out_can_be_put_back(cast: Cast, ada_s: Client) -> None:
    basket = basket_with(cast, *published(cast, 1))
    (item,) = items(cast, basket)
    page = ada_s.post(f"{BASKETS}{basket.uuid}/", {"do": f"remove:{item.uuid}"}).content.decode()
    assert f"back:{item.uuid}" in page
    assert items(cast, basket) == []

    ada_s.post(f"{BASKETS}{basket.uuid}/", {"do": f"back:{item.uuid}"})
    assert items(cast, basket) == [item]


@pytest.mark.parametrize("action", ["up", "remove", "back", "newer", "other", ""])
def test_an_action_on_nothing_does_nothing(cast: Cast, ada_s: Client, action: str) -> None:
    basket = basket_with(cast, *published(cast, 1))
    answer = ada_s.post(f"{BASKETS}{basket.uuid}/", {"do": f"{action}:11111111-1111-4111-8111-111111111111"})

    assert answer.status_code == 302
    assert len(items(cast, basket)) == 1


def test_a_newer_version_is_offered_and_taken(cast: Cast, ada_s: Client) -> None:
    (version,) = published(cast, 1)
    basket = basket_with(cast, version)
    with as_ada(cast):
        newer = publish(new_draft(requirement=version.requirement, said=said(version.requirement.code)))
    (item,) = items(cast, basket)
    assert f"newer:{item.uuid}" in ada_s.get(f"{BASKETS}{basket.uuid}/").content.decode()

    ada_s.post(f"{BASKETS}{basket.uuid}/", {"do": f"newer:{item.uuid}"})
    assert items(cast, basket)[0].version_id == newer.pk


def test_conflicts_replacements_and_limits_are_told(cast: Cast, ada_s: Client) -> None:
    with as_ada(cast):
        first = make_published(cast.ekby, code="A-1")
        replacing = make_published(cast.ekby, code="A-2", relations={"replaces": ["A-1"]})
        against = make_published(cast.ekby, code="A-3", relations={"conflicts_with": ["A-1"]})
    basket = basket_with(cast, first, replacing, against, value=100_000)
    page = ada_s.get(f"{BASKETS}{basket.uuid}/").content.decode()

    assert "A-2 erstatter A-1" in page
    assert "A-3 og A-1 kan ikke stå sammen" in page
    assert "Kontraktsvilkår: 3 er mange" in page
    assert "12 timer i året" in page


def test_an_own_limit_is_held_to(cast: Cast, ada_s: Client) -> None:
    basket = basket_with(cast, *published(cast, 2), value=30_000_000)
    assert "er mange" not in ada_s.get(f"{BASKETS}{basket.uuid}/").content.decode()
    with as_ada(cast):
        set_limit(organisation=cast.ekby, name="total", limit="1", reason="Prøver", valid_from=basket.created_at.date())

    assert "2 krav er mange" in ada_s.get(f"{BASKETS}{basket.uuid}/").content.decode()


def test_a_reader_reads_and_changes_nothing(cast: Cast, client_for: In) -> None:
    basket = basket_with(cast, *published(cast, 1))
    reader = client_for(cast.bo)
    page = reader.get(f"{BASKETS}{basket.uuid}/").content.decode()
    answer = reader.post(f"{BASKETS}{basket.uuid}/", {"do": f"remove:{items(cast, basket)[0].uuid}"})

    assert 'name="do"' not in page
    assert answer.status_code == 302
    assert len(items(cast, basket)) == 1


def test_a_basket_that_was_put_away_is_only_read(cast: Cast, ada_s: Client) -> None:
    basket = basket_with(cast, *published(cast, 1))
    with as_ada(cast):
        archive_basket(basket)
    assert 'name="do"' not in ada_s.get(f"{BASKETS}{basket.uuid}/").content.decode()
    ada_s.post(f"{BASKETS}{basket.uuid}/", {"do": f"remove:{items(cast, basket)[0].uuid}"})

    assert len(items(cast, basket)) == 1


def queries(client: Client, path: str) -> int:
    client.get(path)
    with CaptureQueriesContext(connection) as asked:
        assert client.get(path).status_code == 200
    return len(asked)


def test_a_basket_asks_the_same_number_of_queries_for_one_and_for_three(cast: Cast, ada_s: Client) -> None:
    one, three = basket_with(cast, *published(cast, 1)), basket_with(cast, *published(cast, 3))

    assert queries(ada_s, f"{BASKETS}{one.uuid}/") == queries(ada_s, f"{BASKETS}{three.uuid}/")


def test_the_list_asks_the_same_number_of_queries_for_one_and_for_three(cast: Cast, ada_s: Client) -> None:
    (version,) = published(cast, 1)
    basket_with(cast, version)
    one = queries(ada_s, BASKETS)
    for _number in range(2):
        basket_with(cast, version)

    assert queries(ada_s, BASKETS) == one


def test_before_saving_a_document_what_is_open_is_counted(cast: Cast, ada_s: Client) -> None:
    variables = {"start": {"type": "date", "names": texts("Oppstart", sv="Start")}}
    wording = texts("Fra {start} gjelder kravet.", sv="Från {start} gäller kravet.")
    basket = basket_with(cast, *published(cast, 1, variables=variables, wording=wording, measure=None))
    page = ada_s.get(f"{BASKETS}{basket.uuid}/documents/?language=en&template=nonsense").content.decode()

    assert "Én verdi er ikke fylt ut" in page
    assert "[Oppstart]" in page
    assert "språk" in page
    assert f'formaction="{BASKETS}{basket.uuid}/document.docx"' in page
    assert '<option value="en" selected>' in page


def test_an_empty_basket_says_so_instead_of_making_a_document(cast: Cast, ada_s: Client) -> None:
    basket = basket_with(cast, *published(cast, 1))
    ada_s.post(f"{BASKETS}{basket.uuid}/", {"do": f"remove:{items(cast, basket)[0].uuid}"})

    assert ada_s.get(f"{BASKETS}{basket.uuid}/documents/").status_code == 200
    assert ada_s.get(f"{BASKETS}{basket.uuid}/document.docx").status_code == 422
    assert ada_s.get(f"{BASKETS}{basket.uuid}/document.exe").status_code == 404


def handed_over(client: Client, content: bytes, name: str = "mal.docx") -> int:
    return client.post(f"{TEMPLATES}upload/", {"file": SimpleUploadedFile(name, content)}).status_code


def test_a_template_is_handed_over_made_usual_and_removed(cast: Cast, ada_s: Client) -> None:
    assert handed_over(ada_s, word_file("Hei {{ organisation }}", *CLAUSES)) == 302
    with as_ada(cast):
        template = DocumentTemplate.objects.get()
    ada_s.post(f"{TEMPLATES}{template.uuid}/use/")
    basket = basket_with(cast, *published(cast, 1))
    word = ada_s.get(f"{BASKETS}{basket.uuid}/document.docx")
    assert [each.text for each in Document(BytesIO(word.content)).paragraphs] == ["Hei Ekby kommun", "Egne leveranser"]

    ada_s.post(f"{TEMPLATES}{template.uuid}/remove/")
    assert ada_s.get(f"{TEMPLATES}{template.uuid}/").status_code == 404
    assert len(Document(BytesIO(ada_s.get(f"{BASKETS}{basket.uuid}/document.docx").content)).paragraphs) > 5


def test_a_template_that_cannot_work_is_told_about_on_its_page(cast: Cast, ada_s: Client) -> None:
    answer = ada_s.post(f"{TEMPLATES}upload/", {"file": SimpleUploadedFile("mal.docx", word_file("Hei {{ feil }}"))})

    assert answer.status_code == 422
    assert "{{ feil }}" in answer.content.decode()
    assert handed_over(ada_s, b"", "tom.docx") == 422
    with as_ada(cast):
        assert not DocumentTemplate.objects.exists()


def test_our_template_is_given_out_to_begin_with(ada_s: Client) -> None:
    word = ada_s.get(f"{TEMPLATES}klimatrappa.docx")

    assert any("{{ clause.title }}" in each.text for each in Document(BytesIO(word.content)).paragraphs)


def test_every_place_that_the_page_lists_works_in_a_template(ada_s: Client) -> None:
    whole = ("title", "name", "introduction", "organisation", "category", "value", "length", "made", "words.proof")
    lines = [f"{{{{ {name} }}}}" for name in whole]
    assert handed_over(ada_s, word_file(*lines, *CLAUSES)) == 302
    page = ada_s.get(TEMPLATES).content.decode()

    assert all(line in page for line in lines)
