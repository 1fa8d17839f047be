"""PostgreSQL always knows the access that is open now: through errors, savepoints, nesting and reused connections."""

from contextlib import suppress

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.db.transaction import TransactionManagementError
from django.test import Client

from foundation.access import NOTHING, Access, current_access, open_access, within
from foundation.models import Job
from foundation.postgres.owner import as_owner
from foundation.scoping import access_for_work
from tests.factories.cast import Cast, make_cast

SETTINGS = (
    "SELECT current_setting('app.readable'), current_setting('app.rows'),"
    " current_setting('app.totals'), current_setting('app.writable')"
)


def told() -> tuple[str, ...]:
    with connection.cursor() as cursor:
        cursor.execute(SETTINGS)
        return tuple(cursor.fetchone())


def test_the_four_lists_are_nested() -> None:
    access = Access(writable=(3,), readable=(2, 3), rows=(9,), totals=(7,))

    assert (access.writable, access.readable, access.rows, access.totals) == ((3,), (2, 3), (2, 3, 9), (2, 3, 7, 9))


def test_without_shares_only_the_acting_organisation_is_left() -> None:
    access = Access(readable=(1,), rows=(2,), totals=(3,), writable=(1,), acting=1)

    assert access.without_shares() == Access(writable=(1,), acting=1)


def test_without_shares_a_visitor_keeps_the_sums_of_the_place() -> None:
    assert Access(totals=(1, 3), acting=1).without_shares() == Access(totals=(1,), acting=1)


@pytest.mark.django_db
def test_the_server_is_told_what_is_open() -> None:
    with open_access(Access(readable=(1,), rows=(2,), totals=(3,), writable=(1,), acting=1)):
        inside = told()

    assert (inside, told()) == (("{1}", "{1,2}", "{1,2,3}", "{1}"), ("{}", "{}", "{}", "{}"))


@pytest.mark.django_db
def test_an_access_inside_another_replaces_it_for_its_block_alone() -> None:
    with open_access(Access(writable=(1,))):
        with open_access(Access(writable=(2,))):
            inner = told()
        outer = told()

    assert (inner[0], outer[0]) == ("{2}", "{1}")


@pytest.mark.django_db(transaction=True)
def test_a_rollback_does_not_lose_the_access() -> None:
    def fail_inside() -> None:
        with transaction.atomic():
            told()
            raise LookupError

    with open_access(Access(writable=(1,))):
        with pytest.raises(LookupError):
            fail_inside()
        after = told()

    assert after[0] == "{1}"


@pytest.mark.django_db(transaction=True)
def test_an_access_opened_before_a_rolled_back_transaction_is_not_left_behind() -> None:
    def fail_inside() -> None:
        with transaction.atomic(), open_access(Access(writable=(2,))):
            told()
            raise LookupError

    with open_access(Access(writable=(1,))):
        before = told()
        with pytest.raises(LookupError):
            fail_inside()
        after = told()

    assert (before[0], after[0]) == ("{1}", "{1}")


@pytest.mark.django_db
def test_a_rolled_back_savepoint_does_not_lose_the_access() -> None:
    def fail_inside() -> None:
        with transaction.atomic(), open_access(Access(writable=(2,))), connection.cursor() as cursor:
            cursor.execute("SELECT 1/0")

    with open_access(Access(writable=(1,))):
        with pytest.raises(DatabaseError):
            fail_inside()
        after = told()

    assert (after[0], told()[0]) == ("{1}", "{}")


@pytest.mark.django_db(transaction=True)
def test_a_new_connection_is_told_at_once() -> None:
    with open_access(Access(writable=(1,))):
        told()
        connection.close()
        again = told()

    assert again[0] == "{1}"


@pytest.mark.django_db(transaction=True)
def test_a_kept_connection_shows_nothing_of_the_request_before() -> None:
    cast = make_cast()
    with open_access(access_for_work(cast.ekby.pk)):
        Job.objects.create(organisation=cast.ekby, name="tests.work")
    client = Client()
    client.force_login(cast.frida, backend="django.contrib.auth.backends.ModelBackend")
    backend_before = _process()

    client.get("/o/ekby/")
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM foundation_job")
        seen = cursor.fetchone()

    assert (current_access(), seen, _process()) == (NOTHING, (0,), backend_before)


def _process() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        return int(cursor.fetchone()[0])


@pytest.mark.django_db(transaction=True)
def test_acting_as_owner_ends_with_its_block() -> None:
    with as_owner(), connection.cursor() as cursor:
        cursor.execute("SELECT current_user")
        (owner,) = cursor.fetchone()
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_user")
        (after,) = cursor.fetchone()

    assert (owner == "klimatrappa_app", after) == (False, "klimatrappa_app")


@pytest.mark.django_db
@pytest.mark.parametrize("fails", [True, False])
def test_acting_as_owner_inside_a_transaction_stays_in_it(fails: bool) -> None:
    before = _process()
    with suppress(IntegrityError), transaction.atomic(), as_owner(), transaction.atomic():
        assert _role() == "klimatrappa_owner"
        if fails:
            raise IntegrityError

    assert (_process(), _role()) == (before, "klimatrappa_app")


@pytest.mark.django_db
def test_an_owner_with_a_login_of_its_own_does_not_come_into_a_transaction(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(connection.settings_dict, "MIGRATION_URL", "postgresql://owner@/klimatrappa")

    with pytest.raises(TransactionManagementError), as_owner():
        pass


def _role() -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_user")
        return str(cursor.fetchone()[0])


def test_a_streamed_answer_sees_its_access_in_every_part_and_leaves_none_open(cast: Cast) -> None:
    with open_access(access_for_work(cast.ekby.pk)):
        Job.objects.create(organisation=cast.ekby, name="tests.work")
    streamed = within(access_for_work(cast.ekby.pk), (Job.objects.count() for _ in range(2)))

    seen = [(count, current_access()) for count in streamed]

    assert seen == [(1, NOTHING), (1, NOTHING)]
