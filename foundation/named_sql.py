"""SQL statements kept in files: `<app>/sql/<name>.sql`, one statement each, with named parameters.

Every statement over tenant tables takes `%(organisation_id)s` or a list of them; a test holds that.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection, transaction


@cache
def statement(name: str) -> str:
    """Return the text of `<app>.<name>`; a name without a file raises FileNotFoundError."""
    app, _, file_name = name.partition(".")
    return (Path(settings.BASE_DIR) / app / "sql" / f"{file_name}.sql").read_text(encoding="utf-8")


@contextmanager
def set_wise() -> Iterator[None]:
    """Let the planner join whole sets inside the block, never row by row.

    Right after a load there are no statistics, and behind row-level security the planner expects single rows; a nested
    loop over thousands of them then takes minutes. Sums over a ledger are always joins of whole sets.
    """
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL enable_nestloop = off")
        yield
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL enable_nestloop = on")


def rows(name: str, parameters: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Run the named statement and return its rows as dictionaries by column name."""
    with connection.cursor() as cursor:
        cursor.execute(statement(name), parameters)
        columns = [column.name for column in cursor.description]
        return [dict(zip(columns, row, strict=True)) for row in cursor.fetchall()]


def execute(name: str, parameters: Mapping[str, Any]) -> int:
    """Run the named statement and return the number of rows it touched."""
    with connection.cursor() as cursor:
        cursor.execute(statement(name), parameters)
        return int(cursor.rowcount)
