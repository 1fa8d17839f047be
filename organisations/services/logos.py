"""Read a logo as somebody sends it: looked into, made small, written anew. Nothing of the sender's file is kept."""

import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from typing import IO

from django.utils.translation import gettext as _
from PIL import Image, ImageFile, UnidentifiedImageError

from foundation.errors import DomainError

FORMATS = ("PNG", "JPEG", "WEBP")
MAX_BYTES = 2 * 1024 * 1024
MAX_PIXELS = 25_000_000
LONGEST_SIDE = 512


def read_logo(stream: IO[bytes]) -> bytes:
    """Return the picture as PNG, at most 512 pixels wide and high; raises DomainError for what is no picture of ours.

    What a file is shows its content, never its name; vector graphics are refused, since they can carry script.
    """
    content = stream.read(MAX_BYTES + 1)
    if len(content) > MAX_BYTES:
        raise DomainError(_("The picture is larger than 2 MB. Save it smaller, about 500 pixels wide."))
    try:
        with warnings.catch_warnings(), _whole_pictures_only():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(BytesIO(content), formats=FORMATS) as picture:
                if picture.width * picture.height > MAX_PIXELS:
                    raise DomainError(_("The picture has too many pixels. Save it about 500 pixels wide."))
                return _written_anew(picture)
    except (UnidentifiedImageError, Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise DomainError(_("This is not a PNG, JPEG or WebP picture. Save the logo as PNG and try again.")) from error
    except (OSError, SyntaxError, ValueError) as error:
        raise DomainError(_("The picture is damaged and cannot be read. Save it again and try once more.")) from error


@contextmanager
def _whole_pictures_only() -> Iterator[None]:
    """Refuse torn pictures inside the block; the library that writes PDFs lets them pass everywhere."""
    before = ImageFile.LOAD_TRUNCATED_IMAGES
    ImageFile.LOAD_TRUNCATED_IMAGES = False
    try:
        yield
    finally:
        ImageFile.LOAD_TRUNCATED_IMAGES = before


def _written_anew(picture: Image.Image) -> bytes:
    small = picture.convert("RGBA")
    small.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    output = BytesIO()
    small.save(output, "PNG", optimize=True)
    return output.getvalue()
