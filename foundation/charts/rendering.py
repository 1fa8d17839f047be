"""From a Vega-Lite specification to a drawing; the only place that calls vl-convert."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

import vl_convert
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from foundation.charts.fonts import register_fonts
from foundation.charts.svg import readable_svg
from foundation.charts.theme import CONFIG, Spec, number_locale

VEGA_LITE = "https://vega.github.io/schema/vega-lite/v5.json"
BROAD, WIDE, NARROW = 1120, 680, 320
_KEPT = 1024


@dataclass(frozen=True, slots=True)
class Drawing:
    """One chart in two widths: for half a screen or a sheet of paper, and for a phone.

    A chart that has the whole page to itself is drawn `broad` as well.
    """

    wide: SafeString
    narrow: SafeString
    broad: SafeString | None = None

    def __html__(self) -> SafeString:
        """Return all widths for a page; the style sheet shows the one that fits."""
        broad = format_html('<div class="chart-broad">{}</div>', self.broad) if self.broad else ""
        return format_html(
            '{}<div class="chart-wide">{}</div><div class="chart-narrow">{}</div>', broad, self.wide, self.narrow
        )

    __str__ = __html__


def drawn(
    spec_of: Callable[[int], Spec], *, title: str, description: str, language: str, broad: bool = False
) -> Drawing:
    """Draw what `spec_of` specifies for each width."""
    widths = (WIDE, NARROW, BROAD) if broad else (WIDE, NARROW)
    return Drawing(*(_drawn(spec_of(width), title, description, language) for width in widths))


def _drawn(spec: Spec, title: str, description: str, language: str) -> SafeString:
    svg = _svg_of(json.dumps({"$schema": VEGA_LITE, "config": CONFIG, **spec}, sort_keys=True), language[:2])
    return mark_safe(readable_svg(svg, title, description))  # noqa: S308 - made by us, words are escaped by lxml


@lru_cache(maxsize=_KEPT)
def _svg_of(spec: str, language: str) -> str:
    """Return the SVG of a specification, from memory where the same chart was drawn before."""
    register_fonts()
    return str(vl_convert.vegalite_to_svg(spec, format_locale=number_locale(language), show_warnings=False))


def png_of(svg: str, *, scale: float = 2) -> bytes:
    """Return a drawing as PNG, for documents that take no SVG."""
    register_fonts()
    return bytes(vl_convert.svg_to_png(svg, scale=scale))


def warm_up() -> None:
    """Draw one empty chart, so that the first reader does not wait for the drawing engine to start."""
    _svg_of(json.dumps({"$schema": VEGA_LITE, "data": {"values": []}, "mark": "point"}), "nb")
