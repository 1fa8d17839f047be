"""Uploads that do not arrive: the sender breaks off, the disk is full, many come at once."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from io import BytesIO
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.signals import request_started
from django.db import close_old_connections, connections
from django.test import Client

from config.wsgi import application
from foundation.access import open_access
from foundation.models import Job, StoredFile
from foundation.scoping import access_for_work
from organisations.models import Organisation, Role
from tests.api.callers import Caller, make_caller
from tests.factories.organisations import make_member, make_organisation
from tests.foundation.full_disk import tiny_files

pytestmark = pytest.mark.usefixtures("in_english")
ROWS = b"konto;belopp\n" * 300_000  # more than is kept in memory
FULL = "There is no room left to keep the file. Nothing was saved."


@pytest.fixture
def vik(db: None) -> Organisation:  # noqa: ARG001 - it lives in the database
    return make_organisation("vik", country="SE", chart=Organisation.Chart.KOMMUN_BAS)


def browser_of(vik: Organisation, client_for: Callable[[Any], Client]) -> Client:
    return client_for(make_member("Fia Finans", vik, Role.FINANCE, language="en"))


def caller_of(vik: Organisation) -> Caller:
    return make_caller(vik, role=Role.FINANCE, scopes=("read", "ledger:write")).sign_in()


def kept(vik: Organisation) -> tuple[int, int]:
    with open_access(access_for_work(vik.pk)):
        return StoredFile.objects.count(), Job.objects.count()


def test_a_full_disk_is_said_and_nothing_is_kept(vik: Organisation, client_for: Callable[[Any], Client]) -> None:
    browser = browser_of(vik, client_for)
    with tiny_files():
        arriving = browser.post("/o/vik/accounts/uploads/", {"file": SimpleUploadedFile("ledger.csv", ROWS)})
        storing = browser.post("/o/vik/accounts/uploads/", {"file": SimpleUploadedFile("ledger.csv", ROWS[:5000])})

    assert [answer.status_code for answer in (arriving, storing)] == [507, 507]
    assert all(FULL in answer.content.decode() for answer in (arriving, storing))
    assert kept(vik) == (0, 0)


@pytest.mark.parametrize("arrived", [0.5, 0.99])
def test_half_a_file_is_no_file(vik: Organisation, arrived: float) -> None:
    caller = caller_of(vik)
    body = b"\r\n".join(
        [
            b"--limit",
            b'Content-Disposition: form-data; name="file"; filename="ledger.csv"',
            b"Content-Type: text/csv",
            b"",
            ROWS,
            b"--limit--",
            b"",
        ]
    )
    answer: dict[str, Any] = {}
    environ = {
        "REQUEST_METHOD": "POST",
        "PATH_INFO": "/api/v1/organisations/vik/ledger-imports/",
        "SERVER_NAME": "testserver",
        "SERVER_PORT": "80",
        "CONTENT_TYPE": "multipart/form-data; boundary=limit",
        "CONTENT_LENGTH": str(len(body)),
        "HTTP_AUTHORIZATION": f"Bearer {caller.token}",
        "wsgi.input": BytesIO(body[: int(len(body) * arrived)]),
        "wsgi.errors": BytesIO(),
        "wsgi.url_scheme": "http",
    }
    request_started.disconnect(close_old_connections)  # it would end the test's transaction
    try:
        application(environ, lambda status, *_: answer.update(status=status))  # type: ignore[arg-type]  # says enough
    finally:
        request_started.connect(close_old_connections)

    assert (answer["status"][:3], kept(vik)) == ("400", (0, 0))


@pytest.mark.django_db(transaction=True)
def test_many_uploads_of_one_file_at_once_keep_it_once_and_look_at_it_once(
    transactional_db: None,  # noqa: ARG001 - seen by every thread
    client_for: Callable[[Any], Client],
) -> None:
    place = make_organisation("vik", country="SE", chart=Organisation.Chart.KOMMUN_BAS)
    browser = browser_of(place, client_for)

    def hand_over(_number: int) -> str:
        try:
            own = Client()
            own.cookies = browser.cookies
            answer = own.post("/o/vik/accounts/uploads/", {"file": SimpleUploadedFile("ledger.csv", ROWS)})
            return str(answer["Location"])
        finally:
            connections.close_all()

    with ThreadPoolExecutor(5) as pool:
        places = set(pool.map(hand_over, range(5)))

    assert (len(places), kept(place)) == (1, (1, 1))
