"""docs/api/procurements.md can be walked through as it stands."""

import re
import shlex
from argparse import ArgumentParser
from pathlib import Path

import pytest
from django.conf import settings

from foundation.access import open_access
from foundation.scoping import access_for_work
from tests.api.callers import Caller
from tests.factories.bank import make_published
from tests.factories.cast import Cast

pytestmark = pytest.mark.django_db
PAGE = Path(settings.BASE_DIR) / "docs" / "api" / "procurements.md"
KEPT = re.compile(r"(?P<name>\w+)=\$\((?P<call>api .*) \| jq -r \.(?P<field>\w+)\)")


def calls() -> list[str]:
    blocks = re.findall(r"```sh\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL)
    return [line for block in blocks for line in block.splitlines() if "api -X" in line or 'api "' in line]


def curl() -> ArgumentParser:
    parser = ArgumentParser()
    parser.add_argument("-X", dest="method", default="GET")
    parser.add_argument("-H", dest="header")
    parser.add_argument("-d", dest="body")
    parser.add_argument("address")
    return parser


def test_the_page_can_be_walked_through(buyer: Caller, cast: Cast) -> None:
    with open_access(access_for_work(cast.ekby.pk)):
        known = {"BASE": "/api/v1/organisations/ekby", "VERSION": str(make_published(cast.ekby).uuid)}
    for line in calls():
        kept = KEPT.fullmatch(line)
        words = [
            re.sub(r"\$(\w+)", lambda name: known[name[1]], word)
            for word in shlex.split(kept["call"] if kept else line)
        ]
        asked = curl().parse_args(words[1:])
        answer = buyer.send(asked.method.lower(), asked.address, asked.body)
        assert answer.status_code in (200, 201), (line, answer.content)
        if kept:
            known[kept["name"]] = str(answer.json()[kept["field"]])

    assert set(known) == {"BASE", "VERSION", "PROCUREMENT", "REVISION", "ASKED", "STAIRS"}
