"""The search of the bank at BENCH_REQUIREMENTS requirements (50,000 unless said otherwise), against plain ILIKE.

Part of `make bench`; alone: `.venv/bin/python benchmarks/requirement_search.py`, which keeps the other figures of
benchmarks/latest.json. Times are of everything a reader waits for in the server, and of the statements alone; the
baseline looks for the same words with ILIKE in title and wording, behind the same fence, and counts nothing else.
"""

import os
import statistics
import sys
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlencode

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks.figures import Figure, publish

if TYPE_CHECKING:
    from django.test import Client

    from benchmarks.bank_world import BankWorld

SIZE = "50000"
TIMES = 3
PAGE_TARGET, SLOW_TARGET = 100.0, 200.0
PERCENTILE = 95

Query = tuple[str, dict[str, list[str]]]

WORDS = [
    "utslippsfri varetransport", "transport", "økologisk mat", "matsvinn", "ombrukte møbler", "asfalt",
    "lavkarbonbetong", "skoleskyss", "sykkelbud", "fornybar strøm i datasenter", "kuldemedier", "flyreiser",
    "renhold", "anleggsmaskiner", "avfall", "klimaregnskap", "elbil", "leverandør", "krav til rapportering",
    "barnehagekjøkken", "skoleanlegg", "tunnelbelysning", "sykehjemsvaskeri", "lastebil", "epd", "treverk",
    "økologisk mat til skoler og barnehager",
]  # fmt: skip
MISSPELT = ["utslipsfri varetransprt", "økologsk mat", "asfallt", "resirkulrt papir", "mattsvinn"]
CODES = ["60100000-9", "6010", "15000000", "33", "TRA-012", "BYG-0", "45233141"]
CHOICES: list[Query] = [
    ("", {}),
    ("", {"kind": ["award_criterion"]}),
    ("", {"category": ["food"], "level": ["basic"]}),
    ("", {"owner": ["network"], "staircase": ["yes"]}),
    ("", {"ours": ["yes"]}),
    ("transport", {"level": ["spearhead"], "country": ["NO"]}),
    ("matsvinn", {"neighbours": ["yes"]}),
    ("utslippsfri varetransport", {"kind": ["contract_clause"], "market": ["ready"]}),
    ("møbler", {"theme": ["circular"], "sort": ["newest"]}),
    ("strøm", {"sort": ["used"]}),
    ("asfalt", {"page": ["5"]}),
    ("rundballeplast", {}),
]
QUERIES: list[Query] = [*((words, {}) for words in (*WORDS, *MISSPELT, *CODES)), *CHOICES]

PLAIN = """
WITH found AS (
    SELECT version.id, requirement.code
    FROM requirements_bank_requirementversion AS version
    JOIN requirements_bank_requirement AS requirement ON requirement.id = version.requirement_id
    WHERE version.state = 'published' AND {conditions}
)
SELECT id, (SELECT count(*) FROM found) FROM found ORDER BY code LIMIT 20
"""
CONDITION = "(content #>> '{title,nb}' ILIKE %s OR content #>> '{wording,nb}' ILIKE %s)"


def measure(world: "BankWorld") -> list[Figure]:
    """Ask everything in turn, as a page and as a query, and the words once more with ILIKE."""
    client = _reader(world)
    address = f"/o/{world.reader.slug}/requirements/"
    pages: list[float] = []
    counts = []
    for words, choices in QUERIES:
        asked = f"{address}?{urlencode({'q': words, **choices}, doseq=True)}"
        counts.append(_queries(client, asked))
        pages.extend(_milliseconds(partial(client.get, asked, headers={"host": "localhost"})))
    alone, plain = _statements(world)
    print(f"searched {world.requirements:,} requirements with {len(QUERIES)} queries")
    print(f"slowest pages: {', '.join(f'{each:.0f}' for each in sorted(pages)[-5:])} ms")
    return [
        _time("requirement_search_page", statistics.median(pages), f"target: {PAGE_TARGET:g} ms", PAGE_TARGET),
        _time("requirement_search_page_p95", _slow(pages), f"target: {SLOW_TARGET:g} ms", SLOW_TARGET),
        Figure("requirement_search_page_queries", max(counts), "queries", "none", None),
        _against("requirement_search", statistics.median(alone), statistics.median(plain)),
        _against("requirement_search_p95", _slow(alone), _slow(plain)),
    ]


