"""A notice becomes a procurement; one that cannot be read is told with its reason, and nothing is made."""

from collections.abc import Callable
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from foundation.access import open_access
from foundation.scoping import access_for_work
from organisations.models import User
from procurement.models import Procurement
from tests.factories.cast import Cast

pytestmark = pytest.mark.django_db
In = Callable[[User], Client]
SAMPLES = Path(__file__).resolve().parents[2] / "samples" / "notices"
PAGE = "/o/ekby/procurements/from-notice/"


def sent(name: str) -> dict[str, SimpleUploadedFile]:
    return {"file": SimpleUploadedFile(name, (SAMPLES / name).read_bytes())}


def test_a_notice_becomes_a_procurement_with_its_lots(cast: Cast, client_for: In) -> None:
    answer = client_for(cast.ada).post(PAGE, sent("vans_contract_notice.xml"))

    with open_access(access_for_work(cast.ekby.pk)):
        made = Procurement.objects.get()
        assert made.lots.count() == 2
    assert answer["Location"] == f"/o/ekby/procurements/{made.uuid}/"


@pytest.mark.parametrize("name", ["vans_cut_short.xml", "entity_bomb.xml", "invoice.xml"])
def test_what_cannot_be_read_is_told_and_nothing_is_made(cast: Cast, client_for: In, name: str) -> None:
    answer = client_for(cast.ada).post(PAGE, sent(name))

    assert (answer.status_code, len(answer.context["problems"])) == (422, 1)
    with open_access(access_for_work(cast.ekby.pk)):
        assert not Procurement.objects.exists()


def test_no_file_is_told_too(cast: Cast, client_for: In) -> None:
    assert list(client_for(cast.ada).post(PAGE, {}).context["form"].errors) == ["file"]


def test_a_reader_fills_nothing(cast: Cast, client_for: In) -> None:
    assert client_for(cast.bo).get(PAGE).status_code == 404
