from io import BytesIO

import pytest
from django.core.files.storage import default_storage
from django.utils import translation
from PIL import Image, ImageFile

from foundation.errors import DomainError
from foundation.models import Change
from organisations.models import Organisation
from organisations.services.change_look import Look, change_look
from organisations.services.logos import LONGEST_SIDE, MAX_BYTES, read_logo
from tests.factories.pictures import picture

SVG = b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>"


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP"])
def test_pictures_become_png(kind: str) -> None:
    with Image.open(BytesIO(read_logo(BytesIO(picture(kind))))) as logo:
        assert (logo.format, logo.size) == ("PNG", (40, 20))


def test_a_large_picture_is_made_small_in_its_own_shape() -> None:
    with Image.open(BytesIO(read_logo(BytesIO(picture("PNG", (2000, 1000)))))) as logo:
        assert logo.size == (LONGEST_SIDE, LONGEST_SIDE // 2)


def test_what_else_stands_in_a_picture_is_left_behind() -> None:
    exif = Image.Exif()
    exif[0x010E] = "taken at home"

    assert b"taken at home" not in read_logo(BytesIO(picture("JPEG", exif=exif)))


@pytest.mark.parametrize(
    "content",
    [SVG, picture("GIF"), picture("BMP"), b"", b"\x89PNG\r\n\x1a\n", picture("PNG")[:60], b"<html></html>"],
    ids=["svg", "gif", "bmp", "empty", "head only", "torn", "html"],
)
def test_what_is_no_picture_of_ours_is_refused(content: bytes) -> None:
    with pytest.raises(DomainError):
        read_logo(BytesIO(content))


def test_a_torn_picture_is_refused_though_the_library_of_pdfs_lets_them_pass(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ImageFile, "LOAD_TRUNCATED_IMAGES", True)

    with pytest.raises(DomainError):
        read_logo(BytesIO(picture("PNG")[:60]))
    assert ImageFile.LOAD_TRUNCATED_IMAGES


def test_a_picture_that_is_too_large_is_refused() -> None:
    with pytest.raises(DomainError, match="2 MB"):
        read_logo(BytesIO(b"\x89PNG\r\n\x1a\n" + b"x" * MAX_BYTES))


def test_a_small_file_that_unpacks_to_a_huge_picture_is_refused() -> None:
    with translation.override("en"), pytest.raises(DomainError, match="pixels"):
        read_logo(BytesIO(picture("PNG", (6000, 5000))))


def look(organisation: Organisation, **fields: object) -> Look:
    return Look(**{"name": organisation.name, "accent_colour": "", "population": organisation.population, **fields})  # type: ignore[arg-type]


def test_name_colour_and_logo_are_saved(at_work_in_ekby: Organisation) -> None:
    logo = read_logo(BytesIO(picture("PNG")))
    change_look(
        organisation=at_work_in_ekby, look=look(at_work_in_ekby, name="Ekby", accent_colour="#0b4f8a", logo=logo)
    )

    saved = Organisation.objects.get(pk=at_work_in_ekby.pk)
    assert (saved.name, saved.colour) == ("Ekby", "#0b4f8a")
    assert saved.logo is not None
    assert saved.logo.content_type == "image/png"
    with default_storage.open(saved.logo.path) as file:
        assert file.read() == logo


def test_a_logo_can_be_removed(at_work_in_ekby: Organisation) -> None:
    change_look(organisation=at_work_in_ekby, look=look(at_work_in_ekby, logo=picture("PNG")))
    change_look(organisation=at_work_in_ekby, look=look(at_work_in_ekby, without_logo=True))

    assert Organisation.objects.get(pk=at_work_in_ekby.pk).logo_id is None


@pytest.mark.parametrize("colour", ["#ffff00", "#1b5e4", "red", "#1b5e44;}*{display:none}"])
def test_a_colour_that_cannot_be_read_or_is_none_is_refused(at_work_in_ekby: Organisation, colour: str) -> None:
    with pytest.raises(DomainError):
        change_look(organisation=at_work_in_ekby, look=look(at_work_in_ekby, accent_colour=colour))


def test_the_change_tells_what_was_changed_and_nothing_is_told_of_nothing(at_work_in_ekby: Organisation) -> None:
    change_look(organisation=at_work_in_ekby, look=look(at_work_in_ekby))
    change_look(organisation=at_work_in_ekby, look=look(at_work_in_ekby, accent_colour="#0b4f8a"))

    assert [change.summary for change in Change.objects.all()] == [{"fields": ["accent_colour"]}]
