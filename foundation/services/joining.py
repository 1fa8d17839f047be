"""Joining the services: what every process does that needs PostgreSQL and Redis and was given no address for them."""

import json
import os
import signal
import subprocess
import sys
import threading
import time
from dataclasses import dataclass
from pathlib import Path

from foundation.services.errors import ServicesError
from foundation.services.layout import CHECKOUT, PROFILES, Layout, layout_of, make_data_folder, make_passable
from foundation.services.locks import exclusive, is_locked_exclusively, lock_shared

START_SECONDS = 150
STOP_SECONDS = 90


@dataclass(frozen=True, slots=True)
class ServiceAddresses:
    """Where PostgreSQL and Redis answer: `postgresql://owner@/database?host=…` and `unix:///…/redis.sock?db=0`."""

    database_url: str
    redis_url: str

    @property
    def broker_url(self) -> str:
        """The address of Redis as Celery spells it."""
        return broker_url_of(self.redis_url)


def broker_url_of(redis_url: str) -> str:
    """Return a Redis address in Celery's spelling: unix sockets become `redis+socket://…?virtual_host=0`."""
    if not redis_url.startswith("unix://"):
        return redis_url
    path, _, query = redis_url.removeprefix("unix://").partition("?")
    database = dict(part.split("=", 1) for part in query.split("&") if "=" in part).get("db", "0")
    return f"redis+socket://{path}?virtual_host={database}"


_joining = threading.Lock()
_joined_locks: dict[str, int] = {}


def ensure(profile: str | None = None) -> ServiceAddresses:
    """Join the services of this checkout, starting them if need be, and return their addresses.

    The calling process counts as a user until it ends; with the last user the services end. `profile` is "demo"
    (kept) or "test" (fast, may be thrown away), by default `KLIMATRAPPA_PROFILE` or "demo". Raises ServicesError with
    a sentence for people. Calling it again is cheap, and starts the services again if they were killed.
    """
    chosen = profile or os.environ.get("KLIMATRAPPA_PROFILE") or "demo"
    if chosen not in PROFILES:
        raise ServicesError(f"There is no profile {chosen!r} of the services: it is one of {', '.join(PROFILES)}.")
    layout = layout_of(chosen)
    with _joining:
        if chosen not in _joined_locks:
            _make_folders(layout)
            _joined_locks[chosen] = lock_shared(layout.users_lock)
        try:
            return _addresses(layout) or _start(layout)
        except BaseException:
            os.close(_joined_locks.pop(chosen))
            raise


def release(profile: str) -> None:
    """Stop being a user of the services; they end soon if this process was the last one."""
    held = _joined_locks.pop(profile, None)
    if held is not None:
        os.close(held)


def is_running(profile: str) -> bool:
    """Say whether the services of this profile are up (or just starting or ending)."""
    return is_locked_exclusively(layout_of(profile).keeper_lock)


def wait_until_stopped(profile: str, seconds: float = STOP_SECONDS) -> bool:
    """Wait until the services have ended; False if somebody still uses them when the time is over."""
    deadline = time.monotonic() + seconds
    while is_running(profile) and time.monotonic() < deadline:
        time.sleep(0.02)
    return not is_running(profile)


def stop(profile: str) -> bool:
    """End the services even if they are in use, without loss of data; False if they did not end."""
    release(profile)
    keeper = _read_ready_file(layout_of(profile)).get("keeper")
    if keeper is not None and is_running(profile):
        os.kill(int(keeper), signal.SIGTERM)
    return wait_until_stopped(profile)


def _make_folders(layout: Layout) -> None:
    try:
        make_data_folder()
        make_passable(layout.home)
        layout.logs.mkdir(mode=0o700, exist_ok=True)
    except PermissionError as error:
        raise ServicesError(
            f"The folder {error.filename} cannot be written, and PostgreSQL needs a place for its data: "
            "give yourself the right to write it, or name another folder in KLIMATRAPPA_DATA."
        ) from error


def _addresses(layout: Layout) -> ServiceAddresses | None:
    """Return the addresses if a keeper lives and says that both servers answer."""
    if not is_locked_exclusively(layout.keeper_lock):
        return None
    ready = _read_ready_file(layout)
    wish = os.environ.get("KLIMATRAPPA_PARTS")
    if ready and wish and ready["part"] != wish:
        raise ServicesError(
            f"KLIMATRAPPA_PARTS is {wish}, but the services of {layout.home} are running with {ready['part']}: "
            "end what uses them first, or name another folder in KLIMATRAPPA_DATA."
        )
    return ServiceAddresses(ready["database_url"], ready["redis_url"]) if ready else None


def _read_ready_file(layout: Layout) -> dict[str, str]:
    try:
        ready: dict[str, str] = json.loads(layout.ready_file.read_text())
    except FileNotFoundError:
        return {}
    return ready


def _start(layout: Layout) -> ServiceAddresses:
    deadline = time.monotonic() + START_SECONDS
    with exclusive(layout.start_lock):
        while time.monotonic() < deadline:
            addresses = _addresses(layout)
            if addresses:
                return addresses
            if not is_locked_exclusively(layout.keeper_lock):
                _start_keeper(layout)
            time.sleep(0.01)
            if layout.failure_file.exists() and not is_locked_exclusively(layout.keeper_lock):
                raise ServicesError(layout.failure_file.read_text())
    raise ServicesError(f"PostgreSQL and Redis were not ready after {START_SECONDS} seconds; see {layout.logs}.")


def _start_keeper(layout: Layout) -> None:
    environment = {
        name: value
        for name, value in os.environ.items()
        if name in {"PATH", "HOME", "LD_LIBRARY_PATH", "KLIMATRAPPA_DATA", "KLIMATRAPPA_PARTS"}
    }
    with Path(layout.logs / "keeper.log").open("ab") as log:
        done = subprocess.run(  # noqa: S603 - ourselves
            [sys.executable, "-m", "foundation.services.keeper", layout.profile],
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            cwd=CHECKOUT,
            env=environment | {"PYTHONPATH": str(CHECKOUT), "LC_ALL": "C.UTF-8"},
            check=False,
        )
    if done.returncode != 0:
        raise ServicesError(f"The keeper of PostgreSQL and Redis did not start; see {layout.logs / 'keeper.log'}.")
