"""The pages of banks in files: what is listed, what loading would do, and who may load and publish."""

from collections.abc import Callable
from io import BytesIO

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

import requirements_bank.tasks  # noqa: F401 - registers the work
from foundation.access import open_access
from foundation.jobs.models import Job
from foundation.jobs.run import run_job
from foundation.scoping import access_for_work
from organisations.models import User
from requirements_bank.importers.bank_file import MOST_BYTES
from requirements_bank.models import Bank, RequirementVersion
from tests.factories.bank import make_loaded_bank, make_published
from tests.factories.cast import Cast
from tests.requirements_bank.management.test_bank_files import SAMPLES

pytestmark = pytest.mark.django_db
BANKS = "/o/ekby/requirements/banks/"
In = Callable[[User], Client]


def sent(name: str) -> BytesIO:
    file = BytesIO((SAMPLES / name).read_bytes())
    file.name = name
    return file


def run_newest(cast: Cast) -> None:
    with open_access(access_for_work(cast.ekby.pk)):
        job = Job.objects.latest("pk")
    run_job(job.pk, cast.ekby.pk)


def test_the_list_asks_as_often_for_many_as_for_one(cast: Cast, client_for: In) -> None:
    client = client_for(cast.frida)
    with open_access(access_for_work(cast.ekby.pk)):
        make_loaded_bank(cast.ekby)
    with CaptureQueriesContext(
        connection,
    ) as one:
        assert client.get(BANKS).status_code == 200
    with open_access(access_for_work(cast.ekby.pk)):
        make_published(cast.ekby)
        make_loaded_bank(cast.ekby, source="Fylket")
    with CaptureQueriesContext(connection) as three:
        assert client.get(BANKS).status_code == 200

    assert len(one) == len(three)


def test_a_reader_sees_banks_and_loads_none(cast: Cast, client_for: In) -> None:
    page = client_for(cast.bo).get(BANKS)

    assert page.status_code == 200
    assert b'name="file"' not in page.content
    assert client_for(cast.bo).post(f"{BANKS}load/", {"file": sent("neighbours.yaml")}).status_code == 404


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        ({"into": "new"}, "Say who publishes the bank"),
        ({"into": "own"}, "Choose a file"),
        ({}, "into"),
    ],
)
def test_what_is_missing_is_said_at_its_field(cast: Cast, client_for: In, data: dict[str, str], sentence: str) -> None:
    User.objects.filter(pk=cast.ada.pk).update(language="en")
    answer = client_for(cast.ada).post(f"{BANKS}load/", data)

    assert answer.status_code == 422
    assert sentence in answer.content.decode()


def test_a_file_that_says_it_is_too_large_is_refused(cast: Cast, client_for: In) -> None:
    answer = client_for(cast.ada).post(f"{BANKS}load/", {"into": "own"}, CONTENT_LENGTH=str(MOST_BYTES + 1))

    assert answer.status_code == 413


@pytest.mark.django_db(transaction=True)  # the worker reports on a connection of its own
def test_a_bank_is_looked_at_loaded_and_published_by_a_leader(cast: Cast, client_for: In) -> None:
    User.objects.update(language="en")
    client = client_for(cast.frida)

    looked = client.post(f"{BANKS}load/", {"into": "new", "source": "Nabolag", "file": sent("neighbours.xlsx")})
    assert looked.status_code == 302
    run_newest(cast)
    page = client.get(looked["Location"])
    assert "3 requirements would be loaded into “Nabolag”." in page.content.decode()
    assert "NAB-002" in page.content.decode()

    loaded = client.post(f"{looked['Location']}load/", {"publish": "on"})
    run_newest(cast)
    assert "They are published." in client.get(loaded["Location"]).content.decode()
    with open_access(access_for_work(cast.ekby.pk)):
        assert RequirementVersion.objects.filter(requirement__bank=Bank.objects.get(source="Nabolag")).count() == 3

    again = client.post(f"{BANKS}load/", {"into": "new", "source": "Nabolag", "file": sent("neighbours.yaml")})
    run_newest(cast)
    assert "loading it changes nothing" in client.get(again["Location"]).content.decode()


@pytest.mark.django_db(transaction=True)
def test_wrong_rows_are_shown_and_an_officer_publishes_nothing(cast: Cast, client_for: In) -> None:
    User.objects.update(language="en")
    client = client_for(cast.ada)
    looked = client.post(f"{BANKS}load/", {"into": "new", "source": "Nabolag", "file": sent("neighbours_broken.xlsx")})
    run_newest(cast)

    text = client.get(looked["Location"]).content.decode()
    assert "Row 4, NAB-002, Kind" in text
    assert 'name="publish"' not in text
    loaded = client.post(f"{looked['Location']}load/", {"publish": "on", "good_rows_only": "on"})
    run_newest(cast)

    text = client.get(loaded["Location"]).content.decode()
    assert "One requirement was loaded" in text
    assert "They are drafts." in text


@pytest.mark.django_db(transaction=True)
def test_a_file_that_cannot_be_read_says_why_on_its_page(cast: Cast, client_for: In) -> None:
    User.objects.update(language="en")
    client = client_for(cast.ada)
    looked = client.post(f"{BANKS}load/", {"into": "own", "file": sent("neighbours_anchor.yaml")})
    run_newest(cast)

    assert "anchor or alias" in client.get(looked["Location"]).content.decode()


@pytest.mark.parametrize("kind", ["xlsx", "yaml", "zip", "json", "csv"])
def test_a_bank_is_downloaded(cast: Cast, client_for: In, kind: str) -> None:
    with open_access(access_for_work(cast.ekby.pk)):
        bank = make_loaded_bank(cast.ekby)

    answer = client_for(cast.bo).get(f"{BANKS}{bank.uuid}/export/{kind}/")

    assert answer.status_code == 200
    assert answer["Content-Disposition"] == f'attachment; filename="nabobanken.{kind}"'
    assert client_for(cast.bo).get(f"{BANKS}{bank.uuid}/export/exe/").status_code == 404
