"""Requirements out of YAML or JSON: several documents, or one with a list; nothing that could swell or run."""

import io
import json
from collections.abc import Iterator, Mapping
from typing import Any

import yaml
from yaml.events import AliasEvent, CollectionEndEvent, CollectionStartEvent, NodeEvent

from foundation.problems import Problem
from requirements_bank.calculations.bank_check import Entry
from requirements_bank.importers.bank_contents import BankFileError, BankInFile, about_of

DEEPEST = 20
MOST_NODES = 3_000_000


class _Loader(yaml.CSafeLoader):
    """Reads only true and false as such, so that the country code NO stays what it is."""


_Loader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in known if tag != "tag:yaml.org,2002:bool" or first in "tTfF"]
    for first, known in yaml.CSafeLoader.yaml_implicit_resolvers.items()
}


def read_text(data: bytes, place: str = "") -> BankInFile:
    """Return the bank of a YAML or JSON file; raises BankFileError where it can be read as neither."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise BankFileError(Problem("not_utf8", place)) from error
    documents = list(_json_documents(text, place) if text.lstrip()[:1] in "{[" else _documents(text, place))
    about: Mapping[str, str] = {}
    entries: list[Entry] = []
    for number, said in enumerate(documents, start=1):
        where = f"file:{place}" if place else f"document:{number}"
        if isinstance(said, Mapping) and isinstance(said.get("bank"), Mapping):
            about = about_of(said["bank"])
        listed = said if isinstance(said, list) else said.get("requirements") if isinstance(said, Mapping) else None
        if isinstance(listed, list):
            entries.extend(Entry(f"entry:{count}", each) for count, each in enumerate(listed, start=1))
        elif not (isinstance(said, Mapping) and set(said) == {"bank"}) and said is not None:
            entries.append(Entry(where, said))
    return BankInFile(about, tuple(entries))


def _json_documents(text: str, place: str) -> Iterator[Any]:
    try:
        yield json.loads(text)
    except (ValueError, RecursionError) as error:
        raise BankFileError(Problem("not_json", place, values={"text": str(error)[:200]})) from error


def _documents(text: str, place: str) -> Iterator[Any]:
    _refuse_what_swells(text, place)
    try:
        yield from yaml.load_all(io.StringIO(text), Loader=_Loader)
    except (yaml.YAMLError, ValueError, OverflowError, RecursionError) as error:
        raise BankFileError(_not_yaml(error, place)) from error


def _refuse_what_swells(text: str, place: str) -> None:
    """Raise for anchors, which let ten lines become billions, and for what lies too deep or is too much."""
    depth = nodes = 0
    try:
        for event in yaml.parse(io.StringIO(text), Loader=yaml.CSafeLoader):
            if isinstance(event, AliasEvent) or (isinstance(event, NodeEvent) and event.anchor):
                line = event.start_mark.line + 1 if event.start_mark else 0
                raise BankFileError(Problem("yaml_anchor", place, values={"line": line}))
            depth += isinstance(event, CollectionStartEvent) - isinstance(event, CollectionEndEvent)
            nodes += 1
            if depth > DEEPEST or nodes > MOST_NODES:
                raise BankFileError(Problem("file_too_large" if nodes > MOST_NODES else "too_deep", place))
    except (yaml.YAMLError, ValueError) as error:
        raise BankFileError(_not_yaml(error, place)) from error


def _not_yaml(error: Exception, place: str) -> Problem:
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    reason = getattr(error, "problem", None) or str(error)
    return Problem("not_yaml", place, values={"line": mark.line + 1 if mark else 1, "text": str(reason)[:200]})
