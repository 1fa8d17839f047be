"""Whole banks and old wordings by the API."""

from io import BytesIO

import pytest
import yaml

import requirements_bank.tasks  # noqa: F401 - registers the work
from foundation.access import open_access
from foundation.files.models import StoredFile
from foundation.jobs.models import Job
from foundation.scoping import access_for_work
from requirements_bank.models import Bank
from requirements_bank.services.load_bank_file import BankChoices, load_bank_file
from tests.api.callers import Caller
from tests.factories.bank import make_bank, make_loaded_bank, make_published, said
from tests.factories.cast import Cast

pytestmark = pytest.mark.django_db
EKBY = "organisations/ekby/"


def test_banks_in_sight_are_listed_with_their_source(cast: Cast, buyer: Caller, neighbour: Caller) -> None:
    with open_access(access_for_work(cast.ekby.pk)):
        make_published(cast.ekby)
        loaded = make_loaded_bank(cast.ekby)

    found = buyer.get(f"{EKBY}banks/").json()["results"]
    others = neighbour.get("organisations/granby/banks/").json()["results"]

    assert [(bank["organisation"], bank["published_by"], bank["published"]) for bank in found] == [
        ("ekby", "", 1),
        ("ekby", "Nabolag", 1),
    ]
    assert [bank["bank"] for bank in others] == [bank["bank"] for bank in found if bank["bank"] != loaded.slug]


@pytest.mark.parametrize("kind", ["xlsx", "yaml", "zip", "json"])
def test_a_bank_is_read_and_loads_unchanged(cast: Cast, buyer: Caller, kind: str) -> None:
    with open_access(access_for_work(cast.ekby.pk)):
        bank = make_published(cast.ekby).requirement.bank

    answer = buyer.get(f"{EKBY}banks/{bank.slug}/file.{kind}")

    assert answer.status_code == 200
    assert f".{kind}" in answer["Content-Disposition"]
    with open_access(access_for_work(cast.ekby.pk)):
        choices = BankChoices(bank=str(bank.uuid))
        loaded = load_bank_file(organisation=cast.ekby, data=answer.content, choices=choices)
    assert loaded.counts["unchanged"] == 1


def test_a_private_bank_and_an_unknown_format_are_not_there(cast: Cast, buyer: Caller, neighbour: Caller) -> None:
    with open_access(access_for_work(cast.ekby.pk)):
        bank = make_loaded_bank(cast.ekby)

    assert neighbour.get(f"organisations/granby/banks/{bank.slug}/file.yaml").status_code == 404
    assert buyer.get(f"{EKBY}banks/{bank.slug}/file.docx").status_code == 404


def test_a_file_starts_a_job_that_keeps_what_was_chosen(cast: Cast, buyer: Caller) -> None:
    data = BytesIO(yaml.safe_dump(said("NAB-1")).encode())
    data.name = "bank.yaml"

    answer = buyer.upload(f"{EKBY}bank-loads/", {"file": data, "published_by": "Nabolag"})

    assert answer.status_code == 202, answer.content
    assert answer.json()["work"] == "requirements_bank.load_bank"
    with open_access(access_for_work(cast.ekby.pk)):
        choices = Job.objects.get(uuid=answer.json()["job"]).arguments["choices"]
        assert not Bank.objects.filter(source="Nabolag").exists()
    assert (choices["source"], choices["publish"]) == ("Nabolag", False)


def test_who_may_not_approve_does_not_publish_by_loading(cast: Cast, buyer: Caller) -> None:
    data = BytesIO(yaml.safe_dump(said("NAB-1")).encode())
    data.name = "bank.yaml"

    answer = buyer.upload(f"{EKBY}bank-loads/", {"file": data, "published_by": "Nabolag", "publish": "true"})

    assert (answer.status_code, "publish" in answer.json()["detail"]) == (403, True)
    with open_access(access_for_work(cast.ekby.pk)):
        assert not Job.objects.exists()
        assert not StoredFile.objects.exists()


@pytest.mark.parametrize("name", ["into", "published_by", "name", "licence"])
def test_words_are_not_sent_empty(buyer: Caller, name: str) -> None:
    data = BytesIO(b"code: A-1")
    data.name = "bank.yaml"

    assert buyer.upload(f"{EKBY}bank-loads/", {"file": data, name: ""}).status_code == 400


def test_a_bank_of_others_takes_nothing(cast: Cast, buyer: Caller) -> None:
    with open_access(access_for_work(cast.granby.pk)):
        bank = make_bank(cast.granby)
    data = BytesIO(b"code: A-1")
    data.name = "bank.yaml"

    assert buyer.upload(f"{EKBY}bank-loads/", {"file": data, "into": bank.slug}).status_code == 404


def test_old_wordings_are_matched_and_not_kept(cast: Cast, buyer: Caller) -> None:
    with open_access(access_for_work(cast.ekby.pk)):
        version = make_published(cast.ekby, code="EGN-900")
    texts = [
        "30 % av leveransene skal skje med lastesykkel.",
        "Fakturaen sendes til økonomi.",
        "25 % av leveransene med lastesykkel.",
    ]

    found = buyer.post(f"{EKBY}old-wordings/", {"texts": texts}).json()["wordings"]

    first = found[0]["matches"][0]
    assert (first["code"], first["version"], first["language"]) == ("EGN-900", str(version.uuid), "nb")
    assert (first["meaning"], first["values"]) == ("nearly_the_same", {"share": "30"})
    assert found[1]["matches"] == [] or found[1]["matches"][0]["meaning"] == "new"
    assert [each["group"] for each in found] == [1, None, 1]
    assert buyer.post(f"{EKBY}old-wordings/", {"texts": []}).status_code in (400, 422)
