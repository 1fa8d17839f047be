from io import BytesIO

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from foundation.access import open_access
from foundation.files.content import content_type_of
from foundation.files.local import local_path
from foundation.files.store import store_file
from foundation.models import StoredFile
from foundation.scoping import access_for_work
from organisations.models import Organisation
from tests.factories.cast import Cast
from tests.factories.pictures import picture


def store(place: Organisation, content: bytes, name: str = "file.txt") -> StoredFile:
    with open_access(access_for_work(place.pk)):
        return store_file(organisation_id=place.pk, stream=BytesIO(content), name=name)


def content_of(stored: StoredFile) -> bytes:
    with default_storage.open(stored.path) as file:
        return bytes(file.read())


def test_a_file_is_kept_as_it_came(cast: Cast) -> None:
    stored = store(cast.ekby, b"\xff\x00\r\n bytes")

    assert (content_of(stored), stored.size) == (b"\xff\x00\r\n bytes", 10)


def test_the_same_content_is_kept_once_under_its_first_name(cast: Cast) -> None:
    first, second = store(cast.ekby, b"same", "first.txt"), store(cast.ekby, b"same", "second.txt")

    assert (second.pk, second.name) == (first.pk, "first.txt")


def test_two_organisations_keep_the_same_content_apart(cast: Cast) -> None:
    ours, theirs = store(cast.ekby, b"same"), store(cast.granby, b"same")

    assert (ours.sha256 == theirs.sha256, ours.path == theirs.path) == (True, False)


@pytest.mark.parametrize("name", ["../../etc/passwd", "/etc/passwd", "a/b/passwd"])
def test_a_name_never_leads_anywhere(cast: Cast, name: str) -> None:
    stored = store(cast.ekby, name.encode(), name)

    assert (stored.name, stored.path.startswith(f"{cast.ekby.pk}/")) == ("passwd", True)


def test_a_torn_copy_of_a_killed_writer_is_written_anew(cast: Cast) -> None:
    content = b"all of it"
    stored = StoredFile(organisation=cast.ekby, sha256="", size=0)
    with open_access(access_for_work(cast.ekby.pk)):
        stored = store_file(organisation_id=cast.ekby.pk, stream=BytesIO(content), name="file")
        StoredFile.objects.filter(pk=stored.pk).delete()
    default_storage.delete(stored.path)
    default_storage.save(stored.path, ContentFile(b"all"))

    again = store(cast.ekby, content)

    assert content_of(again) == content


def test_a_file_has_a_path_on_this_machine(cast: Cast) -> None:
    stored = store(cast.ekby, b"here")

    with local_path(stored) as path:
        assert path.read_bytes() == b"here"


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (picture("PNG"), "image/png"),
        (picture("JPEG"), "image/jpeg"),
        (picture("WEBP"), "image/webp"),
        (picture("GIF"), "image/gif"),
        (b"%PDF-1.7", "application/pdf"),
        (b"PK\x03\x04", "application/zip"),
        (b"<?xml version='1.0'?>", "application/xml"),
        (b"\xef\xbb\xbf<!DOCTYPE html>", "text/html"),
        (b'{"a": 1}', "application/json"),
        (b"konto;belopp", "text/plain"),
        (b"a\x00b", "application/octet-stream"),
        (b"", "application/x-empty"),
    ],
)
def test_what_a_file_is_shows_its_content(content: bytes, expected: str) -> None:
    assert content_type_of(content) == expected


def test_a_name_is_kept_without_personal_numbers(cast: Cast) -> None:
    assert store(cast.ekby, b"wages", "lonn 01010750160 mars.csv").name == "lonn ••••••••••• mars.csv"
