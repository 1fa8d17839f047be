"""Files of procurements by the API: what is published, the plan, and notices that are read."""

import csv
from datetime import date
from io import BytesIO, StringIO
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

from foundation.access import open_access
from foundation.scoping import access_for_work
from organisations.models import Role
from procurement.models import Procurement, Stage
from procurement.services.procurements import move_to, name_buyers
from tests.api.callers import Caller, make_caller
from tests.factories.cast import Cast
from tests.factories.procurements import make_asking, make_planned

pytestmark = pytest.mark.django_db
SAMPLES = Path(__file__).parents[2] / "samples" / "notices"


@pytest.fixture
def procurement(cast: Cast) -> Procurement:
    with open_access(access_for_work(cast.ekby.pk)):
        return make_asking(cast.ekby, description="Turer for 300 elever.")[0]


def notice(name: str) -> dict[str, Any]:
    file = BytesIO((SAMPLES / name).read_bytes())
    file.name = name
    return {"file": file}


def test_terms_release_and_notice_are_given_out(buyer: Caller, procurement: Procurement) -> None:
    path = f"organisations/ekby/procurements/{procurement.uuid}/published/"
    release = buyer.get(f"{path}ocds").json()
    assert release["releases"][0]["tender"]["title"] == "Skoleskyss 2027"
    assert release["uri"].endswith("/published/ocds")
    assert buyer.get(f"{path}terms").json()["procurement"] == str(procurement.uuid)
    draft = buyer.get(f"{path}notice?subtype=16&legal_basis=32014L0024&city=Ekby&region=SE232")
    assert etree.fromstring(draft.content).tag.endswith("ContractNotice")
    assert buyer.get(f"{path}none").status_code == 404


def test_files_to_publish_are_for_whoever_runs_the_procurement(
    buyer: Caller, neighbour: Caller, cast: Cast, procurement: Procurement
) -> None:
    with open_access(access_for_work(cast.ekby.pk)):
        name_buyers(procurement, [cast.granby])
    reader = make_caller(cast.ekby, Role.READER, name="Les").sign_in()
    for part in ("ocds", "terms", "notice?subtype=16&legal_basis=32014L0024&city=Ekby&region=SE232"):
        answers = [
            caller.get(f"organisations/{place}/procurements/{procurement.uuid}/published/{part}").status_code
            for caller, place in ((buyer, "ekby"), (reader, "ekby"), (neighbour, "granby"))
        ]
        assert answers == [200, 403, 404]


def test_a_notice_that_lacks_something_is_refused(buyer: Caller, cast: Cast) -> None:
    with open_access(access_for_work(cast.ekby.pk)):
        empty = make_planned(cast.ekby, cpv=[], procedure="")
    refused = buyer.get(f"organisations/ekby/procurements/{empty.uuid}/published/notice")

    assert refused.status_code == 422
    assert {each["code"] for each in refused.json()["errors"]} == {"notice_lacks"}
    assert any("BT-262" in each["message"] for each in refused.json()["errors"])


def test_the_plan_is_read_as_a_table_and_as_json(buyer: Caller, cast: Cast) -> None:
    today = date.today()  # noqa: DTZ011 - a year ago is near enough
    with open_access(access_for_work(cast.ekby.pk)):
        days = dict.fromkeys(("announced_on", "bids_due_on"))
        ended = make_planned(cast.ekby, first_day=today.replace(year=today.year - 1, day=1), months=18, **days)
        unsaid = make_planned(cast.ekby, title="Frukt", first_day=None, months=None, options=[])
        for each in (ended, unsaid):
            move_to(each, Stage.AWARDED)
    plan = buyer.get("organisations/ekby/procurement-plan.json").json()
    written = buyer.get("organisations/ekby/procurement-plan.csv").getvalue().decode("utf-8-sig")
    table = list(csv.reader(StringIO(written), delimiter=";"))

    assert [(row["procurement"], row["followed_by"]) for row in plan["ends"]] == [(str(ended.uuid), None)]
    assert plan["without_end"] == [{"procurement": str(unsaid.uuid), "title": "Frukt"}]
    assert [row[0] for row in table[1:]] == ["Skoleskyss 2027", "Frukt"]


def test_a_notice_is_read_and_a_procurement_made_of_it(buyer: Caller) -> None:
    read = buyer.upload("organisations/ekby/notice-checks/", notice("vans_contract_notice.xml"))
    assert (read.status_code, read.json()["accepted"]) == (200, True)
    assert read.json()["cpv_codes"]
    made = buyer.upload("organisations/ekby/procurements-from-notices/", notice("vans_contract_notice.xml"))
    assert made.status_code == 201, made.content

    title = made.json()["procurement"]["title"]
    assert [row["title"] for row in buyer.get("organisations/ekby/procurements/").json()["results"]] == [title]
    assert all(each["message"] and each["code"] for each in made.json()["told"])


def test_a_file_that_is_no_notice_is_refused_with_what_is_wrong(buyer: Caller) -> None:
    read = buyer.upload("organisations/ekby/notice-checks/", notice("invoice.xml"))
    refused = buyer.upload("organisations/ekby/procurements-from-notices/", notice("invoice.xml"))

    assert (read.json()["accepted"], read.json()["problems"][0]["code"]) == (False, "root_is_unknown")
    assert (refused.status_code, refused.json()["errors"][0]["code"]) == (422, "root_is_unknown")
    assert refused.json()["errors"][0]["message"] == read.json()["problems"][0]["message"]
