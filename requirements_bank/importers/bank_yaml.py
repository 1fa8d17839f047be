"""Requirements out of YAML or JSON: several documents, or one with a list; nothing that could swell or run."""

import io
import json
from collections.abc import Iterator, Mapping
from typing import Any

import yaml
from yaml.events import AliasEvent, CollectionEndEvent, CollectionStartEvent, DocumentStartEvent, NodeEvent

from foundation.problems import Problem
from requirements_bank.calculations.bank_check import Entry
from requirements_bank.importers.bank_budget import DEEPEST, Budget
from requirements_bank.importers.bank_contents import BankFileError, BankInFile, about_of

MOST_NODES_OF_A_DOCUMENT = 300_000  # eight hundred requirements; a document is held as a whole, at 400 bytes a node
_LONGEST_NUMBER = 40


class _Loader(yaml.CSafeLoader):
    """Reads only true and false as such, so that the country code NO stays what it is."""


_Loader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in known if tag != "tag:yaml.org,2002:bool" or first in "tTfF"]
    for first, known in yaml.CSafeLoader.yaml_implicit_resolvers.items()
}


def _number(loader: yaml.CSafeLoader, node: yaml.ScalarNode) -> int | str:
    """Return a number; as text what is longer than any, since 1:59:59:… takes the square of its length."""
    text = str(node.value)
    return int(loader.construct_yaml_int(node)) if len(text) <= _LONGEST_NUMBER else text


_Loader.add_constructor("tag:yaml.org,2002:int", _number)


def read_text(data: bytes, place: str = "", budget: Budget | None = None) -> BankInFile:
    """Return the bank of a YAML or JSON file; raises BankFileError where it can be read as neither, or is too much."""
    budget = budget or Budget()
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise BankFileError(Problem("not_utf8", place)) from error
    reader = _json_documents if text.lstrip()[:1] in ("{", "[") else _documents
    documents = list(reader(text, place, budget))
    about: Mapping[str, str] = {}
    entries: list[Entry] = []
    for number, said in enumerate(documents, start=1):
        where = f"file:{place}" if place else f"document:{number}"
        if isinstance(said, Mapping) and isinstance(said.get("bank"), Mapping):
            about = about_of(said["bank"])
        listed = said if isinstance(said, list) else said.get("requirements") if isinstance(said, Mapping) else None
        budget.take_requirements(len(listed) if isinstance(listed, list) else 1)
        if isinstance(listed, list):
            entries.extend(Entry(f"entry:{count}", each) for count, each in enumerate(listed, start=1))
        elif not (isinstance(said, Mapping) and set(said) == {"bank"}) and said is not None:
            entries.append(Entry(where, said))
    return BankInFile(about, tuple(entries))


def _json_documents(text: str, place: str, budget: Budget) -> Iterator[Any]:
    budget.take_json(text, place)
    try:
        yield json.loads(text)
    except (ValueError, RecursionError) as error:
        raise BankFileError(Problem("not_json", place, values={"text": str(error)[:200]})) from error


def _documents(text: str, place: str, budget: Budget) -> Iterator[Any]:
    _refuse_what_swells(text, place, budget)
    try:
        yield from yaml.load_all(io.StringIO(text), Loader=_Loader)
    except (yaml.YAMLError, ValueError, OverflowError, RecursionError) as error:
        raise BankFileError(_not_yaml(error, place)) from error


def _refuse_what_swells(text: str, place: str, budget: Budget) -> None:
    """Raise for anchors, which let ten lines become billions, and for what lies too deep or is too much."""
    depth = nodes = begins = 0
    try:
        for event in yaml.parse(io.StringIO(text), Loader=yaml.CSafeLoader):
            if isinstance(event, AliasEvent) or (isinstance(event, NodeEvent) and event.anchor):
                line = event.start_mark.line + 1 if event.start_mark else 0
                raise BankFileError(Problem("yaml_anchor", place, values={"line": line}))
            depth += isinstance(event, CollectionStartEvent) - isinstance(event, CollectionEndEvent)
            budget.take_nodes()
            if isinstance(event, DocumentStartEvent):
                nodes, begins = 0, event.start_mark.line + 1 if event.start_mark else 1
            nodes += 1
            if nodes > MOST_NODES_OF_A_DOCUMENT:
                raise BankFileError(Problem("document_too_large", place, values={"line": begins}))
            if depth > DEEPEST:
                raise BankFileError(Problem("too_deep", place))
    except (yaml.YAMLError, ValueError) as error:
        raise BankFileError(_not_yaml(error, place)) from error


def _not_yaml(error: Exception, place: str) -> Problem:
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    reason = getattr(error, "problem", None) or str(error)
    return Problem("not_yaml", place, values={"line": mark.line + 1 if mark else 1, "text": str(reason)[:200]})
