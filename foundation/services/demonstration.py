"""The whole of Klimatrappa on one machine: database, Redis, web server, worker and beat, until Ctrl-C."""

import http.client
import os
import signal
import socket
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass

from foundation.services.errors import ServicesError
from foundation.services.joining import ensure, release, wait_until_stopped
from foundation.services.layout import CHECKOUT, data_folder, layout_of
from foundation.services.ports import listen_on_free_port
from foundation.services.processes import end_with_parent
from foundation.services.supervisor import Program, Supervisor

PROFILE = "demo"
HOST = "127.0.0.1"
FIRST_PORT = 8000
WEB_SECONDS = 120
PATIENCE_SECONDS = 20


@dataclass(frozen=True, slots=True)
class Wishes:
    """What the person who starts it may choose."""

    host: str = HOST
    first_port: int = FIRST_PORT
    load: bool = True  # load the demonstration's data if they are not there
    with_parent: bool = False  # end when the process that started us ends, even if it is killed


def run(wishes: Wishes, say: Callable[[str], object]) -> int:
    """Start everything, say where it is, and stop everything when told to; returns the exit code."""
    supervisor = Supervisor(data_folder() / PROFILE / "log", {}, say)
    supervisor.listen_for_stop()
    if wishes.with_parent:
        end_with_parent()
    with listen_on_free_port(wishes.host, wishes.first_port) as listener:
        address = _address_of(listener)
        supervisor.environment = _environment(address)
        try:
            _run_until_told(supervisor, wishes, listener, address)
        except ServicesError as error:
            say(f"\n{error}")
            return 1
        finally:
            say("\nStopping …")
            layout_of(PROFILE).address_file.unlink(missing_ok=True)
            supervisor.stop()
            say(_end_services())
    return 0


def _address_of(listener: socket.socket) -> str:
    host, port = listener.getsockname()[:2]
    return f"http://{HOST if host == '0.0.0.0' else host}:{port}"  # noqa: S104 - compared, not bound


def _environment(address: str) -> dict[str, str]:
    chosen = {"PUBLIC_URL": address, "KLIMATRAPPA_PROFILE": PROFILE, "KLIMATRAPPA_DEMO": "1", "WEB_WORKERS": "2"}
    return {**chosen, **os.environ}


def _run_until_told(supervisor: Supervisor, wishes: Wishes, listener: socket.socket, address: str) -> None:
    _keep_services()
    manage = [sys.executable, str(CHECKOUT / "manage.py")]
    steps = [[*manage, "migrate", "--verbosity=0"], *([[*manage, "load_demo"]] if wishes.load else [])]
    for step in steps:
        if not supervisor.run_step(step) and not supervisor.stopping:
            raise ServicesError(f"manage.py {step[2]} failed; what it said stands above.")
    if supervisor.stopping:
        return
    for program in _programs(listener):
        supervisor.start(program)
    if _wait_for_web(supervisor, listener):
        layout_of(PROFILE).address_file.write_text(supervisor.environment["PUBLIC_URL"], encoding="utf-8")
        supervisor.say(f"\nKlimatrappa is ready: {address}/\nLogs: {supervisor.logs}\nStop with Ctrl-C.")
    supervisor.watch(_keep_services)


def _keep_services() -> None:
    """Hold our own PostgreSQL and Redis up, unless both live elsewhere."""
    if not (os.environ.get("DATABASE_URL") and os.environ.get("REDIS_URL")):
        ensure(PROFILE)


def _programs(listener: socket.socket) -> list[Program]:
    descriptor = listener.fileno()
    gunicorn = [sys.executable, "-m", "gunicorn", "config.wsgi", "--config", "config/gunicorn.py"]
    celery = [sys.executable, "-m", "celery", "--app", "config.celery"]
    worker = [*celery, "worker", "--loglevel=INFO", "--concurrency=2", "--without-gossip", "--without-mingle"]
    return [
        Program("web", [*gunicorn, "--bind", f"fd://{descriptor}"], signal.SIGTERM, (descriptor,)),
        Program("worker", worker, signal.SIGQUIT),  # its jobs have leases: what is cut off is taken up again
        Program("beat", [*celery, "beat", "--loglevel=INFO", "--pidfile="]),
    ]


def _wait_for_web(supervisor: Supervisor, listener: socket.socket) -> bool:
    """Wait until the web server answers; False if we were told to stop meanwhile."""
    host, port = listener.getsockname()[:2]
    deadline = time.monotonic() + WEB_SECONDS
    while not supervisor.stopping:
        supervisor.look_after()
        if _answers(HOST if host == "0.0.0.0" else host, port):  # noqa: S104 - compared, not bound
            return True
        if time.monotonic() > deadline:
            raise ServicesError(f"The web server does not answer; see {supervisor.logs / 'web.log'}.")
        time.sleep(0.1)
    return False


def _answers(host: str, port: int) -> bool:
    connection = http.client.HTTPConnection(host, port, timeout=2)
    try:
        connection.request("GET", "/health/live")
        return connection.getresponse().status == http.HTTPStatus.OK
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()


def _end_services() -> str:
    release(PROFILE)
    if wait_until_stopped(PROFILE, PATIENCE_SECONDS):
        return "Everything has stopped; the data are kept."
    return "PostgreSQL and Redis stay up: another command of this checkout is using them, and its end will stop them."
