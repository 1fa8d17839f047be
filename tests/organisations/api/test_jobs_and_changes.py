"""Jobs are followed by their own organisation; the change feed never skips a change."""

import threading
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection, transaction

from foundation.access import open_access
from foundation.changes.models import Change
from foundation.changes.record import Actor, acting, record_change
from foundation.models import Job
from foundation.scoping import access_for_work
from organisations.models import Organisation, Role
from tests.api.callers import feed, make_caller


def make_job(organisation: Organisation, **fields: Any) -> Job:
    with open_access(access_for_work(organisation.pk)):
        return Job.objects.create(organisation=organisation, name="emissions.import_ledger", **fields)


def change(organisation: Organisation, name: str) -> None:
    with open_access(access_for_work(organisation.pk)), acting(Actor("Ada Ask")), transaction.atomic():
        record_change(organisation_id=organisation.pk, kind="tests.thing", object_id=name, action="changed")


@pytest.mark.django_db
def test_refused_job_says_why(ekby: Organisation) -> None:
    problem = {"place": "row 3", "field": "belopp", "code": "tests_own", "severity": "error", "values": {}}
    refused = {"error": "refused", "message": "Ledger is closed.", "problems": [problem]}
    job = make_job(ekby, status="failed", result=refused)

    body = make_caller(ekby).sign_in().get(f"organisations/ekby/jobs/{job.uuid}/").json()

    assert (body["status"], body["error"], body["message"], body["result"]) == (
        "failed", "refused", "Ledger is closed.", {},
    )  # fmt: skip
    assert [(row["place"], row["field"], row["code"]) for row in body["problems"]] == [("row 3", "belopp", "tests_own")]


@pytest.mark.django_db
def test_a_job_that_only_counts_its_problems_is_listed(ekby: Organisation) -> None:
    make_job(ekby, status="done", result={"changes": 2, "problems": 1, "file": "0" * 64})

    (row,) = make_caller(ekby).sign_in().get("organisations/ekby/jobs/").json()["results"]
    assert (row["problems"], row["result"]["changes"]) == ([], 2)


@pytest.mark.django_db
def test_jobs_are_found_by_status(ekby: Organisation) -> None:
    done, waiting = make_job(ekby, status="done"), make_job(ekby)
    caller = make_caller(ekby).sign_in()

    def found(query: str) -> list[str]:
        return [row["job"] for row in caller.get(f"organisations/ekby/jobs/{query}").json()["results"]]

    assert found("") == [str(waiting.uuid), str(done.uuid)]
    assert found("?status=done") == [str(done.uuid)]
    assert found("?work=emissions.calculate_footprint") == []


@pytest.mark.django_db
def test_job_of_the_neighbour_is_404(ekby: Organisation, granby: Organisation) -> None:
    job = make_job(granby)
    caller = make_caller(ekby).sign_in()

    assert caller.get(f"organisations/granby/jobs/{job.uuid}/").status_code == 404
    assert caller.get(f"organisations/ekby/jobs/{job.uuid}/").status_code == 404


def names(rows: list[dict[str, Any]]) -> list[str]:
    return [row["object"] for row in rows]


@pytest.mark.django_db(transaction=True)
def test_feed_goes_on_where_the_reader_stopped(ekby: Organisation, granby: Organisation) -> None:
    caller = make_caller(ekby).sign_in()
    for name in ("first", "second"):
        change(ekby, name)
    change(granby, "elsewhere")
    seen = feed(caller, "kind=tests.thing", holding=2)
    change(ekby, "third")

    assert names(seen) == ["first", "second"]
    assert names(feed(caller, f"kind=tests.thing&after={seen[-1]['id']}", holding=1)) == ["third"]


