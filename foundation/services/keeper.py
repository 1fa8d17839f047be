"""The keeper: one small process per profile that owns PostgreSQL and Redis and ends with their last user.

Every process that uses the services holds a shared lock on `users.lock` for as long as it lives. The keeper asks for
the exclusive lock: the kernel grants it when the last user is gone, however it went. Both servers are tied to the
keeper, so that killing the keeper ends them too (PostgreSQL by its fast shutdown). Run by `foundation.services.joining`
as `python -m foundation.services.keeper PROFILE`; it returns as soon as the keeper lives in the background.
"""

import json
import os
import shutil
import signal
import subprocess
import sys
import time
import traceback
from contextlib import suppress
from pathlib import Path
from types import FrameType

from foundation.services.binaries import PostgresqlPrograms, find_postgresql, find_redis
from foundation.services.errors import ServicesError
from foundation.services.identity import ServerUser, server_user
from foundation.services.layout import Layout, data_folder, layout_of
from foundation.services.locks import try_exclusive
from foundation.services.postgresql import (
    create_cluster,
    database_url,
    pinned_major,
    start_postmaster,
    stop_postmaster,
)
from foundation.services.redis_server import redis_url, start_redis, stop_redis

LOOK_SECONDS = 0.2
LARGE_LOG = 10 * 1024 * 1024
RESTARTS_ALLOWED = 5
RESTART_WINDOW_SECONDS = 60.0


class Keeper:
    """Starts both servers, restarts one that dies, stops them when nobody uses them or when told to."""

    def __init__(self, layout: Layout) -> None:
        self.layout = layout
        self.told_to_stop = False
        self.user: ServerUser = server_user(layout.postgresql)
        self.programs: PostgresqlPrograms | None = None
        self.redis_program: Path | None = None
        self.postmaster: subprocess.Popen[bytes] | None = None
        self.redis: subprocess.Popen[bytes] | None = None
        self.restarts: list[float] = []

    def run(self) -> None:
        """Keep the servers until their last user is gone; a failure is left as a sentence in the failure file."""
        signal.signal(signal.SIGTERM, self._note_stop)
        try:
            self._prepare()
            self._start_missing()
            self._keep()
        except ServicesError as failure:
            self.layout.failure_file.write_text(str(failure))
        except Exception as failure:  # noqa: BLE001 - whoever waits for us must learn of it
            self.layout.failure_file.write_text(f"The keeper of the services failed: {failure!r}")
            traceback.print_exc()
        finally:
            self._stop()

    def _note_stop(self, _signal: int, _frame: FrameType | None) -> None:
        self.told_to_stop = True

    def _prepare(self) -> None:
        layout, copies = self.layout, data_folder() / "programs"
        for folder in (layout.redis, layout.sockets):
            self.user.own(folder)
        if layout.postgresql.exists():
            self.user.own(layout.postgresql)
        self.programs = self._find_postgresql(copies)
        self.redis_program = find_redis(self.user, copies)
        create_cluster(layout, self.programs, self.user)

    def _find_postgresql(self, copies: Path) -> PostgresqlPrograms:
        """Find programs that fit the data; test data that none fits is thrown away, real data never."""
        pinned = pinned_major(self.layout)
        try:
            return find_postgresql(self.user, copies, pinned)
        except ServicesError:
            if self.layout.profile != "test" or pinned is None:
                raise
            shutil.rmtree(self.layout.postgresql)
            return find_postgresql(self.user, copies, None)

    def _start_missing(self) -> None:
        assert self.programs is not None  # noqa: S101 - for the type checker: _prepare has run
        assert self.redis_program is not None  # noqa: S101 - as above
        if self.postmaster is None or self.postmaster.poll() is not None:
            self.postmaster = self._start_postmaster(self.programs)
        if self.redis is None or self.redis.poll() is not None:
            self.redis = start_redis(self.layout, self.redis_program, self.user)
        self._announce()

    def _start_postmaster(self, programs: PostgresqlPrograms) -> subprocess.Popen[bytes]:
        """Start PostgreSQL; test data that it cannot read (it is written without fsync) is made anew, once."""
        try:
            return start_postmaster(self.layout, programs, self.user)
        except ServicesError:
            if self.layout.profile != "test":
                raise
            shutil.rmtree(self.layout.postgresql)
            create_cluster(self.layout, programs, self.user)
            return start_postmaster(self.layout, programs, self.user)

    def _announce(self) -> None:
        addresses = {
            "keeper": os.getpid(),
            "database_url": database_url(self.layout),
            "redis_url": redis_url(self.layout),
            "postgresql": str(self.programs.major) if self.programs else "",
            "part": self.programs.part if self.programs else "",
        }
        fresh = self.layout.ready_file.with_suffix(".new")
        fresh.write_text(json.dumps(addresses))
        fresh.rename(self.layout.ready_file)

    def _keep(self) -> None:
        while not self.told_to_stop:
            last = try_exclusive(self.layout.users_lock)  # held until this process ends: newcomers wait for it
            if last is not None:
                return
            if any(process is None or process.poll() is not None for process in (self.postmaster, self.redis)):
                self._restart()
            time.sleep(LOOK_SECONDS)

    def _restart(self) -> None:
        self.layout.ready_file.unlink(missing_ok=True)
        now = time.monotonic()
        self.restarts = [moment for moment in self.restarts if now - moment < RESTART_WINDOW_SECONDS] + [now]
        if len(self.restarts) > RESTARTS_ALLOWED:
            raise ServicesError(
                f"PostgreSQL or Redis ended {len(self.restarts)} times in a minute; see {self.layout.logs}."
            )
        print(f"A server ended by itself; starting it again ({time.ctime()}).", flush=True)  # noqa: T201 - keeper.log
        self._start_missing()

    def _stop(self) -> None:
        self.layout.ready_file.unlink(missing_ok=True)
        if self.redis is not None:
            stop_redis(self.redis)
        if self.postmaster is not None:
            stop_postmaster(self.postmaster)
        if self.layout.sockets.parent != self.layout.home:
            with suppress(OSError):  # not there, or not empty
                self.layout.sockets.rmdir()


def main(profile: str) -> None:
    """Become the keeper of this profile in the background, unless it has one."""
    layout = layout_of(profile)
    lock = try_exclusive(layout.keeper_lock)
    if lock is None:
        return
    layout.failure_file.unlink(missing_ok=True)
    layout.ready_file.unlink(missing_ok=True)
    if os.fork():
        return  # the child holds the lock from before the fork, so that nobody can slip in between
    os.setsid()
    _speak_into(layout.logs)
    Keeper(layout).run()


def _speak_into(logs: Path) -> None:
    """Send what the keeper says to its log, and put large logs aside."""
    for log in logs.glob("*.log"):
        if log.stat().st_size > LARGE_LOG:
            log.replace(log.with_suffix(".log.1"))
    descriptor = os.open(logs / "keeper.log", os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    for stream in (1, 2):
        os.dup2(descriptor, stream)
    os.close(descriptor)


if __name__ == "__main__":
    main(sys.argv[1])
