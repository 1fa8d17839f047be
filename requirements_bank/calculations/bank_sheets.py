"""A bank as tables of a workbook: one row per requirement, and what it has several of in tables of their own.

Columns are paths into the content ("title.nb", "measure.threshold"); tables beside the first begin with the code of
the requirement. `tables_of` and `contents_of` undo each other, save for what is empty.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from requirements_bank.calculations.requirement import LANGUAGES

Row = Mapping[str, Any]
REQUIREMENTS = "requirements"
LISTS = ("themes", "categories", "cpv", "countries", "evidence")
_TEXT = "*"
MAIN = (
    "code", "version", "kind", "level", "phase", "area", "topic", "title.*", "wording.*", "themes", "categories", "cpv",
    "countries", "valid_from", "review_on", "motive.*", "proof.*", "evidence", "follow_up.*", "measure.type",
    "measure.direction", "measure.threshold", "measure.unit", "measure.period", "measure.what.*", "market.maturity",
    "market.note.*", "effect.low", "effect.high", "effect.unit", "effect.note.*", "effect.source.title",
    "effect.source.publisher", "effect.source.year", "effect.source.url", "relations.replaces", "relations.includes",
    "relations.conflicts_with",
)  # fmt: skip
MANY: Mapping[str, tuple[str, ...]] = {
    "variables": ("code", "name", "type", "unit", "default", "min", "max", "names.*"),
    "options": ("code", "variable", "option", "text.*"),
    "checklist": ("code", "text.*"),
    "staircase": ("code", "month", "threshold"),
    "law": ("code", "country", "reference", "from", "until", "note.*"),
    "sources": ("code", "title", "publisher", "year", "url"),
}
"""The further tables with their columns."""


@dataclass(frozen=True, slots=True)
class Table:
    """One sheet: its code, its columns, its rows by column; what is not there is left out of a row."""

    name: str
    columns: tuple[str, ...]
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class NumberedRow:
    """A row as a sheet has it, with its number there."""

    number: int
    cells: Row


def languages_in(contents: Iterable[Mapping[str, Any]]) -> tuple[str, ...]:
    """Return every language that a text stands in, those of the shipped bank first."""
    found: set[str] = set()
    for content in contents:
        for texts in (*(content.get(name) for name in ("title", "wording", "motive", "proof")), *_inner(content)):
            if isinstance(texts, Mapping):
                found.update(str(language) for language in texts)
    return tuple(language for language in LANGUAGES if language in found) + tuple(sorted(found - set(LANGUAGES)))


def tables_of(contents: Sequence[Mapping[str, Any]]) -> tuple[Table, ...]:
    """Return a bank's requirements as tables."""
    languages = languages_in(contents)
    many = {name: tuple(_columns(columns, languages)) for name, columns in MANY.items()}
    main = tuple(_columns(MAIN, languages))
    rows = {name: tuple(row for content in contents for row in _rows(name, content)) for name in MANY}
    return (
        Table(REQUIREMENTS, main, tuple(_flat(content, main) for content in contents)),
        *(Table(name, columns, rows[name]) for name, columns in many.items()),
    )


def contents_of(tables: Mapping[str, Sequence[NumberedRow]]) -> list[tuple[int, dict[str, Any]]]:
    """Return what the rows of the first table say together with the others', each with its row's number."""
    beside = {name: _by_code(tables.get(name, ())) for name in MANY}
    contents = []
    for row in tables.get(REQUIREMENTS, ()):
        code = str(row.cells.get("code") or "").strip()
        said = _nested(row.cells)
        said.update(_together(code, beside))
        contents.append((row.number, said))
    return contents


def codes_without_row(tables: Mapping[str, Sequence[NumberedRow]]) -> Iterator[tuple[str, int, str]]:
    """Yield table, row and code of what belongs to no requirement of the first table."""
    known = {str(row.cells.get("code") or "").strip() for row in tables.get(REQUIREMENTS, ())}
    for name in MANY:
        for row in tables.get(name, ()):
            code = str(row.cells.get("code") or "").strip()
            if code not in known:
                yield name, row.number, code


