"""A folder with servers of its own, processes that use them, and a look at which processes are left.

Everything is driven from outside, by real processes that are really killed: that is what the services promise to
survive.
"""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import psycopg

from foundation.services.layout import CHECKOUT

PATIENCE = 60.0
USE_UNTIL_TOLD = """
import json, sys
from foundation.services import ServicesError, ensure
try:
    addresses = ensure()
except ServicesError as error:
    print(json.dumps({"error": str(error)}), flush=True)
    raise SystemExit(1)
print(json.dumps({"database_url": addresses.database_url, "redis_url": addresses.redis_url}), flush=True)
sys.stdin.read()
"""


def wait_for(condition: Callable[[], object], seconds: float = PATIENCE) -> bool:
    """Say whether the condition came true in time."""
    deadline = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > deadline:
            return False
        time.sleep(0.05)
    return True


def processes_of(folder: Path) -> dict[int, str]:
    """Return the living processes that work in the folder or were started for it: process id → command line."""
    found = {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit() and int(entry.name) != os.getpid():
            command = _command_for(entry, os.fsencode(folder))
            if command is not None:
                found[int(entry.name)] = command
    return found


def _command_for(process: Path, folder: bytes) -> str | None:
    """Return the command line of a living process that has to do with the folder, or None."""
    try:
        command = (process / "cmdline").read_bytes()
        texts = [command, (process / "environ").read_bytes(), os.fsencode((process / "cwd").readlink())]
        state = (process / "stat").read_text(errors="replace").rpartition(")")[2].split()[0]
    except OSError:
        return None
    if state == "Z" or not any(folder in text for text in texts):
        return None
    return command.replace(b"\0", b" ").decode(errors="replace")


@dataclass
class User:
    """A process that has joined the services, as it sees them."""

    process: subprocess.Popen[str]
    database_url: str
    redis_url: str

    def leave(self) -> None:
        """End in an orderly way."""
        self.process.communicate("", timeout=PATIENCE)

    def kill(self) -> None:
        """End by kill -9."""
        self.process.kill()
        self.process.wait()


@dataclass
class Place:
    """One data folder, and everything that was started for it."""

    folder: Path
    environment: dict[str, str]
    python: str = sys.executable
    code: Path = CHECKOUT
    user: dict[str, Any] = field(default_factory=dict)  # the keywords of Popen that change the user
    users: list[subprocess.Popen[str]] = field(default_factory=list)

    @property
    def home(self) -> Path:
        return self.folder / "demo"

    def start_user(self) -> subprocess.Popen[str]:
        """Start a process that joins the services, without waiting for them."""
        process = subprocess.Popen(  # noqa: S603 - ourselves
            [self.python, "-c", USE_UNTIL_TOLD],
            cwd=self.code,
            env=self.environment,
            text=True,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            **self.user,
        )
        self.users.append(process)
        return process

    def join(self) -> User:
        """Start a process that joins the services, and return once it has."""
        process = self.start_user()
        answer = self.answer_of(process)
        assert "error" not in answer, answer["error"]
        return User(process, answer["database_url"], answer["redis_url"])

    def refusal(self) -> str:
        """Return the sentence with which joining is refused."""
        return self.answer_of(self.start_user())["error"]

    def answer_of(self, process: subprocess.Popen[str]) -> dict[str, str]:
        assert process.stdout is not None
        assert process.stderr is not None
        line = process.stdout.readline()
        assert line, process.stderr.read()
        answer: dict[str, str] = json.loads(line)
        return answer

    def processes(self) -> dict[int, str]:
        return processes_of(self.folder)

    def process_id(self, what: str) -> int:
        """Return the process id of "keeper", "postmaster" or "redis"."""
        if what == "keeper":
            return int(json.loads((self.home / "ready.json").read_text())["keeper"])
        if what == "postmaster":
            return int((self.home / "postgresql" / "postmaster.pid").read_text().split()[0])
        return int((self.home / "redis" / "redis.pid").read_text())

    def kill(self, what: str) -> None:
        os.kill(self.process_id(what), signal.SIGKILL)

    def is_empty(self) -> bool:
        return not self.processes()


def execute(user: User, statement: str) -> list[tuple[object, ...]]:
    """Run a statement as the owner role and return its rows."""
    with psycopg.connect(user.database_url, autocommit=True) as connection:
        cursor = connection.execute(statement.encode())
        return cursor.fetchall() if cursor.description else []


def connects(user: User) -> bool:
    try:
        execute(user, "SELECT 1")
    except psycopg.OperationalError:
        return False
    return True


def environment_for(folder: Path, parts: str | None = None) -> dict[str, str]:
    """Return our environment without addresses of other servers, with the folder's."""
    ours = {"DATABASE_URL", "REDIS_URL", "KLIMATRAPPA_PROFILE", "KLIMATRAPPA_PARTS", "KLIMATRAPPA_DATA"}
    kept = {name: value for name, value in os.environ.items() if name not in ours}
    return kept | {"KLIMATRAPPA_DATA": str(folder)} | ({"KLIMATRAPPA_PARTS": parts} if parts else {})


def must_have_all_parts() -> bool:
    """Say whether a part that this machine lacks is a failure: on CI, and where .ci/run has installed them all."""
    return bool(os.environ.get("CI") or os.environ.get("KLIMATRAPPA_ALL_PARTS"))
