"""What a requirement says, as the fields of a form, and back. Nothing typed is refused: what is no number stays text.

A field's name is the path at which readers report problems ("law.1.reference"), with a language where a text is by
language ("title.nb"); variables are numbered here and named in the content.
"""

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from enum import Enum, auto
from typing import Any

from foundation.problems import Problem
from requirements_bank.calculations.wording import variables_in

Typed = Mapping[str, Any]


class Leaf(Enum):
    """How a field is written: a line, a number or a line, codes, texts by language, the options of a choice."""

    TEXT = auto()
    VALUE = auto()
    CODES = auto()
    TEXTS = auto()
    OPTIONS = auto()


_SOURCE = {"title": Leaf.TEXT, "publisher": Leaf.TEXT, "year": Leaf.VALUE, "url": Leaf.TEXT}
FIELDS: Mapping[str, Leaf] = {
    **dict.fromkeys(("kind", "level", "phase", "area", "topic", "valid_from", "review_on"), Leaf.TEXT),
    **dict.fromkeys(("themes", "categories", "cpv", "countries", "evidence"), Leaf.CODES),
    **dict.fromkeys(("title", "wording", "motive", "proof", "follow_up"), Leaf.TEXTS),
    **dict.fromkeys(("measure.type", "measure.unit", "measure.direction", "measure.period"), Leaf.TEXT),
    "measure.threshold": Leaf.VALUE,
    "measure.what": Leaf.TEXTS,
    "market.maturity": Leaf.TEXT,
    "market.note": Leaf.TEXTS,
    **dict.fromkeys(("effect.low", "effect.high"), Leaf.VALUE),
    "effect.unit": Leaf.TEXT,
    "effect.note": Leaf.TEXTS,
    **{f"effect.source.{name}": leaf for name, leaf in _SOURCE.items()},
    **dict.fromkeys(("relations.replaces", "relations.includes", "relations.conflicts_with"), Leaf.CODES),
}
ROWS: Mapping[str, Mapping[str, Leaf]] = {
    "variables": {
        **dict.fromkeys(("name", "type", "unit"), Leaf.TEXT),
        **dict.fromkeys(("default", "min", "max"), Leaf.VALUE),
        "names": Leaf.TEXTS,
        "options": Leaf.OPTIONS,
    },
    "staircase": {"month": Leaf.VALUE, "threshold": Leaf.VALUE},
    "checklist": {"": Leaf.TEXTS},
    "law": {**dict.fromkeys(("country", "reference", "from", "until"), Leaf.TEXT), "note": Leaf.TEXTS},
    "sources": _SOURCE,
}
_NUMBER = re.compile(r"-?\d{1,15}(\.\d{1,10})?")


def languages_in(content: Mapping[str, Any], asked: Sequence[str]) -> tuple[str, ...]:
    """Return the asked languages and then those that any of the requirement's own texts stand in.

    >>> languages_in({"title": {"sv": "Krav"}}, ["nb"])
    ('nb', 'sv')
    """
    texts = [_at(content, path) for path, leaf in FIELDS.items() if leaf is Leaf.TEXTS]
    found = [language for each in texts if isinstance(each, Mapping) for language, text in each.items() if text]
    return tuple(dict.fromkeys((*asked, *sorted(map(str, found)))))


def typed_of(content: Mapping[str, Any], languages: Iterable[str]) -> dict[str, Any]:
    """Return what the form's fields hold for what a requirement says."""
    asked, typed = tuple(languages), dict[str, Any]()
    for path, leaf in FIELDS.items():
        typed |= _typed(path, leaf, _at(content, path), asked)
    for name, leaves in ROWS.items():
        for number, row in enumerate(rows_in(content, name), start=1):
            for path, leaf in leaves.items():
                typed |= _typed(_join(name, number, path), leaf, _at(row, path), asked)
    return typed


def rows_in(content: Mapping[str, Any], name: str) -> list[Mapping[str, Any]]:
    """Return the rows of a list; variables in the order of the wording, those included that it only names."""
    found = content.get(name)
    if name != "variables":
        return [row for row in found if isinstance(row, Mapping)] if isinstance(found, list | tuple) else []
    declared = found if isinstance(found, Mapping) else {}
    wording = content.get("wording")
    texts = wording.values() if isinstance(wording, Mapping) else ()
    names = dict.fromkeys((*(name for text in texts for name in variables_in(str(text))), *map(str, declared)))
    return [{**_mapping(declared.get(each)), "name": each} for each in names]


def said_by(typed: Typed, before: Mapping[str, Any]) -> dict[str, Any]:
    """Return what a requirement says after the form; what the form has no field for stays as it was before."""
    own = {path.partition(".")[0] for path in FIELDS} | set(ROWS)
    content: dict[str, Any] = {key: value for key, value in before.items() if key not in own}
    for path, leaf in FIELDS.items():
        _put(content, path, _said(typed, path, leaf))
    for name in ROWS:
        kept = (number for number in _numbers(typed, name) if not typed.get(removal(name, number)))
        rows = [row for row in (_row(typed, name, number) for number in kept) if row]
        if name == "variables":
            _put(content, name, _without_ghosts(_by_name(rows), content.get("wording", {})))
        else:
            _put(content, name, rows)
    return content


def removal(name: str, number: int) -> str:
    """Return the name of the field that takes a row out."""
    return f"remove.{name}.{number}"