def _columns(columns: Iterable[str], languages: Sequence[str]) -> Iterator[str]:
    for column in columns:
        if column.endswith(_TEXT):
            yield from (column[:-1] + language for language in languages)
        else:
            yield column


def _inner(content: Mapping[str, Any]) -> Iterator[Any]:
    """Yield the texts by language that lie deeper."""
    variables = content.get("variables") or {}
    for variable in variables.values():
        yield variable.get("names")
        yield from (variable.get("options") or {}).values()
    yield from content.get("checklist") or ()
    yield from (law.get("note") for law in content.get("law") or ())
    yield from (
        (content.get(name) or {}).get(key)
        for name, key in (("market", "note"), ("measure", "what"), ("effect", "note"))
    )
    yield content.get("follow_up")


def _at(said: Any, path: str) -> Any:  # noqa: ANN401 - any depth
    for part in path.split("."):
        said = said.get(part) if isinstance(said, Mapping) else None
    return said


def _flat(said: Mapping[str, Any], columns: Sequence[str]) -> dict[str, Any]:
    found = {column: _at(said, column) for column in columns}
    return {
        column: ", ".join(map(str, value)) if isinstance(value, list | tuple) else value
        for column, value in found.items()
        if value not in (None, "", [], ())
    }


def _rows(table: str, content: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    code = {"code": content.get("code")}
    said = content.get(table)
    match table:
        case "variables":
            for name, variable in (said or {}).items():
                yield {**code, "name": name, **_leaves({k: v for k, v in variable.items() if k != "options"})}
        case "options":
            for name, variable in (content.get("variables") or {}).items():
                for option, texts in (variable.get("options") or {}).items():
                    yield {**code, "variable": name, "option": option, **_leaves({"text": texts})}
        case "checklist":
            for texts in said or ():
                yield {**code, **_leaves({"text": texts})}
        case _:
            for entry in said or ():
                yield {**code, **_leaves(entry)}


def _leaves(said: Mapping[str, Any], path: str = "") -> dict[str, Any]:
    leaves: dict[str, Any] = {}
    for key, value in said.items():
        if isinstance(value, Mapping):
            leaves.update(_leaves(value, f"{path}{key}."))
        elif value not in (None, ""):
            leaves[f"{path}{key}"] = value
    return leaves


def _nested(cells: Row) -> dict[str, Any]:
    said: dict[str, Any] = {}
    for column, value in cells.items():
        if value in (None, ""):
            continue
        *inner, last = column.split(".")
        table = said
        for part in inner:
            table = table.setdefault(part, {})
        is_list = column in LISTS or column.startswith("relations.")
        table[last] = _entries(value, column) if is_list else value
    return said


def _entries(value: object, column: str) -> list[str]:
    parts = [part.strip() for part in str(value).replace("\n", ",").replace(";", ",").split(",")]
    width = 8 if column == "cpv" else 0  # a spreadsheet takes the zeros from the front of a number
    return [part.zfill(width) if part.isdigit() else part for part in parts if part]


def _by_code(rows: Iterable[NumberedRow]) -> Mapping[str, list[Row]]:
    found: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        found[str(row.cells.get("code") or "").strip()].append(
            {column: value for column, value in row.cells.items() if column != "code" and value not in (None, "")}
        )
    return found


def _together(code: str, beside: Mapping[str, Mapping[str, list[Row]]]) -> dict[str, Any]:
    said: dict[str, Any] = {}
    variables = {}
    for row in beside["variables"].get(code, ()):
        variables[str(row.get("name", ""))] = _nested({key: value for key, value in row.items() if key != "name"})
    for row in beside["options"].get(code, ()):
        variable = variables.setdefault(str(row.get("variable", "")), {})
        variable.setdefault("options", {})[str(row.get("option", ""))] = _nested(row).get("text", {})
    if variables:
        said["variables"] = variables
    checks = [_nested(row).get("text", {}) for row in beside["checklist"].get(code, ())]
    if checks:
        said["checklist"] = checks
    for name in ("staircase", "law", "sources"):
        rows = [_nested(row) for row in beside[name].get(code, ())]
        if rows:
            said[name] = rows
    return said
