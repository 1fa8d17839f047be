"""Tip sheets by address: language, version and values; a contact never stands on one."""

from collections.abc import Callable
from io import BytesIO
from typing import Any

import pytest
from django.test import Client
from pypdf import PdfReader

from foundation.access import open_access
from foundation.scoping import access_for_work
from organisations.models import User
from requirements_bank.models import RequirementVersion, SeenBy
from requirements_bank.services.versions import new_requirement
from tests.factories.bank import make_bank, make_published
from tests.factories.cast import Cast
from tests.factories.examples import make_example

pytestmark = pytest.mark.django_db

In = Callable[[User], Client]


def published(cast: Cast, **fields: Any) -> RequirementVersion:
    with open_access(access_for_work(cast.ekby.pk)):
        return make_published(cast.ekby, **fields)


def sheet(client: Client, version: RequirementVersion, query: str = "") -> Any:
    return client.get(f"/o/ekby/requirements/{version.requirement.uuid}/tip-sheet/{query}")


def words_of(answer: Any) -> str:
    text = PdfReader(BytesIO(answer.content)).pages[0].extract_text()
    return " ".join(text.replace("\u00a0", " ").split())


def test_a_sheet_is_filled_with_the_values_of_the_address(cast: Cast, client_for: In) -> None:
    version = published(cast, code="EKB-001")
    answer = sheet(client_for(cast.bo), version, "?language=sv&share=55")

    assert (answer.status_code, answer["Content-Type"]) == (200, "application/pdf")
    assert 'filename="ekb-001-1-sv.pdf"' in answer["Content-Disposition"]
    assert "Minst 55 % av leveranserna" in words_of(answer)
    assert f"/banks/{version.requirement.bank.slug}/EKB-001/" in words_of(answer)


def test_a_sheet_with_steps_says_that_the_number_is_an_example(cast: Cast, client_for: In) -> None:
    steps = [{"month": 0, "threshold": 25}, {"month": 24, "threshold": 70}]
    version, client = published(cast, staircase=steps), client_for(cast.bo)

    assumed, chosen = words_of(sheet(client, version)), words_of(sheet(client, version, "?v-share=55"))
    assert "Minst 40 % (eksempel) av leveransene" in assumed
    assert "Fast nivå: tallet i teksten gjelder hele tiden. Med trinn: disse trinnene erstatter" in assumed
    assert "Minst 55 % av leveransene" in chosen


def test_a_value_that_does_not_fit_is_a_sentence(cast: Cast, client_for: In) -> None:
    answer = sheet(client_for(cast.bo), published(cast), "?language=nb&share=400")

    assert answer.status_code == 422
    assert "Andel: 400 er for høyt" in answer.content.decode()


def test_what_makes_no_sense_is_left_out_and_a_version_that_is_not_there_is_404(cast: Cast, client_for: In) -> None:
    version, client = published(cast), client_for(cast.bo)

    assert sheet(client, version, "?language=xx&version=none").status_code == 200
    assert sheet(client, version, "?version=9").status_code == 404


def test_a_requirement_for_a_network_names_no_public_address(cast: Cast, client_for: In) -> None:
    assert "/banks/" not in words_of(sheet(client_for(cast.bo), published(cast, visibility=SeenBy.NETWORK)))


def test_a_draft_that_is_not_complete_has_no_sheet(cast: Cast, client_for: In) -> None:
    with open_access(access_for_work(cast.ekby.pk)):
        draft = new_requirement(bank=make_bank(cast.ekby), said={"code": "EKB-009", "title": {"nb": "Halvferdig"}})

    assert sheet(client_for(cast.bo), draft).status_code == 404


def test_an_example_has_a_sheet_without_its_contact(cast: Cast, client_for: In) -> None:
    with open_access(access_for_work(cast.ekby.pk)):
        requirement = make_published(cast.ekby, code="EKB-001").requirement
        example = make_example(cast.ekby, requirements=[requirement.code])
    answer = client_for(cast.ada).get(f"/o/ekby/requirements/examples/{example.uuid}/tip-sheet/?language=nb")

    assert all(text in words_of(answer) for text in ("Varer på lastesykkel", "Kilden sier det ikke.", "EKB-001"))
    assert "Kontakt" not in words_of(answer)
