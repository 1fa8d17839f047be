"""Rounds in which a ledger is handed over, checked, imported, replaced and calculated while its processes are killed.

Each round has a seed of its own, from which all its moments and victims follow.
"""

import json
import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from foundation.services.layout import CHECKOUT
from tests.emissions.footprint_cases import HEADER

MOST_KILLS_OF_A_JOB = 3  # a job is given up after five attempts
INTERRUPTED = "It was interrupted and is being taken up again. Nothing is lost."
ACCOUNTS = ("64400", "61700", "74500", "65100", "62100", "45300")
Kill = Callable[[], None]


@dataclass(frozen=True, slots=True)
class Killed:
    """One kill: in which round and step, who, and after which share of the step's usual time."""

    seed: int
    step: str
    victim: str
    share: float


@dataclass
class Steps:
    """The process that forks one process for each step; `seconds` is the longest that each step took undisturbed."""

    environment: Mapping[str, str]
    process: "subprocess.Popen[str]" = field(init=False)
    seconds: dict[str, float] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Start it."""
        self.process = subprocess.Popen(
            [sys.executable, "-m", "tests.emissions.services.killed_steps"],
            cwd=CHECKOUT, env=dict(self.environment), stdin=subprocess.PIPE, stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL, text=True,
        )  # fmt: skip

    def begin(self, step: str, **told: Any) -> int:
        """Start a step and return the id of its process."""
        assert self.process.stdin is not None
        self.process.stdin.write(f"{json.dumps({'step': step, **told})}\n")
        self.process.stdin.flush()
        return int(self._line()["process"])

    def end(self) -> dict[str, Any] | None:
        """Wait for the step to end; returns its answer, or nothing where it was killed before it gave one."""
        answer = None
        while "ended" not in (line := self._line()):
            answer = line
        return answer

    def do(self, step: str, **told: Any) -> dict[str, Any]:
        """Do a step undisturbed."""
        begun = time.monotonic()
        self.begin(step, **told)
        answer = self.end()
        assert answer is not None, step
        assert "answer" in answer, (step, answer)
        self.seconds[step] = max(self.seconds.get(step, 0.0), time.monotonic() - begun)
        found: dict[str, Any] = answer["answer"]
        return found

    def stop(self) -> None:
        """End it."""
        self.process.kill()
        self.process.communicate()

    def _line(self) -> dict[str, Any]:
        assert self.process.stdout is not None
        while True:
            line = self.process.stdout.readline()
            assert line, "the process that forks has ended"
            told: dict[str, Any] = json.loads(line)
            return told


@dataclass
class Round:
    """One organisation's way from two files to a footprint, with kills at moments that follow from the seed.

    `kill_server`, where there is one, kills PostgreSQL and returns once it answers again.
    """

    steps: Steps
    slug: str
    files: tuple[Path, Path]
    seed: int = 0
    most_kills: int = 0
    kill_server: Kill | None = None
    killed: list[Killed] = field(default_factory=list)
    sentences: list[str] = field(default_factory=list)

    def run(self) -> dict[str, Any]:
        """Go the whole way; returns the digest of what is there at the end."""
        self._chance = random.Random(self.seed)  # noqa: S311 - reproducible, no secret
        session = self.steps.do("found", slug=self.slug)["session"]
        who = {"slug": self.slug, "session": session}
        for file in self.files:
            address = self._press("upload", **who, file=str(file))["address"]
            self._work("check")
            self._press("ask", **who, address=address)
            self._work("import")
        self._press("calculate", **who)
        self._work("footprint")
        swept = self.steps.do("sweep", slug=self.slug)
        assert swept["lost"] == 0, (self.seed, swept)
        return self.steps.do("digest", slug=self.slug)

    def _press(self, step: str, **told: Any) -> dict[str, Any]:
        """Let a person press a button until an answer comes; the web process is killed on the way."""
        for _ in range(2):
            self._disturbed(step, step, **told)
        answer = self.steps.do(step, **told)
        assert answer["status"] == 302, (self.seed, step, answer)
        return answer

    def _work(self, kind: str) -> None:
        """Let workers do the jobs until they are done; the worker or PostgreSQL is killed on the way."""
        cut_off = False
        while True:
            for _ in range(MOST_KILLS_OF_A_JOB):
                killed, answer = self._disturbed("work", kind, slug=self.slug)
                cut_off = cut_off or killed
                self._note(answer)
            answer = self.steps.do("work", slug=self.slug)
            if answer["status"] == "nothing to do":
                return
            self._note(answer)
            assert answer["status"] == "done", (self.seed, kind, answer)
            if cut_off and answer["attempt"] > 1:
                assert INTERRUPTED in self.sentences, (self.seed, kind, answer)

    def _note(self, answer: dict[str, Any] | None) -> None:
        if answer and answer.get("sentence"):
            self.sentences.append(answer["sentence"])

    def _disturbed(self, step: str, kind: str, **told: Any) -> tuple[bool, dict[str, Any] | None]:
        """Begin a step and kill its process, or the server under it, at a random moment, unless enough were killed."""
        if len(self.killed) >= self.most_kills or self._chance.random() < 0.25:
            return False, None
        share = self._chance.random()
        victim = "postgresql" if self.kill_server and self._chance.random() < 0.15 else _process_of(step)
        usual = self.steps.seconds.get(step, 0.5)
        process = self.steps.begin(step, **told)
        time.sleep(share * usual)
        if victim == "postgresql" and self.kill_server:
            self.kill_server()
            answer = self.steps.end()
        else:
            _kill(process)
            answer = self.steps.end()
            if answer is not None:  # it was through before
                return False, answer.get("answer")
        self.killed.append(Killed(self.seed, kind, victim, round(share, 3)))
        return True, (answer or {}).get("answer")


def _process_of(step: str) -> str:
    return "worker" if step == "work" else "web"


def _kill(process: int) -> None:
    try:
        os.kill(process, signal.SIGKILL)
    except ProcessLookupError:
        return


def write_files(folder: Path, rows: int) -> tuple[Path, Path]:
    """Write a ledger of three months and one that replaces it, with other amounts and one supplier more."""
    files = []
    for number, (factor, suppliers) in enumerate(((97, 40), (89, 41))):
        lines = (
            f"212000-9999;Vik;{row};Lev {row % suppliers} AB;L{row % suppliers};{ACCOUNTS[row % len(ACCOUNTS)]};Konto;"
            f"{row % factor}.25;2024-{row % 3 + 1:02d}-{row % 28 + 1:02d};Enhet {row % 7};F-{row};;;9999;;"
            for row in range(1, rows + 1)
        )
        files.append(folder / f"ledger-{number}.csv")
        files[-1].write_text("\n".join([HEADER, *lines, ""]), encoding="utf-8")
    return files[0], files[1]
