"""Published figures as they lie in the repository: a folder with a `source.toml` and CSV files under a checksum.

Factor sets, price indices and exchange rates share this form; what each file must hold is checked where it is read.
Layout and fields: docs/methods/factor_set_format.md and docs/methods/price_levels.md.
"""

import csv
import hashlib
import io
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal, InvalidOperation
from pathlib import Path

from foundation.problems import Problem

LANGUAGES = ("en", "nb", "sv")

type_names = {str: "a text", int: "a whole number", dict: "a table", list: "a list", date: "a date"}


@dataclass(frozen=True, slots=True)
class Licence:
    """What may be done with the figures: SPDX identifier, address of the text, sentence that names the source."""

    id: str
    url: str
    attribution: str


@dataclass(frozen=True, slots=True)
class Source:
    """Where published figures come from. `title` is by language; `origin_*` say which publication and what was done."""

    code: str
    version: str
    publisher: str
    title: Mapping[str, str]
    licence: Licence
    origin_url: str
    origin_how: str
    retrieved: date | None
    checksums: Mapping[str, str] = field(default_factory=dict)
    published: date | None = None
    origin_release: str = ""

    @property
    def reference(self) -> str:
        """Code and version in one word, as results pin it: "no-snac@1.1"."""
        return f"{self.code}@{self.version}"


@dataclass(slots=True)
class Reader:
    """Takes values out of one folder and collects what is wrong with them; `problems` grows while reading."""

    folder: Path
    problems: list[Problem] = field(default_factory=list)

    def problem(self, code: str, place: str, field_name: str | None = None, /, **values: object) -> None:
        """Note one thing that is wrong."""
        self.problems.append(Problem(code=code, place=place, field=field_name, values=values))

    def toml(self) -> dict[str, object]:
        """Return `source.toml` as a dictionary, empty if it is missing or is no TOML."""
        path = self.folder / "source.toml"
        try:
            return tomllib.loads(path.read_text(encoding="utf-8"))
        except OSError:
            self.problem("file_missing", "source.toml", file="source.toml")
        except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
            self.problem("toml_unreadable", "source.toml", reason=str(error))
        return {}

    def text(self, table: Mapping[str, object], key: str, place: str = "source.toml") -> str:
        """Return a text that must be there; a missing one is noted and becomes empty."""
        value = table.get(key)
        if isinstance(value, str) and value:
            return value
        self.problem("value_missing", place, key, expected=type_names[str])
        return ""

    def table(self, table: Mapping[str, object], key: str) -> Mapping[str, object]:
        """Return a table that must be there; a missing one is noted and becomes empty."""
        value = table.get(key)
        if isinstance(value, dict):
            return value
        self.problem("value_missing", "source.toml", key, expected=type_names[dict])
        return {}

    def texts(self, table: Mapping[str, object], key: str) -> Mapping[str, str]:
        """Return a text in every language of the product."""
        inner = self.table(table, key)
        return {language: self.text(inner, language, f"source.toml [{key}]") for language in LANGUAGES}

    def decimal(self, text: str, place: str, field_name: str) -> Decimal | None:
        """Return an exact number, or None and a problem when the text is none."""
        try:
            number = Decimal(text)
        except InvalidOperation:
            number = Decimal("NaN")
        if number.is_finite() and "_" not in text:
            return number
        self.problem("not_a_number", place, field_name, value=text)
        return None

    def year(self, text: str, place: str, field_name: str) -> int | None:
        """Return a year between 1950 and 2100, or None and a problem."""
        if text.isdecimal() and 1950 <= int(text) <= 2100:  # noqa: PLR2004 - the years that statistics reach
            return int(text)
        self.problem("not_a_year", place, field_name, value=text)
        return None

    def rows(
        self, name: str, columns: Sequence[str], checksums: Mapping[str, object]
    ) -> list[tuple[int, dict[str, str]]]:
        """Return the rows of a CSV file with their line numbers; a row of another length is noted and left out."""
        try:
            content = (self.folder / name).read_bytes()
        except OSError:
            self.problem("file_missing", name, file=name)
            return []
        if hashlib.sha256(content).hexdigest() != checksums.get(name):
            self.problem("checksum_differs", name, file=name, found=hashlib.sha256(content).hexdigest())
        lines = csv.reader(io.StringIO(content.decode("utf-8", errors="replace")))
        if (head := next(lines, [])) != list(columns):
            self.problem("columns_differ", name, expected=", ".join(columns), found=", ".join(head))
            return []
        return [
            (lines.line_num, dict(zip(columns, row, strict=True)))
            for row in lines
            if self._fits(row, columns, name, lines.line_num)
        ]

    def _fits(self, row: Sequence[str], columns: Sequence[str], name: str, line: int) -> bool:
        if len(row) != len(columns):
            self.problem("row_length_differs", f"{name} line {line}", expected=len(columns), found=len(row))
        return len(row) == len(columns)


def read_source(reader: Reader, toml: Mapping[str, object]) -> Source:
    """Return who published the figures and under which licence; what is missing stands in the reader's problems."""
    licence, origin = reader.table(toml, "licence"), reader.table(toml, "origin")
    retrieved, published = origin.get("retrieved"), toml.get("published")
    return Source(
        code=reader.text(toml, "code"),
        version=reader.text(toml, "version"),
        publisher=reader.text(toml, "publisher"),
        title=reader.texts(toml, "title"),
        licence=Licence(*(reader.text(licence, key, "source.toml [licence]") for key in ("id", "url", "attribution"))),
        origin_url=reader.text(origin, "url", "source.toml [origin]"),
        origin_how=reader.text(origin, "how", "source.toml [origin]"),
        retrieved=retrieved if isinstance(retrieved, date) else None,
        checksums={name: str(value) for name, value in reader.table(toml, "checksums").items()},
        published=published if isinstance(published, date) else None,
        origin_release=str(origin.get("release", "")),
    )
