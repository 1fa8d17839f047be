"""COPY goes into partitions, in the loader's role alone, and never past the access."""

from collections.abc import Iterator

import polars as pl
import pytest
from django.db import DatabaseError, connection, transaction

from foundation.access import Access, open_access
from foundation.postgres.bulk import copy_frame, insert_frame, loading, partition_of
from foundation.postgres.owner import as_owner
from foundation.postgres.roles import grant_application_role
from foundation.postgres.row_security import protect
from foundation.scoping import access_for_work

TABLE = "tests_line"
CREATE = f"""
CREATE TABLE {TABLE} (organisation_id bigint NOT NULL, text text) PARTITION BY HASH (organisation_id);
CREATE TABLE {TABLE}_0 PARTITION OF {TABLE} FOR VALUES WITH (MODULUS 2, REMAINDER 0);
CREATE TABLE {TABLE}_1 PARTITION OF {TABLE} FOR VALUES WITH (MODULUS 2, REMAINDER 1);
"""
OURS, THEIRS = 1, 2
LINES = pl.DataFrame({"organisation_id": [OURS, OURS], "text": ["first, with comma", 'second "quoted"']})


@pytest.fixture
def _lines(transactional_db: None) -> Iterator[None]:  # noqa: ARG001 - the table is made for real
    with as_owner():
        with connection.cursor() as cursor:
            cursor.execute(CREATE)
            cursor.execute(str(protect(TABLE).sql))
        grant_application_role(connection)
    yield
    with as_owner(), connection.cursor() as cursor:
        cursor.execute(f"DROP TABLE {TABLE}")


def texts() -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT text FROM {TABLE} ORDER BY text")  # noqa: S608 - our own name
        return [text for (text,) in cursor.fetchall()]


@pytest.mark.usefixtures("_lines")
def test_the_loader_copies_into_a_partition_and_the_fence_shows_it_to_its_owner_alone() -> None:
    with open_access(access_for_work(OURS)):
        with transaction.atomic():
            partition = partition_of(TABLE, OURS)
            with loading(OURS):
                copied = copy_frame(partition, LINES)
        ours = texts()
    with open_access(access_for_work(THEIRS)):
        theirs = texts()

    assert (copied, ours, theirs) == (2, ["first, with comma", 'second "quoted"'], [])


@pytest.mark.usefixtures("_lines")
def test_the_loader_is_refused_for_an_organisation_that_may_not_be_written() -> None:
    with (
        open_access(Access(readable=(OURS,))),
        transaction.atomic(),
        pytest.raises(PermissionError),
        loading(OURS),
    ):
        pass


@pytest.mark.usefixtures("_lines")
@pytest.mark.parametrize(
    "statement", ["SELECT * FROM {}", "INSERT INTO {} VALUES (1, 'x')", "DELETE FROM {}", "COPY {} FROM STDIN"]
)
def test_partitions_are_closed_to_the_application(statement: str) -> None:
    with (
        open_access(access_for_work(OURS)),
        pytest.raises(DatabaseError, match="permission denied"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement.format(partition_of(TABLE, OURS)))


@pytest.mark.usefixtures("_lines")
def test_postgresql_refuses_copy_into_the_fenced_table_itself() -> None:
    with open_access(access_for_work(OURS)), pytest.raises(DatabaseError, match="row-level security"):
        copy_frame(TABLE, LINES)


@pytest.mark.usefixtures("_lines")
@pytest.mark.parametrize("statement", ["SELECT * FROM {}", "DELETE FROM {}", "UPDATE {} SET text = 'x'"])
def test_the_loader_may_insert_and_nothing_else(statement: str) -> None:
    partition_name = f"{TABLE}_0"
    with (
        open_access(access_for_work(OURS)),
        pytest.raises(DatabaseError, match="permission denied"),
        transaction.atomic(),
        loading(OURS),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement.format(partition_name))


@pytest.mark.usefixtures("_lines")
def test_after_a_failed_copy_the_application_has_its_own_role_again() -> None:
    broken = pl.DataFrame({"organisation_id": ["no number"], "text": ["x"]})
    with open_access(access_for_work(OURS)):
        partition = partition_of(TABLE, OURS)
        with pytest.raises(DatabaseError, match="invalid input syntax"), transaction.atomic(), loading(OURS):
            copy_frame(partition, broken)
        with connection.cursor() as cursor:
            cursor.execute("SELECT current_user")
            (role,) = cursor.fetchone()

    assert role == "klimatrappa_app"


@pytest.mark.usefixtures("_lines")
def test_a_frame_inserted_by_way_of_a_temporary_table_is_checked_row_by_row() -> None:
    mixed = pl.DataFrame({"organisation_id": [OURS, THEIRS], "text": ["ours", "theirs"]})
    with open_access(access_for_work(OURS)):
        with pytest.raises(DatabaseError, match="row-level security"), transaction.atomic():
            insert_frame(TABLE, mixed)
        inserted = insert_frame_in_transaction(LINES)
        assert (inserted, len(texts())) == (2, 2)


def insert_frame_in_transaction(frame: pl.DataFrame) -> int:
    with transaction.atomic():
        return insert_frame(TABLE, frame)


@pytest.mark.django_db
def test_no_partition_of_any_table_is_open_to_the_application() -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT relname FROM pg_class WHERE relispartition AND relkind = 'r' AND has_table_privilege("
            "'klimatrappa_app', oid, 'SELECT, INSERT, UPDATE, DELETE, TRUNCATE')"
        )
        assert cursor.fetchall() == []
