"""The second fence, tried with raw SQL on the real server."""

import pytest
from django.db import DatabaseError, connection, transaction

from foundation.access import Access, open_access
from foundation.models import Job
from foundation.scoping import access_for_operations, access_for_work
from organisations.models import Membership, Organisation, Role, Share
from tests.factories.cast import Cast


def job_in(organisation: Organisation, name: str = "tests.work") -> Job:
    with open_access(access_for_work(organisation.pk)):
        return Job.objects.create(organisation=organisation, name=name)


def jobs_seen() -> set[int]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT organisation_id FROM foundation_job")
        return {row[0] for row in cursor.fetchall()}


@pytest.mark.django_db
def test_application_role_is_neither_owner_nor_superuser() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT rolname, rolsuper, rolbypassrls FROM pg_roles WHERE rolname = current_user")
        assert cursor.fetchone() == ("klimatrappa_app", False, False)
        cursor.execute("SELECT count(*) FROM pg_class WHERE relowner = current_user::regrole")
        assert cursor.fetchone() == (0,)


@pytest.mark.django_db
@pytest.mark.parametrize("statement", ["DELETE FROM django_migrations", "UPDATE django_migrations SET app = 'x'"])
def test_what_was_migrated_is_the_owners_to_write(statement: str) -> None:
    with pytest.raises(DatabaseError, match="permission denied"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


def test_without_an_access_raw_sql_sees_nothing(cast: Cast) -> None:
    job_in(cast.ekby)

    assert jobs_seen() == set()


def test_an_access_sees_its_own_organisations_rows_only(cast: Cast) -> None:
    job_in(cast.ekby)
    job_in(cast.granby)

    with open_access(access_for_work(cast.ekby.pk)):
        assert jobs_seen() == {cast.ekby.pk}


def test_rows_of_another_organisation_cannot_be_written(cast: Cast) -> None:
    with (
        open_access(access_for_work(cast.ekby.pk)),
        pytest.raises(DatabaseError, match="row-level security"),
        transaction.atomic(),
    ):
        Job.objects.create(organisation=cast.granby, name="tests.work")


def test_rows_of_another_organisation_cannot_be_changed_or_removed(cast: Cast) -> None:
    job = job_in(cast.granby)

    with open_access(access_for_work(cast.ekby.pk)), connection.cursor() as cursor:
        cursor.execute("UPDATE foundation_job SET name = 'taken' WHERE id = %s", [job.pk])
        changed = cursor.rowcount
        cursor.execute("DELETE FROM foundation_job WHERE id = %s", [job.pk])
        removed = cursor.rowcount

    assert (changed, removed) == (0, 0)


def test_a_row_cannot_be_moved_into_another_organisation(cast: Cast) -> None:
    job = job_in(cast.ekby)

    with (
        open_access(access_for_work(cast.ekby.pk)),
        pytest.raises(DatabaseError, match="row-level security"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute("UPDATE foundation_job SET organisation_id = %s WHERE id = %s", [cast.granby.pk, job.pk])


def test_reading_alone_does_not_allow_writing(cast: Cast) -> None:
    job = job_in(cast.ekby)

    with open_access(Access(readable=(cast.ekby.pk,))), connection.cursor() as cursor:
        cursor.execute("UPDATE foundation_job SET name = 'taken' WHERE id = %s", [job.pk])

        assert (jobs_seen(), cursor.rowcount) == ({cast.ekby.pk}, 0)


@pytest.mark.parametrize("level", ["rows", "totals"])
def test_what_is_shared_does_not_open_the_organisations_own_rows(cast: Cast, level: str) -> None:
    job_in(cast.granby)

    with open_access(Access(**{level: (cast.granby.pk,)}, acting=cast.ekby.pk)):
        assert jobs_seen() == set()


@pytest.mark.usefixtures("cast")
def test_truncate_is_refused() -> None:
    with (
        open_access(access_for_operations()),
        pytest.raises(DatabaseError, match="permission denied"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute("TRUNCATE foundation_job")


def test_nobody_gives_themselves_a_role_elsewhere(cast: Cast) -> None:
    with (
        open_access(access_for_work(cast.granby.pk)),
        pytest.raises(DatabaseError, match="row-level security"),
        transaction.atomic(),
    ):
        Membership.objects.create(user=cast.cilla, organisation=cast.ekby, role=Role.ADMINISTRATOR)


def test_nobody_shares_what_another_owns_with_themselves(cast: Cast) -> None:
    with (
        open_access(access_for_work(cast.granby.pk)),
        pytest.raises(DatabaseError, match="row-level security"),
        transaction.atomic(),
    ):
        Share.objects.create(owner=cast.ekby, receiver=cast.granby, area=Share.Area.FOOTPRINT, depth=Share.Depth.ROWS)


def test_another_organisations_name_cannot_be_changed(cast: Cast) -> None:
    with open_access(access_for_work(cast.granby.pk)):
        changed = Organisation.objects.filter(pk=cast.ekby.pk).update(name="Ours")

    assert changed == 0
