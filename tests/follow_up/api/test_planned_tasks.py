"""The plan over the API: found, planned, and noted as done."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.utils import timezone

from follow_up.models import PlannedTask
from foundation.access import open_access
from foundation.scoping import access_for_work
from procurement.models import Contract
from tests.api.callers import Caller
from tests.factories.cast import Cast
from tests.factories.follow_up import make_followed
from tests.factories.plan import make_task

pytestmark = pytest.mark.django_db
TASKS = "organisations/ekby/planned-tasks/"
TODAY = timezone.localdate()


@pytest.fixture
def contract(cast: Cast) -> Contract:
    with open_access(access_for_work(cast.ekby.pk)):
        return make_followed(cast.ekby)


@pytest.fixture
def task(cast: Cast, contract: Contract) -> PlannedTask:
    with open_access(access_for_work(cast.ekby.pk)):
        make_task(cast.ekby, "Our own", due_on=TODAY + timedelta(days=9))
        return make_task(cast.ekby, "Visit", contract=contract, due_on=TODAY - timedelta(days=1))


def test_tasks_are_found_by_state_contract_and_days(controller: Caller, task: PlannedTask, contract: Contract) -> None:
    for query, found in (
        ("", 2), ("?state=late", 1), ("?state=planned", 2), ("?state=done", 0), (f"?contract={contract.uuid}", 1),
        (f"?due_from={TODAY}", 1), (f"?due_until={TODAY}", 1), ("?q=visit", 1), ("?kind=desk_control", 0),
    ):  # fmt: skip
        assert len(controller.get(TASKS + query).json()["results"]) == found, query
    assert controller.get(f"{TASKS}?state=lost").status_code == 400
    assert controller.get(f"{TASKS}{task.uuid}/").json()["title"] == "Visit"


def test_a_task_is_planned_on_a_contract(controller: Caller, contract: Contract) -> None:
    body = {"kind": "desk_control", "title": "Invoices", "due_on": "2027-02-01", "contract": str(contract.uuid), "hours": "2.5"}  # fmt: skip  # noqa: E501 - a body
    answer = controller.post(TASKS, body)
    said = answer.json()

    assert (answer.status_code, said["contract"], said["hours"], said["owner"]) == (
        201,
        str(contract.uuid),
        "2.5",
        None,
    )
    keyed = {**body, "key": str(uuid4())}
    first, again = controller.post(TASKS, keyed), controller.post(TASKS, keyed)
    assert (again.status_code, again.json()["task"]) == (201, first.json()["task"])
    assert controller.post(TASKS, {**body, "contract": "00000000-0000-4000-8000-000000000000"}).status_code == 422
    assert controller.post(TASKS, {**body, "hours": "900"}).status_code == 422
    assert controller.post(TASKS, {**body, "hour": "1"}).status_code == 400


def test_what_is_done_is_noted_once_from_the_newest_revision(controller: Caller, task: PlannedTask) -> None:
    path, body = f"{TASKS}{task.uuid}/done/", {"revision": 1, "done_on": TODAY.isoformat(), "minutes": "Agreed."}
    first, second = controller.post(path, body), controller.post(path, body)

    assert (first.status_code, first.json()["state"], first.json()["revision"]) == (200, "done", 2)
    assert second.status_code == 409


def test_a_reader_plans_nothing_and_a_neighbour_sees_nothing(
    reader: Caller, neighbour: Caller, task: PlannedTask
) -> None:
    body = {"kind": "other", "title": "Ask", "due_on": "2027-02-01"}

    assert (reader.get(TASKS).status_code, reader.post(TASKS, body).status_code) == (200, 403)
    assert neighbour.get(f"{TASKS}{task.uuid}/").status_code == 404
