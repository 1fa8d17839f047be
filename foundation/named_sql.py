"""SQL statements kept in files: `<app>/sql/<name>.sql`, one statement each, with named parameters.

Every statement over tenant tables takes `%(organisation_id)s` or a list of them; a test holds that.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any, Final

from django.conf import settings
from django.db import connection, transaction

SET_WISE: Final = ("enable_nestloop",)
WHOLE: Final = ("enable_indexscan",)


@cache
def statement(name: str) -> str:
    """Return the text of `<app>.<name>`; a name without a file raises FileNotFoundError."""
    app, _, file_name = name.partition(".")
    return (Path(settings.BASE_DIR) / app / "sql" / f"{file_name}.sql").read_text(encoding="utf-8")


@contextmanager
def set_wise(*, whole: bool = False) -> Iterator[None]:
    """Let the planner join whole sets inside the block, never row by row.

    Right after a load there are no statistics, and behind row-level security the planner expects single rows; a nested
    loop over thousands of them then takes minutes. Sums over a ledger are always joins of whole sets. With `whole` they
    read whole imports, too: page after page of the table, not row after row of an index.
    """
    is_inside = connection.in_atomic_block
    with transaction.atomic():
        _plan(whole, "off")
        yield
        if is_inside:  # else the settings end with the transaction
            _plan(whole, "on")


def _plan(whole: bool, value: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(_settings(whole, value))


def _settings(whole: bool, value: str) -> str:
    return "; ".join(f"SET LOCAL {name} = {value}" for name in _switches(whole))


def _switches(whole: bool) -> tuple[str, ...]:
    return SET_WISE + WHOLE if whole else SET_WISE


def set_wise_rows(*names: str, parameters: Mapping[str, Any], whole: bool = False) -> list[dict[str, Any]]:
    """Run one statement as inside `set_wise`, asking the server once; return its rows as `rows` does.

    A statement that is kept in parts, since others begin like it, has their names in order.
    """
    text = "".join(map(statement, names)).rstrip()
    with connection.cursor() as cursor:
        cursor.execute(f"{_settings(whole, 'off')};\n{text};\n{_settings(whole, 'on')}", parameters)
        for _setting in _switches(whole):
            cursor.nextset()
        return _dictionaries(cursor)


def rows(name: str, parameters: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Run the named statement and return its rows as dictionaries by column name."""
    with connection.cursor() as cursor:
        cursor.execute(statement(name), parameters)
        return _dictionaries(cursor)


def _dictionaries(cursor: Any) -> list[dict[str, Any]]:  # noqa: ANN401 - Django's wrapper of psycopg's
    columns = [column.name for column in cursor.description]
    return [dict(zip(columns, row, strict=True)) for row in cursor.fetchall()]


def execute(name: str, parameters: Mapping[str, Any]) -> int:
    """Run the named statement and return the number of rows it touched."""
    with connection.cursor() as cursor:
        cursor.execute(statement(name), parameters)
        return int(cursor.rowcount)
