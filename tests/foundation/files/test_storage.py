"""A stored file is there whole or not at all, and what nobody names is cleared."""

import os
import time
from io import BytesIO
from pathlib import Path
from threading import Barrier, Thread

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.management import call_command

from foundation.access import open_access
from foundation.files.room import NoRoomError
from foundation.files.storage import WholeFiles
from foundation.files.store import store_file
from foundation.files.sweep import sweep_files
from foundation.models import StoredFile
from foundation.scoping import access_for_work
from tests.factories.cast import Cast
from tests.foundation.full_disk import tiny_files

DAY = 24 * 3600


def test_two_writers_at_once_leave_one_file(tmp_path: Path) -> None:
    storage, together = WholeFiles(location=tmp_path), Barrier(4)

    def write() -> None:
        together.wait(20)
        storage.save("1/ab/abc", ContentFile(b"the same bytes" * 100_000))

    writers = [Thread(target=write) for _ in range(4)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join(20)

    assert [path.name for path in tmp_path.rglob("*") if path.is_file()] == ["abc"]
    assert storage.size("1/ab/abc") == 1_400_000


def test_a_full_disk_leaves_nothing_and_says_so(tmp_path: Path, in_english: None) -> None:  # noqa: ARG001 - the sentence
    storage = WholeFiles(location=tmp_path)

    with tiny_files(), pytest.raises(NoRoomError, match="no room left to keep the file"):
        storage.save("1/ab/abc", ContentFile(b"x" * 1000))

    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []


@pytest.mark.django_db
def test_the_sweeper_takes_what_no_row_names_and_leaves_what_is_young(cast: Cast) -> None:
    with open_access(access_for_work(cast.ekby.pk)):
        kept = store_file(organisation_id=cast.ekby.pk, stream=BytesIO(b"kept"), name="kept")
        lost = store_file(organisation_id=cast.ekby.pk, stream=BytesIO(b"lost"), name="lost")
        default_storage.delete(lost.path)
        again = store_file(organisation_id=cast.ekby.pk, stream=BytesIO(b"rolled back"), name="again")
        StoredFile.objects.filter(pk=again.pk).delete()
    for path in ("1/cd/orphan", f"{kept.path}.12345678.partial", again.path, kept.path):
        if path not in (again.path, kept.path):
            default_storage.save(path, ContentFile(b"orphan"))
        _age(path)
    default_storage.save("1/cd/young", ContentFile(b"young"))
    with open_access(access_for_work(cast.ekby.pk)):
        store_file(organisation_id=cast.ekby.pk, stream=BytesIO(b"rolled back"), name="again")

    swept = sweep_files()

    assert (swept.removed, swept.size, swept.lost) == (2, 12, (lost.path,))
    there = [default_storage.exists(path) for path in (kept.path, again.path, "1/cd/young", "1/cd/orphan")]
    assert there == [True, True, True, False]
    call_command("sweep_files")


def _age(path: str) -> None:
    long_ago = time.time() - 2 * DAY
    os.utime(default_storage.path(path), (long_ago, long_ago))