def options_of(lines: Mapping[str, str]) -> dict[str, dict[str, str]]:
    """Return the options of "code: text" lines by language; a line without a colon is its own code.

    >>> options_of({"nb": "el: Elbil", "sv": "el: Elbil"})
    {'el': {'nb': 'Elbil', 'sv': 'Elbil'}}
    >>> options_of({"nb": "Elbil"})
    {'Elbil': {'nb': 'Elbil'}}
    """
    options: dict[str, dict[str, str]] = {}
    for language, text in lines.items():
        for line in filter(str.strip, text.splitlines()):
            code, colon, name = line.partition(":")
            options.setdefault(code.strip(), {})[language] = (name if colon else code).strip()
    return {code: {language: name for language, name in names.items() if name} for code, names in options.items()}


def field_of(problem: Problem, content: Mapping[str, Any], fields: Collection[str]) -> str:
    """Return the name of the form's field that a problem is about; empty where there is none."""
    path = problem.field or ""
    if path.startswith("variables."):
        names = [str(row.get("name")) for row in rows_in(content, "variables")]
        root, name, *rest = path.split(".")
        path = ".".join((root, str(names.index(name) + 1) if name in names else "1", *rest))
    while path:
        for candidate in (f"{path}.{problem.values.get('language')}", path):
            if candidate in fields:
                return candidate
        if inner := next((field for field in fields if field.startswith(f"{path}.")), None):
            return inner
        path = path.rpartition(".")[0]
    return ""


def _typed(path: str, leaf: Leaf, value: Any, languages: Sequence[str]) -> dict[str, Any]:  # noqa: ANN401 - stored JSON
    if leaf is Leaf.CODES:
        return {path: [str(code) for code in value] if isinstance(value, list | tuple) else []}
    if leaf is Leaf.TEXTS:
        return {f"{path}.{language}": str(_mapping(value).get(language) or "") for language in languages}
    if leaf is Leaf.OPTIONS:
        return {f"{path}.{language}": _option_lines(_mapping(value), language) for language in languages}
    return {path: "" if value is None else str(value)}


def _option_lines(options: Mapping[str, Any], language: str) -> str:
    return "\n".join(f"{code}: {_mapping(texts).get(language) or ''}".rstrip() for code, texts in options.items())


def _said(typed: Typed, path: str, leaf: Leaf) -> Any:  # noqa: ANN401 - JSON
    if leaf is Leaf.CODES:
        return [code for code in typed.get(path, ()) if code]
    if leaf is Leaf.TEXTS:
        return {language: text for language, text in _by_language(typed, path).items() if text}
    if leaf is Leaf.OPTIONS:
        return options_of(_by_language(typed, path))
    text = str(typed.get(path) or "").strip()
    return _value(text) if leaf is Leaf.VALUE else text


def _by_language(typed: Typed, path: str) -> dict[str, str]:
    start = f"{path}."
    names = [name for name in typed if name.startswith(start) and "." not in name.removeprefix(start)]
    return {name.removeprefix(start): str(typed[name] or "").replace("\r\n", "\n").strip() for name in names}


def _value(text: str) -> Any:  # noqa: ANN401 - a number or what was typed
    plain = re.sub(r"[\s\u00a0\u202f%]", "", text).replace(",", ".").replace("\u2212", "-")
    if not _NUMBER.fullmatch(plain):
        return text
    return float(plain) if "." in plain else int(plain)


def _row(typed: Typed, name: str, number: int) -> dict[str, Any]:
    row: dict[str, Any] = {}
    for path, leaf in ROWS[name].items():
        said = _said(typed, _join(name, number, path), leaf)
        if path:
            _put(row, path, said)
        else:
            row = said
    return row


def _numbers(typed: Typed, name: str) -> list[int]:
    found = (re.match(rf"{name}\.(\d+)\.", path) for path in typed)
    return sorted({int(match[1]) for match in found if match})


def _by_name(rows: Iterable[dict[str, Any]]) -> dict[str, Any]:
    """Return variables by name; a name that stands twice gets a number, so that neither is lost."""
    named: dict[str, Any] = {}
    for row in rows:
        name = given = str(row.pop("name", ""))
        while name in named:
            name = f"{given}_{len(named) + 1}"
        named[name] = row
    return named


def _without_ghosts(variables: Mapping[str, Any], wording: Mapping[str, str]) -> dict[str, Any]:
    """Return the variables but those that no wording names any more and of which nothing but a type was ever said."""
    used = {name for text in wording.values() for name in variables_in(text)}
    return {name: said for name, said in variables.items() if name in used or set(said) - {"type"}}


def _put(content: dict[str, Any], path: str, value: Any) -> None:  # noqa: ANN401 - JSON
    if value in ("", [], {}, None):
        return
    *parents, last = path.split(".")
    for parent in parents:
        content = content.setdefault(parent, {})
    content[last] = value


def _at(content: Any, path: str) -> Any:  # noqa: ANN401 - stored JSON
    for key in filter(None, path.split(".")):
        content = _mapping(content).get(key)
    return content


def _mapping(value: Any) -> Mapping[str, Any]:  # noqa: ANN401 - stored JSON
    return value if isinstance(value, Mapping) else {}


def _join(name: str, number: int, path: str) -> str:
    return f"{name}.{number}.{path}".rstrip(".")
