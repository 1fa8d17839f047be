"""Walk a page of docs/api through: every call of its shell blocks, as it stands there."""

import re
import shlex
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings

from tests.api.callers import Caller

PAGES = Path(settings.BASE_DIR) / "docs" / "api"
KEPT = re.compile(r"(?P<name>\w+)=\$\((?P<call>api .*) \| jq -r \.(?P<path>[\w.\[\]]+)\)")


def walk(page: str, caller: Caller, known: dict[str, str]) -> set[str]:
    """Send every call of the page in its order; return the names that are known at the end.

    `known` holds what the shell knows before. Fails at the first call that is not answered by 200 or 201.
    """
    names = dict(known)
    for line in _calls(page):
        kept = KEPT.fullmatch(line)
        words = [
            re.sub(r"\$(\w+)", lambda name: names[name[1]], word)
            for word in shlex.split(kept["call"] if kept else line)
        ]
        asked = _curl().parse_args(words[1:])
        answer = caller.send(asked.method.lower(), asked.address, asked.body)
        assert answer.status_code in (200, 201), (line, answer.content)
        if kept:
            names[kept["name"]] = str(_found(answer.json(), kept["path"]))
    return set(names)


def _calls(page: str) -> list[str]:
    blocks = re.findall(r"```sh\n(.*?)```", (PAGES / page).read_text(encoding="utf-8"), re.DOTALL)
    return [line for block in blocks for line in block.splitlines() if "api -X" in line or 'api "' in line]


def _curl() -> ArgumentParser:
    parser = ArgumentParser()
    parser.add_argument("-X", dest="method", default="GET")
    parser.add_argument("-H", dest="header")
    parser.add_argument("-d", dest="body")
    parser.add_argument("address")
    return parser


def _found(answer: Any, path: str) -> Any:
    for part in re.findall(r"\w+", path):
        answer = answer[int(part) if part.isdigit() else part]
    return answer
