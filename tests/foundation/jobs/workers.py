"""Real Celery workers as processes of their own, on the test's database and a Redis database of its own."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote

from django.conf import settings
from django.db import connection
from kombu.connection import Connection

from config.celery import app
from foundation.services import broker_url_of, ensure

STARTS_WITHIN = 40.0


def database_url() -> str:
    """The address of the database that this test runs in."""
    parts = connection.settings_dict
    host = quote(str(parts["HOST"]), safe="")
    password = f":{quote(str(parts['PASSWORD']), safe='')}" if parts["PASSWORD"] else ""
    port = f"&port={parts['PORT']}" if parts["PORT"] else ""
    return f"postgresql://{parts['USER']}{password}@/{parts['NAME']}?host={host}{port}"


def redis_url() -> str:
    """The address of a Redis database that no other test process uses."""
    number = int(os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw")) % 10 + 5
    return (settings.REDIS_URL or ensure().redis_url).replace("db=0", f"db={number}")


def until(found: Callable[[], object], seconds: float, what: str) -> None:
    """Wait for something to become true; fail with a sentence if it does not."""
    deadline = time.monotonic() + seconds
    while not found():
        if time.monotonic() > deadline:
            raise AssertionError(f"{what} did not happen within {seconds:g} seconds")
        time.sleep(0.05)


@dataclass
class Workers:
    """Starts workers and ends every one of them."""

    folder: Path
    lease: float
    processes: list[subprocess.Popen[bytes]] = field(default_factory=list)

    def start(self, stall: str = "") -> subprocess.Popen[bytes]:
        """Start a worker and return once it takes tasks."""
        log = self.folder / f"worker-{len(self.processes)}.log"
        command = [sys.executable, "-m", "celery", "-A", "config.celery", "worker"]
        command += ["--pool=prefork", "--concurrency=1", "--loglevel=INFO", "--include=tests.foundation.jobs.works"]
        command += ["--without-mingle", "--without-gossip"]
        environment = {
            **os.environ,
            "DATABASE_URL": database_url(),
            "REDIS_URL": redis_url(),
            "JOB_LEASE_SECONDS": str(self.lease),
            "KLIMATRAPPA_TEST_STALL": stall,
        }
        with log.open("wb") as output:
            process = subprocess.Popen(  # noqa: S603 - ourselves
                command, stdout=output, stderr=output, env=environment, cwd=settings.BASE_DIR, start_new_session=True
            )
        self.processes.append(process)
        until(lambda: b" ready." in log.read_bytes() or process.poll(), STARTS_WITHIN, f"the start of a worker ({log})")
        assert process.poll() is None, log.read_text()
        return process

    def log_of(self, process: subprocess.Popen[bytes]) -> str:
        """What the worker has said so far."""
        return (self.folder / f"worker-{self.processes.index(process)}.log").read_text()

    def send(self, process: subprocess.Popen[bytes], what: signal.Signals) -> None:
        """Send a signal to the worker and its children."""
        os.killpg(process.pid, what)
        if what == signal.SIGKILL:
            process.wait()

    def stop(self) -> None:
        """End every worker that still runs."""
        for process in self.processes:
            if process.poll() is None:
                self.send(process, signal.SIGKILL)


def tell_workers(task: str, *arguments: object) -> None:
    """Put a task into the workers' queue."""
    with Connection(broker_url_of(redis_url())) as broker:
        app.send_task(task, arguments, connection=broker)


def forget_tasks() -> None:
    """Empty the workers' queue."""
    with Connection(broker_url_of(redis_url())) as broker:
        broker.default_channel.client.flushdb()