@pytest.mark.django_db(transaction=True)
def test_nobody_counts_hidden_changes_by_the_ids_of_the_feed(ekby: Organisation) -> None:
    caller = make_caller(ekby).sign_in()
    for name in ("first", "second"):
        change(ekby, name)
    ids = [row["id"] for row in feed(caller, "kind=tests.thing", holding=2)]
    with open_access(access_for_work(ekby.pk)):
        first = Change.objects.get(object_id="first")

    assert not any(each.isdecimal() for each in ids)
    assert ids == [row["id"] for row in feed(caller, "kind=tests.thing", holding=2)]
    page = caller.get("organisations/ekby/changes/?kind=tests.thing&page_size=1").json()
    assert names(caller.get(page["next"]).json()["results"]) == ["second"]
    for made_up in (f"after={first.pk}", "after=0", "cursor=WzFd"):
        refused = caller.get(f"organisations/ekby/changes/?{made_up}")
        assert refused.status_code == 400
        assert refused.json()["errors"][0]["code"] in ("unknown_change", "invalid_cursor")


@pytest.mark.django_db(transaction=True)
def test_change_is_held_back_while_an_older_one_may_still_come(ekby: Organisation) -> None:
    caller = make_caller(ekby).sign_in()
    written, may_end = threading.Event(), threading.Event()

    def late() -> None:
        with open_access(access_for_work(ekby.pk)), transaction.atomic():
            record_change(organisation_id=ekby.pk, kind="tests.thing", object_id="late", action="changed")
            written.set()
            may_end.wait(10)

    with aside(late):
        written.wait(10)
        change(ekby, "quick")
        before = feed(caller, "kind=tests.thing", holding=0)
        may_end.set()

    assert (before, names(feed(caller, "kind=tests.thing", holding=2))) == ([], ["late", "quick"])


class aside:  # noqa: N801 - reads as a word in the test
    """Run a function on a connection of its own while the block runs."""

    def __init__(self, work: Callable[[], None]) -> None:
        self._thread = threading.Thread(target=self._run, args=[work])

    def __enter__(self) -> None:
        self._thread.start()

    def __exit__(self, *_: object) -> None:
        self._thread.join()

    @staticmethod
    def _run(work: Callable[[], None]) -> None:
        try:
            work()
        finally:
            connection.close()


@pytest.mark.django_db
@pytest.mark.parametrize(("role", "sees"), [(Role.FINANCE, True), (Role.READER, False)])
def test_what_a_file_holds_is_told_to_those_who_may_import_it(ekby: Organisation, role: Role, *, sees: bool) -> None:
    problem = {"place": "row 3", "field": "belopp", "code": "tests_own", "severity": "error", "values": {}}
    job = make_job(ekby, status="done", result={"sample": [["Lønn", "1000"]], "problems": [problem]})
    with open_access(access_for_work(ekby.pk)):
        Job.objects.filter(pk=job.pk).update(name="emissions.check_ledger")

    body = make_caller(ekby, role).sign_in().get(f"organisations/ekby/jobs/{job.uuid}/").json()
    assert (bool(body["result"]), bool(body["problems"])) == (sees, sees)


@pytest.mark.django_db
def test_titles_of_columns_are_no_way_round_to_personal_numbers(ekby: Organisation) -> None:
    number = "850709-9805"
    problem = {"place": "row 3", "field": f"Ola {number}", "code": "tests_own", "severity": "error", "values": {}}
    result = {"accepted": False, "summary": {f"Ola {number}": [f"Ola {number}"]}, "problems": [problem]}
    job = make_job(ekby, status="done", result=result)
    with open_access(access_for_work(ekby.pk)):
        Job.objects.filter(pk=job.pk).update(name="emissions.import_ledger")

    address = f"organisations/ekby/jobs/{job.uuid}/"
    reader = make_caller(ekby, Role.READER).sign_in().get(address).json()
    assert [each["field"] for each in reader["problems"]] == ["Ola ••••••-••••"], "what is wrong is told"
    assert number not in str(reader)
    finance = make_caller(ekby, Role.FINANCE).sign_in().get(address).json()
    assert [each["field"] for each in finance["problems"]] == [f"Ola {number}"]
