"""A small world goes into an archive and comes out elsewhere: the same rows, the same files, the same fences.

The world lives in the test's database; it is restored into a data folder with servers of its own.
"""

import json
import subprocess
import sys
import zipfile
from dataclasses import asdict
from hashlib import sha256
from pathlib import Path
from typing import Any

import psycopg
import pytest
from django.core.files.storage import default_storage

from foundation.backup.archive import MANIFEST
from foundation.backup.contents import TableContent, stored_files, table_contents
from foundation.backup.database import our_database
from foundation.backup.errors import BackupError
from foundation.backup.make import back_up_into
from foundation.backup.restore import check_archive, restore
from foundation.files.store import sha256_of
from foundation.services.layout import CHECKOUT
from tests.emissions.footprint_cases import at_work, calculated
from tests.factories.cast import make_cast
from tests.factories.follow_up import make_photo
from tests.factories.organisations import make_organisation
from tests.foundation.full_disk import tiny_files
from tests.foundation.services.conftest import make_place, short_folder, wheel_place  # noqa: F401 - fixtures
from tests.foundation.services.places import Place, User, execute

pytestmark = [pytest.mark.services, pytest.mark.django_db(transaction=True)]

OLDER = "0017_footprints_know_the_supplier_register"
LEDGER = ("ledger_line", "spend_cell", "posting_key", "emissions_ledgerimport", "emissions_footprint")


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    """The backup of a world with an import, a footprint and a photograph of a control."""
    cast = make_cast()
    (tmp_path / "ledgers").mkdir()
    calculated(make_organisation("vik", country="SE", chart="kommun_bas"), tmp_path / "ledgers")
    with at_work(cast.ekby):
        make_photo(cast.ekby)
    target = tmp_path / "backup.zip"
    back_up_into(target)
    return target


def contents() -> dict[str, TableContent]:
    with our_database().connect() as connection:
        return table_contents(connection)


def manage(place: Place, *arguments: str) -> subprocess.CompletedProcess[str]:
    environment = place.environment | {"DJANGO_SETTINGS_MODULE": "config.settings.local"}
    command = [sys.executable, "manage.py", *arguments]
    return subprocess.run(command, cwd=CHECKOUT, env=environment, capture_output=True, text=True, check=False)  # noqa: S603 - ourselves


def restored_contents(user: User) -> dict[str, TableContent]:
    with psycopg.connect(user.database_url) as connection:
        for setting in ("TimeZone = 'UTC'", "DateStyle = 'ISO, YMD'", "IntervalStyle = 'iso_8601'"):
            connection.execute(f"SET {setting}".encode())
        return table_contents(connection)


def files_below(folder: Path) -> dict[str, str]:
    found = {}
    for path in folder.rglob("*"):
        if path.is_file():
            with path.open("rb") as stream:
                found[str(path.relative_to(folder))] = sha256_of(stream)[0]
    return found


def test_a_world_comes_back_whole_in_another_installation(archive: Path, wheel_place: Place) -> None:  # noqa: F811
    expected = contents()
    with our_database().connect() as connection:
        files = {path: sha256 for path, (sha256, _size) in stored_files(connection).items()}
    assert (len(files), expected["ledger_line"].rows, archive.stat().st_mode & 0o777) == (2, 10, 0o600)

    first = manage(wheel_place, "restore", str(archive))
    assert first.returncode == 0, first.stderr

    user = wheel_place.join()
    assert restored_contents(user) == expected
    assert files_below(wheel_place.folder / "files") == files
    assert manage(wheel_place, "check", "--database", "default").returncode == 0  # row security binds us
    assert execute(user, "SET ROLE klimatrappa_app; SELECT count(*) FROM ledger_line") == []
    assert execute(user, "SELECT count(*) > 100 FROM pg_policies") == [(True,)]

    execute(user, "UPDATE ledger_line SET amount = amount + 1")
    (wheel_place.folder / "files" / next(iter(files))).write_bytes(b"torn")
    refused = manage(wheel_place, "restore", str(archive))
    assert (refused.returncode, "--replace" in refused.stderr) == (1, True)
    assert restored_contents(user) != expected

    again = manage(wheel_place, "restore", "--replace", str(archive))
    assert again.returncode == 0, again.stderr
    assert restored_contents(user) == expected
    assert files_below(wheel_place.folder / "files") == files
    databases = execute(user, "SELECT datname::text FROM pg_database WHERE datname LIKE 'klimatrappa%'")
    assert databases == [("klimatrappa",)]
    user.leave()


