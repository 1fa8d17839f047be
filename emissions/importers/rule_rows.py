"""Reads the rules of a file as texts: Excel, CSV, or the JSON that we give out; others tell what they mean."""

import json
from typing import Any

from emissions.importers.sheet_rows import SheetRows, read_sheet_rows
from foundation.problems import Problem

MOST_BYTES = 5 * 1024 * 1024
MOST_RULES = 10_000
_MOST_LETTERS = 500
_MOST_FIELDS = 100  # a rule has a dozen; what has more would be a table with a cell for every field of every rule
_MOST_DEPTH = 4  # the document, its rules, a rule, a value


def read_rule_rows(data: bytes) -> SheetRows | Problem:
    """Return the titles and the rows of a file with rules; of JSON, the fields of the rules, numbered from 1."""
    if data.removeprefix(b"\xef\xbb\xbf").lstrip()[:1] in (b"{", b"["):
        return _document(data)
    return read_sheet_rows(data, MOST_RULES)


def _document(data: bytes) -> SheetRows | Problem:
    if data.count(b"[") + data.count(b"{") > MOST_RULES + _MOST_DEPTH:
        return Problem("too_many_rows", "file", values={"most": MOST_RULES})
    try:
        said = json.loads(data.decode("utf-8-sig"))
    except (ValueError, RecursionError):
        return Problem("not_readable", "file", values={"why": "json"})
    rules = said.get("rules") if isinstance(said, dict) else said
    if not isinstance(rules, list) or not all(isinstance(rule, dict) for rule in rules):
        return Problem("no_rules", "file")
    if not rules:
        return Problem("no_rows", "file")
    titles = tuple(dict.fromkeys(str(name) for rule in rules for name in rule))
    if len(titles) > _MOST_FIELDS:
        return Problem("too_many_columns", "file", values={"most": _MOST_FIELDS, "found": len(titles)})
    rows = ((number, tuple(_text(rule.get(name)) for name in titles)) for number, rule in enumerate(rules, start=1))
    return SheetRows(titles, tuple(rows))


def _text(value: Any) -> str:  # noqa: ANN401 - what JSON holds
    if value is None or isinstance(value, dict | list):
        return ""
    whole = str(value).replace("\x00", "").encode(errors="replace").decode()  # JSON can spell half a letter
    return whole.strip()[:_MOST_LETTERS]
