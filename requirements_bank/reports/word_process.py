"""Lets a process of its own fill a Word template, and ends it where it takes too long."""

import json
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from requirements_bank.calculations.document_places import TemplateProblem

ROOT = Path(__file__).resolve().parents[2]
SECONDS = 30
_START = "import sys; sys.path.insert(0, sys.argv[1]); from requirements_bank.reports.word_child import main; main()"


@dataclass(frozen=True, slots=True)
class Filled:
    """A document, or what is wrong with the template that it was to be made of."""

    document: bytes
    problems: tuple[TemplateProblem, ...]


def fill_template(
    template: bytes,
    *,
    schema: Mapping[str, Any],
    context: Mapping[str, Any],
    language_tag: str,
    added: Mapping[str, Any] | None = None,
    seconds: float = SECONDS,
) -> Filled:
    """Return the template filled with the context; problems instead where it cannot be, or not within the seconds.

    `added` is what no place holds: "blocks" to put after everything, `"replaces": True` where they stand instead of the
    template's requirements, and "contents" with a "title" and "entries" of level and text. See word_blocks.py.
    """
    values = {"schema": schema, "context": context, "language_tag": language_tag, "added": added or {}}
    order = json.dumps(values).encode()
    try:
        done = subprocess.run(  # noqa: S603 - our own program; what it reads comes in as bytes
            [sys.executable, "-I", "-B", "-c", _START, str(ROOT)],
            input=order + b"\n" + template,
            capture_output=True,
            timeout=seconds,
            cwd="/",
            env={"LANG": "C.UTF-8"},
            check=False,
        )
    except subprocess.TimeoutExpired:
        return Filled(b"", (TemplateProblem("too_much"),))
    if done.returncode != 0:
        return Filled(b"", (TemplateProblem("too_much"),))
    head, _break, document = done.stdout.partition(b"\n")
    problems = tuple(TemplateProblem(**{**said, "known": tuple(said["known"])}) for said in json.loads(head))
    return Filled(document, problems)
