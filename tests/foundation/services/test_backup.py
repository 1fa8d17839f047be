"""Into a file and back, also from Debian's older PostgreSQL into the wheels' newer one."""

import gzip
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from foundation.services.layout import CHECKOUT
from tests.foundation.services.places import Place, execute

pytestmark = pytest.mark.services

COMMAND = """
import sys
from pathlib import Path
from foundation.services import ServicesError, ensure
from foundation.services.backup import dump, restore
from foundation.services.layout import layout_of
ensure()
try:
    {"dump": dump, "restore": restore}[sys.argv[1]](layout_of("demo"), Path(sys.argv[2]))
except ServicesError as error:
    raise SystemExit(str(error))
"""


def run(place: Place, action: str, file: Path) -> str:
    """Dump or restore in a process of its own; returns the sentence of refusal, if any."""
    done = subprocess.run(  # noqa: S603 - ourselves
        [sys.executable, "-c", COMMAND, action, str(file)],
        cwd=CHECKOUT,
        env=place.environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert "Traceback" not in done.stderr, done.stderr
    return done.stderr.strip()


def test_backup_carries_roles_and_rows_into_another_installation(
    make_place: Callable[..., Place], parts: str, tmp_path: Path
) -> None:
    file = tmp_path / "backup.sql.gz"
    old = make_place(parts, "old").join()
    execute(old, "CREATE ROLE klimatrappa_app")
    execute(old, "CREATE TABLE kept AS SELECT 'blåbær' AS name")
    execute(old, "GRANT SELECT ON kept TO klimatrappa_app")
    assert run(make_place(parts, "old"), "dump", file) == ""
    assert file.stat().st_mode & 0o777 == 0o600

    new = make_place("wheel", "new")
    assert run(new, "restore", file) == ""

    user = new.join()
    assert execute(user, "SELECT name, tableowner::text FROM kept, pg_tables WHERE tablename = 'kept'") == [
        ("blåbær", "klimatrappa_owner")
    ]
    assert execute(user, "SELECT has_table_privilege('klimatrappa_app', 'kept', 'SELECT')") == [(True,)]


BROKEN = {
    "no gzip": b"not gzip at all",
    "wrong statement": gzip.compress(b"SELECT 1/0;"),
    "cut off": gzip.compress(b"SELECT 1;" * 999)[:-20],
}


@pytest.mark.parametrize("content", BROKEN.values(), ids=BROKEN.keys())
def test_broken_backup_leaves_the_database_as_it_was(wheel_place: Place, tmp_path: Path, content: bytes) -> None:
    user = wheel_place.join()
    execute(user, "CREATE TABLE kept AS SELECT 42 AS figure")
    file = tmp_path / "broken.sql.gz"
    file.write_bytes(content)

    sentence = run(wheel_place, "restore", file)

    assert "the database is as it was" in sentence.lower()
    assert execute(user, "SELECT figure FROM kept") == [(42,)]
