"""SQL statements kept in files: `<app>/sql/<name>.sql`, one statement each, with named parameters.

Every statement over tenant tables takes `%(organisation_id)s` or a list of them; a test holds that.
"""

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection


@cache
def statement(name: str) -> str:
    """Return the text of `<app>.<name>`; a name without a file raises FileNotFoundError."""
    app, _, file_name = name.partition(".")
    return (Path(settings.BASE_DIR) / app / "sql" / f"{file_name}.sql").read_text(encoding="utf-8")


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
