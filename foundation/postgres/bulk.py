"""Frames into tables by COPY: into a partition as the loader, into fenced tables through a temporary one.

PostgreSQL refuses COPY into a table with row-level security. Big append-only tables are therefore loaded partition by
partition in the role that may insert there and nothing else; everything smaller goes by way of a temporary table and
an INSERT that the policies check.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from io import BytesIO
from typing import Any

import polars as pl
from django.db import connection
from django.db.models import Field, JSONField, Model
from psycopg import sql

from foundation.access import current_access
from foundation.postgres.url import APPLICATION_ROLE, LOADER_ROLE


def partition_of(table: str, organisation_id: int) -> str:
    """Return the name of the hash partition of `table` that holds the organisation's rows."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT child.relname FROM pg_inherits"
            " JOIN pg_class AS child ON child.oid = inhrelid"
            " WHERE inhparent = %s::regclass AND satisfies_hash_partition("
            "  inhparent, (SELECT count(*)::int FROM pg_inherits WHERE inhparent = %s::regclass),"
            "  (regexp_match(pg_get_expr(child.relpartbound, child.oid), 'remainder (\\d+)'))[1]::int, %s::bigint)",
            [table, table, organisation_id],
        )
        (name,) = cursor.fetchone()
        return str(name)


@contextmanager
def loading(organisation_id: int) -> Iterator[None]:
    """Act as the loader inside the block, which must be in a transaction and within an access that may write there."""
    if organisation_id not in current_access().writable:
        message = f"organisation {organisation_id} is not writable in the current access"
        raise PermissionError(message)
    with connection.cursor() as cursor:
        cursor.execute(sql.SQL("SET LOCAL ROLE {}").format(sql.Identifier(LOADER_ROLE)))
    yield  # after an error the transaction is rolled back, and the role with it
    with connection.cursor() as cursor:
        cursor.execute(sql.SQL("SET LOCAL ROLE {}").format(sql.Identifier(APPLICATION_ROLE)))


def copy_frame(table: str, frame: pl.DataFrame) -> int:
    """COPY every row of the frame into the table's columns of the same names; returns the number of rows."""
    if frame.is_empty():
        return 0
    buffer = BytesIO()
    frame.write_csv(buffer, include_header=False, null_value="", quote_style="necessary")
    statement = sql.SQL("COPY {} ({}) FROM STDIN (FORMAT csv)").format(
        sql.Identifier(table), sql.SQL(", ").join(map(sql.Identifier, frame.columns))
    )
    with connection.wrap_database_errors, connection.cursor() as cursor, cursor.copy(statement) as copy:
        copy.write(buffer.getbuffer())
    return frame.height


@contextmanager
def staged(table: str, frame: pl.DataFrame, name: str = "staged") -> Iterator[str]:
    """Yield the name of a temporary table with the frame's rows, typed like the same columns of `table`."""
    columns = sql.SQL(", ").join(map(sql.Identifier, frame.columns))
    with connection.cursor() as cursor:
        cursor.execute(
            sql.SQL("CREATE TEMPORARY TABLE {} ON COMMIT DROP AS SELECT {} FROM {} WITH NO DATA").format(
                sql.Identifier(name), columns, sql.Identifier(table)
            )
        )
    copy_frame(name, frame)
    yield name
    with connection.cursor() as cursor:
        cursor.execute(sql.SQL("DROP TABLE {}").format(sql.Identifier(name)))


def insert_frame(table: str, frame: pl.DataFrame, *, unless: Sequence[str] = ()) -> int:
    """INSERT every row of the frame, checked by the table's policies; rows that exist by `unless` stay as they are."""
    columns = sql.SQL(", ").join(map(sql.Identifier, frame.columns))
    conflict: sql.Composable = sql.SQL("")
    if unless:
        conflict = sql.SQL(" ON CONFLICT ({}) DO NOTHING").format(sql.SQL(", ").join(map(sql.Identifier, unless)))
    with staged(table, frame) as source, connection.cursor() as cursor:
        cursor.execute(
            sql.SQL("INSERT INTO {} ({}) SELECT {} FROM {}{}").format(
                sql.Identifier(table), columns, columns, sql.Identifier(source), conflict
            )
        )
        return int(cursor.rowcount)


def insert_objects(objects: Sequence[Model]) -> None:
    """INSERT new objects of one model as bulk_create does, by COPY; each gets its key. Signals are not sent."""
    if not objects:
        return
    options = type(objects[0])._meta  # noqa: SLF001 - Django's name for what a model is
    with connection.cursor() as cursor:
        sequence = "SELECT nextval(pg_get_serial_sequence(%s, %s)) FROM generate_series(1, %s)"
        cursor.execute(sequence, [options.db_table, options.pk.column, len(objects)])
        for target, (key,) in zip(objects, cursor.fetchall(), strict=True):
            target.pk = key
    columns = {
        str(field.column): [_text(field, field.pre_save(target, add=True)) for target in objects]
        for field in options.concrete_fields
    }
    insert_frame(options.db_table, pl.DataFrame(columns, schema=dict.fromkeys(columns, pl.String())))


def _text(field: "Field[Any, Any]", value: object) -> str | None:
    """Return the value as PostgreSQL reads it from a text."""
    if value is None:
        return None
    return json.dumps(value, cls=field.encoder) if isinstance(field, JSONField) else str(value)


def frame_of(statement: str, parameters: Mapping[str, Any], schema: dict[str, pl.DataType]) -> pl.DataFrame:
    """Return the rows of a query as a frame with the given columns and types."""
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters)
        return pl.DataFrame(cursor.fetchall(), schema=schema, orient="row")


def copied_frame(statement: str, parameters: Mapping[str, Any], schema: dict[str, pl.DataType]) -> pl.DataFrame:
    """Return the rows of a query as `frame_of` does, by COPY: for thousands of rows; an empty text is no null."""
    buffer = BytesIO()
    with connection.wrap_database_errors, connection.cursor() as cursor:
        wanted = cursor.mogrify(f"COPY ({statement.rstrip()}) TO STDOUT (FORMAT csv)", parameters)
        with cursor.copy(wanted) as copy:  # Django's cursor that keeps queries takes no parameters here
            for block in copy:
                buffer.write(block)
    if not buffer.tell():
        return pl.DataFrame(schema=schema)
    buffer.seek(0)
    return pl.read_csv(buffer, has_header=False, schema=schema)
