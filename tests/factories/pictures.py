"""Pictures made on the spot."""

from io import BytesIO
from typing import Any

from PIL import Image


def picture(kind: str, size: tuple[int, int] = (40, 20), **options: Any) -> bytes:
    """Return a picture of one colour as PNG, JPEG, WEBP, GIF or BMP."""
    output = BytesIO()
    Image.new("RGB", size, "#1b5e44").save(output, kind, **options)
    return output.getvalue()
