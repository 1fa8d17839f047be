"""Where a reference file comes from: title, publisher, version and licence, as its folder's `source.toml` says."""

import csv
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, fields
from functools import cache
from pathlib import Path

REFERENCE = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Source:
    """One reference file's origin; `taken_from` and `retrieved` are empty for what we wrote ourselves."""

    file: str
    title: str
    publisher: str
    version: str
    licence: str
    year: int | None = None
    retrieved: str = ""
    taken_from: str = ""
    note: str = ""


@cache
def sources(folder: str) -> dict[str, Source]:
    """Return the sources of one folder under `organisations/reference` by name; an unknown field is a KeyError."""
    known = {field.name for field in fields(Source)}
    tables = tomllib.loads((REFERENCE / folder / "source.toml").read_text(encoding="utf-8"))
    for name, table in tables.items():
        if unknown := set(table) - known:
            message = f"{folder}/source.toml [{name}]: unknown {sorted(unknown)}"
            raise KeyError(message)
    return {name: Source(**table) for name, table in tables.items()}


def rows(folder: str, file: str) -> Iterator[dict[str, str]]:
    """Yield the rows of a CSV file in a reference folder as texts by column name."""
    with (REFERENCE / folder / file).open(encoding="utf-8", newline="") as lines:
        yield from csv.DictReader(lines)