@pytest.mark.long
def test_endurance_of_an_older_archive_which_is_lifted_to_today(archive: Path, wheel_place: Place) -> None:  # noqa: F811
    older, expected = archive.with_name("older.zip"), contents()
    for step in (["restore", str(archive)], ["migrate", "emissions", OLDER], ["backup", str(older)]):
        done = manage(wheel_place, *step)
        assert done.returncode == 0, done.stderr
    user = wheel_place.join()
    assert "emissions_importquality" not in restored_contents(user)

    lifted = manage(wheel_place, "restore", "--replace", str(older))

    assert (lifted.returncode, "newer migrations were applied" in lifted.stdout) == (0, True), lifted.stderr
    now = restored_contents(user)
    assert {*now} == {*expected}
    assert {name for name in LEDGER if now[name] != expected[name]} == set()
    user.leave()


def test_what_cannot_be_restored_is_refused_and_nothing_is_touched(archive: Path, tmp_path: Path) -> None:
    before, files = contents(), files_below(Path(default_storage.location))  # type: ignore[attr-defined]
    whole = archive.read_bytes()
    middle = len(whole) // 2
    newer = _with(archive, tmp_path, migrations=["emissions.9999_from_the_future"])
    other_rows = _with(archive, tmp_path, tables={"ledger_line": asdict(TableContent(11, "1-1"))})
    hostile = {
        "not a whole backup": [whole[:-30], whole[:middle], b"", b"PK\x03\x04", _flipped(whole, middle)],
        "none of ours": [_with_file(archive, tmp_path, path) for path in ("../outside", "/etc/outside", "1/../../x")],
        "newer version": [newer, _with(archive, tmp_path, format=99)],
        "is not what was backed up": [other_rows],
    }

    for said, archives in hostile.items():
        for content in archives:
            bad = tmp_path / "bad.zip"
            bad.write_bytes(content)
            with bad.open("rb") as stream, pytest.raises(BackupError, match=said):
                restore(stream, replace=True)

    assert (contents(), files_below(Path(default_storage.location))) == (before, files)  # type: ignore[attr-defined]
    with archive.open("rb") as stream:
        assert check_archive(stream).tables == before


def test_a_full_disk_leaves_nothing_behind(archive: Path, tmp_path: Path) -> None:
    before = contents()
    with archive.open("rb") as stream, zipfile.ZipFile(stream) as opened:
        stored = max(opened.infolist()[1:-1], key=lambda part: part.file_size).filename.removeprefix("files/")
    with tiny_files(), pytest.raises(BackupError, match="could not be written"):
        back_up_into(tmp_path / "second.zip")
    default_storage.delete(stored)
    with archive.open("rb") as stream, tiny_files(), pytest.raises(BackupError, match="Make room and restore again"):
        restore(stream, replace=True)

    assert sorted(path.name for path in tmp_path.iterdir()) == ["backup.zip", "ledgers"]
    assert (contents(), default_storage.exists(stored)) == (before, False)
    with pytest.raises(BackupError, match="there already"):
        back_up_into(archive)
    assert back_up_into(tmp_path / "third.zip").lost == [stored]


def _with_file(archive: Path, folder: Path, path: str) -> bytes:
    """The same archive with one more file, which lies somewhere else."""
    told = {path: {"size": 4, "sha256": sha256(b"evil").hexdigest()}}
    changed = folder / "with_file.zip"
    changed.write_bytes(_with(archive, folder, files=told))
    with zipfile.ZipFile(changed, "a") as opened:
        opened.writestr(f"files/{path}", b"evil")
    content = changed.read_bytes()
    changed.unlink()
    return content


def _flipped(whole: bytes, place: int) -> bytes:
    return whole[:place] + bytes([whole[place] ^ 0xFF]) + whole[place + 1 :]


def _with(archive: Path, folder: Path, **other: Any) -> bytes:
    """The same archive with another manifest: lists grow, tables are replaced."""
    changed = folder / "changed.zip"
    with zipfile.ZipFile(archive) as old, zipfile.ZipFile(changed, "w") as new:
        told = json.loads(old.read(MANIFEST))
        for name in old.namelist():
            if name != MANIFEST:
                new.writestr(name, old.read(name))
        for key, value in other.items():
            grown = [*told[key], *value] if isinstance(value, list) else value
            told[key] = {**told[key], **value} if isinstance(value, dict) else grown
        new.writestr(MANIFEST, json.dumps(told))
    content = changed.read_bytes()
    changed.unlink()
    return content