def _statements(world: "BankWorld") -> tuple[list[float], list[float]]:
    """Return the milliseconds of our search and of the plain one, both within the reader's access."""
    from foundation.access import open_access  # noqa: PLC0415 - after Django is set up
    from foundation.scoping import access_for_work  # noqa: PLC0415
    from requirements_bank.queries.found_requirements import Chosen, found_requirements  # noqa: PLC0415

    ours: list[float] = []
    plain: list[float] = []
    with open_access(access_for_work(world.reader.pk)):
        for words, choices in QUERIES:
            chosen = Chosen(words, {name: values for name, values in choices.items() if name not in ("sort", "page")})
            ours.extend(_milliseconds(partial(found_requirements, world.reader, chosen, language="nb", limit=20)))
            if words:
                plain.extend(_milliseconds(partial(_ilike, words), times=1))
    return ours, plain


def _ilike(words: str) -> None:
    from django.db import connection  # noqa: PLC0415 - after Django is set up

    asked = [f"%{word}%" for word in words.split()]
    with connection.cursor() as cursor:
        conditions = " AND ".join([CONDITION] * len(asked))
        cursor.execute(PLAIN.replace("{conditions}", conditions), [each for word in asked for each in (word, word)])
        cursor.fetchall()


def _reader(world: "BankWorld") -> "Client":
    from django.test import Client  # noqa: PLC0415 - after Django is set up

    from foundation.access import open_access  # noqa: PLC0415
    from foundation.scoping import access_for_work  # noqa: PLC0415
    from organisations.models import Membership, Role, User  # noqa: PLC0415

    with open_access(access_for_work(world.reader.pk)):
        user = User.objects.create_user("officer@bench.example", "Officer", None)
        Membership.objects.create(user=user, organisation=world.reader, role=Role.OFFICER)
    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


def _queries(client: "Client", address: str) -> int:
    from django.db import connection  # noqa: PLC0415 - after Django is set up
    from django.test.utils import CaptureQueriesContext  # noqa: PLC0415

    with CaptureQueriesContext(connection) as queries:
        answer = client.get(address, headers={"host": "localhost"})
        count = len(queries)
    if answer.status_code != 200:  # noqa: PLR2004 - anything else is not the page
        raise RuntimeError(f"{address} answered {answer.status_code}")
    return count


def _milliseconds(work: Callable[[], object], times: int = TIMES) -> Iterator[float]:
    for _ in range(times):
        start = time.perf_counter()
        work()
        yield (time.perf_counter() - start) * 1000


def _slow(measured: list[float]) -> float:
    return statistics.quantiles(measured, n=100)[PERCENTILE - 1]


def _time(name: str, value: float, baseline: str, target: float) -> Figure:
    return Figure(name, round(value, 1), "ms", baseline, round(target / value, 2))


def _against(name: str, value: float, plain: float) -> Figure:
    baseline = f"ILIKE over title and wording, without counts: {plain:.4g} ms"
    return Figure(name, round(value, 1), "ms", baseline, round(plain / value, 2))


def main() -> None:
    """Make a world of requirements alone, measure, and put the figures beside the others."""
    from benchmarks.database import fresh_database  # noqa: PLC0415 - chooses the database before Django is set up

    fresh_database()
    import django  # noqa: PLC0415
    from django.core.management import call_command  # noqa: PLC0415

    django.setup()
    call_command("migrate", verbosity=0)
    from benchmarks.bank_world import make_bank_world  # noqa: PLC0415

    publish(measure(make_bank_world(wanted_size())), keeps_others=True)


def wanted_size() -> int:
    """Return how many requirements to make."""
    return int(os.environ.get("BENCH_REQUIREMENTS", SIZE).replace("_", ""))


if __name__ == "__main__":
    main()
