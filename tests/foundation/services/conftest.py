"""Fixtures that make folders with servers of their own; nothing may be left of them at the end.

The folders lie in memory or in /tmp, because root's servers run as another user, who cannot enter pytest's own folders.
"""

import os
import shutil
import signal
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from foundation.services.binaries import SYSTEM_POSTGRESQL, SYSTEM_REDIS
from tests.foundation.services.places import Place, environment_for, must_have_all_parts, wait_for

MEMORY, DISK = Path("/dev/shm"), Path("/tmp")  # noqa: S108 - the folders in them have names of their own
LARGE = 4 * 1024**3


def memory_is_large() -> bool:
    """Say whether servers may keep their files in memory: what they write safely need not wait for a disk there."""
    if not MEMORY.is_dir():
        return False
    space = os.statvfs(MEMORY)
    return space.f_bavail * space.f_frsize > LARGE and not space.f_flag & os.ST_NOEXEC


def debian_has_servers() -> bool:
    return any(SYSTEM_POSTGRESQL.glob("*/bin/postgres")) and any(path.exists() for path in SYSTEM_REDIS)


@pytest.fixture(params=["system", "wheel"])
def parts(request: pytest.FixtureRequest) -> str:
    """Whose binaries: Debian's ("system") and the wheels'. On CI both must be there."""
    if request.param == "system" and not debian_has_servers():
        missing = "Debian's PostgreSQL or Redis is not installed: apt-get install postgresql redis-server"
        if must_have_all_parts():
            pytest.fail(missing)
        pytest.skip(missing)
    return str(request.param)


@pytest.fixture
def short_folder() -> Iterator[Path]:
    """An empty folder with a short path that every user may pass through."""
    folder = Path(tempfile.mkdtemp(prefix="kt-", dir=MEMORY if memory_is_large() else DISK))
    folder.chmod(0o711)
    yield folder
    shutil.rmtree(folder)


@pytest.fixture
def make_place(short_folder: Path) -> Iterator[Callable[..., Place]]:
    """A maker of places; whatever still runs in them at the end is killed, and that is an error."""
    places: list[Place] = []

    def make(parts: str | None = "wheel", name: str = "data") -> Place:
        folder = short_folder / name
        places.append(Place(folder, environment_for(folder, parts)))
        return places[-1]

    yield make
    left: dict[int, str] = {}
    for place in places:
        for user in place.users:
            user.kill()
            user.communicate()
        wait_for(place.is_empty)
        left |= place.processes()
    for process in left:
        os.kill(process, signal.SIGKILL)
    assert not left, f"processes left: {left}"


@pytest.fixture
def place(make_place: Callable[..., Place], parts: str) -> Place:
    """A place whose servers are Debian's, and again one whose servers are the wheels'."""
    return make_place(parts)


@pytest.fixture
def wheel_place(make_place: Callable[..., Place]) -> Place:
    """A place whose servers are the wheels'."""
    return make_place("wheel")
