"""Lets vl-convert measure text in the typeface that the pages use, so that labels get the room they need."""

import tempfile
from functools import cache
from pathlib import Path

import vl_convert
from django.contrib.staticfiles import finders
from fontTools.ttLib import TTFont

_WEIGHTS = (400, 600)


@cache
def register_fonts() -> tuple[str, ...]:
    """Hand the installed weights of Inter to vl-convert once per process; return the names of those found.

    Where the typeface is not installed vl-convert measures with another one, and labels may stand a little tight.
    """
    found = {
        weight: finders.find(f"vendor/@fontsource/inter/files/inter-latin-{weight}-normal.woff2") for weight in _WEIGHTS
    }
    if not any(found.values()):
        return ()
    folder = Path(tempfile.mkdtemp(prefix="klimatrappa-fonts-"))
    names = []
    for weight, path in found.items():
        if path:
            _as_truetype(Path(path), folder / f"inter-{weight}.ttf")
            names.append(f"inter-{weight}")
    vl_convert.register_font_directory(str(folder))
    return tuple(names)


def _as_truetype(source: Path, target: Path) -> None:
    font = TTFont(source)
    font.flavor = None
    font.save(target)
