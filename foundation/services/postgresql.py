"""One PostgreSQL cluster of our own: created, started on a private unix socket, given its owner role, stopped."""

import os
import shutil
import signal
import subprocess
import time
from pathlib import Path
from urllib.parse import quote

from foundation.services.binaries import PostgresqlPrograms
from foundation.services.errors import ServicesError
from foundation.services.identity import ServerUser
from foundation.services.layout import POSTGRESQL_SOCKET, Layout
from foundation.services.processes import kill_all, spawn_tied, working_in

SUPERUSER = "postgres"  # for this module alone: the application never signs in as superuser
START_SECONDS = 90  # recovery after a crash replays up to max_wal_size
STOP_SECONDS = 30
SMALL_SHARED_MEMORY = 256 * 1024 * 1024

# Fit for a laptop with two cores: large enough for sums over millions of lines, small enough to stand beside a browser.
SETTINGS = {
    "listen_addresses": "",
    "unix_socket_permissions": "0700",
    "max_connections": "100",
    "shared_buffers": "256MB",
    "work_mem": "64MB",
    "maintenance_work_mem": "256MB",
    "effective_cache_size": "1GB",
    "max_wal_size": "4GB",
    "wal_compression": "on",
    "jit": "off",
    "random_page_cost": "1.1",
    "timezone": "UTC",
    "log_timezone": "UTC",
    "log_line_prefix": "%m [%p] %q%a %u@%d ",
    "log_checkpoints": "off",
}
# The test cluster may be thrown away, so that it need not wait for the disk.
TEST_SETTINGS = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}

# Idempotent, for psql: the owner of the database makes the application's role and the tests' databases itself.
ROLES = """
SELECT 'CREATE ROLE klimatrappa_owner LOGIN'
 WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'klimatrappa_owner') \\gexec
ALTER ROLE klimatrappa_owner LOGIN CREATEROLE CREATEDB NOSUPERUSER;
SELECT 'CREATE DATABASE klimatrappa OWNER klimatrappa_owner'
 WHERE NOT EXISTS (SELECT FROM pg_database WHERE datname = 'klimatrappa') \\gexec
"""
PSQL_OPTIONS = ("--no-psqlrc", "--quiet", "--set=ON_ERROR_STOP=1")


def pinned_major(layout: Layout) -> int | None:
    """Return the major version that wrote the data folder, or None where there is no data yet."""
    version = layout.postgresql / "PG_VERSION"
    return int(version.read_text().strip()) if version.exists() else None


def database_url(layout: Layout) -> str:
    """Return the address of the database for its owner role, over the unix socket."""
    return f"postgresql://klimatrappa_owner@/klimatrappa?host={quote(str(layout.sockets), safe='')}"


def create_cluster(layout: Layout, programs: PostgresqlPrograms, user: ServerUser) -> None:
    """Create the data folder unless it is there; an interrupted creation leaves nothing that looks complete."""
    if pinned_major(layout) is not None:
        return
    fresh = layout.home / "postgresql.new"
    shutil.rmtree(fresh, ignore_errors=True)
    user.own(fresh)
    arguments = [f"--pgdata={fresh}", f"--username={SUPERUSER}", "--locale=C.UTF-8", "--encoding=UTF8"]
    arguments += ["--auth-local=trust", "--auth-host=reject", "--no-instructions"]
    _run(programs, "initdb", arguments + (["--no-sync"] if layout.profile == "test" else []), user)
    if layout.postgresql.exists():  # an empty folder, or one whose PG_VERSION is missing
        layout.postgresql.rename(layout.home / f"postgresql.set-aside-{time.time_ns()}")
    fresh.rename(layout.postgresql)


def start_postmaster(layout: Layout, programs: PostgresqlPrograms, user: ServerUser) -> subprocess.Popen[bytes]:
    """Start the server as our child and return once it accepts connections and has its owner role and database."""
    _stop_stale(layout, programs, user)
    log_path = layout.logs / "postgresql.log"
    with log_path.open("ab") as log:
        process = spawn_tied(
            [programs.path("postgres"), "-D", layout.postgresql, *_options(layout)],
            death_signal=signal.SIGINT,  # PostgreSQL's fast shutdown
            output=log,
            environment=clean_environment(),
            folder=layout.postgresql,
            user=user.as_process(),
        )
    try:
        _wait_until_ready(layout, process, log_path)
        _run(
            programs,
            "psql",
            [f"--host={layout.sockets}", f"--username={SUPERUSER}", *PSQL_OPTIONS, "postgres"],
            user,
            ROLES,
        )
    except ServicesError:
        stop_postmaster(process)
        raise
    return process


