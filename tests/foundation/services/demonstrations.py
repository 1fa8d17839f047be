"""A whole installation, as `make demo` starts it, and what holds for each of them."""

import json
import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.request

from foundation.services.layout import CHECKOUT
from tests.foundation.services.places import Place, wait_for

COMMAND = [sys.executable, "manage.py", "demo_server", "--no-load", "--port=8300"]
UNDER_A_PARENT = [
    sys.executable,
    "-c",
    "import subprocess, sys; subprocess.run(sys.argv[1:])",
    *COMMAND,
    "--with-parent",
]
"""As make does: a process between us and the server, whose death the server notices."""
START_SECONDS = 120.0


class Demonstration:
    """A running demo_server and what it has said so far."""

    def __init__(self, place: Place, command: list[str]) -> None:
        self.place = place
        environment = place.environment | {"DJANGO_SETTINGS_MODULE": "config.settings.local"}
        self.output = (place.folder.parent / f"said-{time.time_ns()}.txt").open("w+")
        self.process = subprocess.Popen(  # noqa: S603 - ourselves
            command, cwd=CHECKOUT, env=environment, stdout=self.output, stderr=subprocess.STDOUT, start_new_session=True
        )

    def wait_until_ready(self) -> None:
        assert wait_for(lambda: self.address() or self.process.poll() is not None, START_SECONDS), self.said()
        assert self.address(), self.said()

    def said(self) -> str:
        self.output.seek(0)
        return self.output.read()

    def address(self) -> str:
        found = re.search(r"Klimatrappa is ready: (http://\S+)/", self.said())
        return found.group(1) if found else ""

    def public_url(self) -> str:
        """The address that a command of its own writes into links while the demonstration runs."""
        script = "import django; django.setup(); from django.conf import settings; print(settings.PUBLIC_URL)"
        return self.run("-c", script).stdout.strip()

    def run(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        """Run Python in the same installation, as a process of its own."""
        environment = self.place.environment | {"DJANGO_SETTINGS_MODULE": "config.settings.local"}
        command = [sys.executable, *arguments]
        return subprocess.run(  # noqa: S603 - ourselves
            command, cwd=CHECKOUT, env=environment, capture_output=True, text=True, check=False
        )

    def readiness(self) -> dict[str, str]:
        with urllib.request.urlopen(f"{self.address()}/health/ready", timeout=10) as response:  # noqa: S310 - our own http
            answer: dict[str, str] = json.load(response)
        return answer


def answers(demonstration: Demonstration) -> None:
    """Everything runs and is ready, and a command of its own knows the address."""
    commands = " ".join(demonstration.place.processes().values())
    for part in (
        "gunicorn",
        "celery --app config.celery worker",
        "celery --app config.celery beat",
        "postgres",
        "redis",
    ):
        assert part in commands, part
    assert demonstration.readiness() == {"status": "ok", "database": "ok", "redis": "ok"}
    assert "ended by itself" not in demonstration.said()
    assert demonstration.public_url() == demonstration.address()


def serves_others_meanwhile(demonstration: Demonstration) -> None:
    """More people who send a file over a slow line than there are processes keep nobody else waiting."""
    host, port = demonstration.address().removeprefix("http://").split(":")
    begun = f"POST /accounts/login/ HTTP/1.1\r\nHost: {host}:{port}\r\nContent-Length: 1000000\r\n\r\nfile="
    slow = [socket.create_connection((host, int(port)), timeout=10) for _ in range(4)]
    for connection in slow:
        connection.sendall(begun.encode())
    time.sleep(0.5)
    assert demonstration.readiness()["status"] == "ok"
    for connection in slow:
        connection.close()


def is_fenced(demonstration: Demonstration) -> None:
    """The database that was empty binds us: the role exists and its policies hold; that the login owns it is told."""
    checked = demonstration.run("manage.py", "check", "--database", "default")
    assert (checked.returncode, "klimatrappa.E001" in checked.stderr) == (0, False), checked.stderr
    assert "klimatrappa.W001" in checked.stderr


def heals(demonstration: Demonstration) -> None:
    """Once its keeper is killed there is another one, and everything answers again."""
    killed = demonstration.place.process_id("keeper")
    os.kill(killed, signal.SIGKILL)
    assert wait_for(lambda: _ready_with_other_keeper(demonstration, killed), START_SECONDS)


def ends(demonstration: Demonstration) -> None:
    """Told to stop, it stops everything and keeps the data."""
    demonstration.process.send_signal(signal.SIGINT)
    assert demonstration.process.wait(START_SECONDS) == 0
    assert "Everything has stopped; the data are kept." in demonstration.said()
    assert demonstration.place.processes() == {}


def is_outlived_by_nothing(demonstration: Demonstration) -> None:
    """Killed, it leaves no process behind."""
    demonstration.process.kill()
    demonstration.process.wait()
    assert wait_for(demonstration.place.is_empty, START_SECONDS)


def _ready_with_other_keeper(demonstration: Demonstration, killed: int) -> bool:
    try:
        return demonstration.place.process_id("keeper") != killed and demonstration.readiness()["status"] == "ok"
    except OSError:  # not there yet, or 503
        return False