def _options(layout: Layout) -> list[str]:
    settings = (
        SETTINGS
        | {"unix_socket_directories": f'"{layout.sockets}"'}
        | (TEST_SETTINGS if layout.profile == "test" else {})
    )
    if _shared_memory_is_small():
        settings |= {"dynamic_shared_memory_type": "sysv"}
    return [part for name, value in settings.items() for part in ("-c", f"{name}={value}")]


def _shared_memory_is_small() -> bool:
    """Say whether /dev/shm is missing or as small as containers have it, too small for parallel queries."""
    try:
        space = os.statvfs("/dev/shm")  # noqa: S108 - asked for its size only
    except FileNotFoundError:
        return True
    return space.f_bavail * space.f_frsize < SMALL_SHARED_MEMORY


def _wait_until_ready(layout: Layout, process: subprocess.Popen[bytes], log_path: Path) -> None:
    """Wait for the line in postmaster.pid by which the server itself says that it is ready."""
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline:
        if process.poll() is not None:
            raise ServicesError(f"PostgreSQL did not start. {last_lines(log_path)}")
        lines = _pid_file_lines(layout)
        if len(lines) > 7 and lines[0].strip() == str(process.pid) and lines[7].strip() == "ready":  # noqa: PLR2004
            return
        time.sleep(0.01)
    raise ServicesError(f"PostgreSQL was not ready after {START_SECONDS} seconds. {last_lines(log_path)}")


def _pid_file_lines(layout: Layout) -> list[str]:
    try:
        return (layout.postgresql / "postmaster.pid").read_text().splitlines()
    except FileNotFoundError:
        return []


def last_lines(log: Path, count: int = 5) -> str:
    """Return the end of a log for an error message, and where the rest is."""
    lines = log.read_text(errors="replace").splitlines()[-count:] if log.exists() else []
    return f"The log {log} ends with:\n  " + "\n  ".join(lines)


def _stop_stale(layout: Layout, programs: PostgresqlPrograms, user: ServerUser) -> None:
    """End what a killed keeper left on the data folder: a server, its orphaned backends, a misleading process id.

    Only the keeper that holds the lock comes here. Which process is a server of this folder is told by where it works,
    since the number in postmaster.pid may by now be another program's, or a zombie's that PostgreSQL takes for alive.
    """
    lines = _pid_file_lines(layout)
    if not lines or not lines[0].strip().isdigit():
        return
    postmaster = int(lines[0])
    if postmaster in working_in(layout.postgresql):
        _pg_ctl_stop(layout, programs, user, "fast") or _pg_ctl_stop(layout, programs, user, "immediate")
    if not kill_all(lambda: working_in(layout.postgresql), STOP_SECONDS):
        raise ServicesError(f"Another process works in {layout.postgresql} and cannot be ended: end it first.")
    if Path(f"/proc/{postmaster}").exists():
        for lock_file in (layout.postgresql / "postmaster.pid", layout.sockets / f"{POSTGRESQL_SOCKET}.lock"):
            lock_file.unlink(missing_ok=True)


def _pg_ctl_stop(layout: Layout, programs: PostgresqlPrograms, user: ServerUser, mode: str) -> bool:
    command: list[str | Path] = [
        programs.path("pg_ctl"),
        "stop",
        f"--pgdata={layout.postgresql}",
        f"--mode={mode}",
        "--wait",
    ]
    done = subprocess.run(  # noqa: S603 - our own program
        [*command, f"--timeout={STOP_SECONDS}"],
        env=clean_environment(),
        cwd=layout.postgresql,
        capture_output=True,
        check=False,
        **user.as_process(),
    )
    return done.returncode == 0


def stop_postmaster(process: subprocess.Popen[bytes]) -> None:
    """Stop our own server: fast (clients are cut off, nothing is lost), then immediately, then by force."""
    for stop_signal in (signal.SIGINT, signal.SIGQUIT, signal.SIGKILL):
        if process.poll() is None:
            process.send_signal(stop_signal)
        try:
            process.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            continue
        return


def _run(programs: PostgresqlPrograms, program: str, arguments: list[str], user: ServerUser, text: str = "") -> None:
    done = subprocess.run(  # noqa: S603 - our own program
        [programs.path(program), *arguments],
        input=text,
        text=True,
        env=clean_environment(),
        cwd="/",
        capture_output=True,
        check=False,
        **user.as_process(),
    )
    if done.returncode != 0:
        raise ServicesError(f"{program} of PostgreSQL {programs.major} failed: {(done.stderr or done.stdout).strip()}")


def clean_environment() -> dict[str, str]:
    """Return an environment without the PG* variables of whoever called us."""
    return {"PATH": os.environ.get("PATH", os.defpath), "LC_ALL": "C.UTF-8", "TZ": "UTC"}
