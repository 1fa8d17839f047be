from datetime import UTC, date, datetime

import pytest
from django.core.paginator import Paginator
from django.template import engines
from django.utils import translation

from foundation.figures import NARROW_SPACE


def shown(source: str, language: str = "nb", **context: object) -> str:
    with translation.override(language):
        text = engines["django"].from_string(source).render(context)
    return text.replace(NARROW_SPACE, " ").replace("\u00a0", " ")


@pytest.mark.parametrize(
    ("source", "value", "text"),
    [
        ("{{ v|mass }}", 12_351_000, "12 400 t"),
        ("{{ v|mass_figure }} {{ v|mass_unit }}", 640, "640 kg"),
        ("{% mass_interval v 9812000 15690000 %}", 12_351_000, "12 400 t (9 800–15 700)"),
        ("{% mass_bounds v 9812000 15690000 %}", 12_351_000, "9 800–15 700"),
        ("{{ v|tonnes }}", 12_351_000, "12 351,0"),
        ("{{ v|tonnes:3 }}", 12_351_049, "12 351,049"),
        ("{{ v|decimal }}", "1234.50", "1 234,50"),
        ("{{ v|decimal:1 }}", "1234.56", "1 234,6"),
        ("{{ v|integer }}", 120_000, "120 000"),
        ("{{ v|in_words }}", 12_351, "12 400"),
        ('{{ v|money:"NOK" }}', "1234567.5", "1 234 568 kr"),
        ('{{ v|money_exact:"SEK" }}', "1234567.5", "1 234 567,50 SEK"),
        ('{{ v|money_in_words:"NOK" }}', 84_312_000, "84,3 mill. kr"),
        ("{{ v|percent }}", 0.94, "94 %"),
        ("{{ v|change }}", -0.06, "−6 %"),
        ("{{ v|difference }}", 1200, "+1 200"),
        ("{{ v|day }}", date(2026, 3, 1), "1. mars 2026"),
        ("{{ v|short_day }}", date(2026, 3, 1), "1.3.2026"),
        ("{{ v|month }}", date(2026, 3, 1), "mars 2026"),
        ("{{ v|moment }}", datetime(2026, 3, 1, 13, 2, tzinfo=UTC), "1. mars 2026 kl. 14:02"),
        ("{{ v|unlocalised }}", 1234.5, "1234.5"),
        ("{{ v|initials }}", "Kari Marie Nordmann", "KN"),
        ("{{ v|first_word }}", "Kari Nordmann", "Kari"),
    ],
)
def test_value_is_shown_in_norwegian(source: str, value: object, text: str) -> None:
    assert shown(source, v=value) == text


def test_value_follows_the_language_of_the_page() -> None:
    assert [shown("{{ v|decimal:1 }}", language, v="1234.5") for language in ("nb", "sv", "en")] == [
        "1 234,5",
        "1 234,5",
        "1,234.5",
    ]
    assert [shown("{{ v|day }}", language, v=date(2026, 3, 1)) for language in ("nb", "sv", "en")] == [
        "1. mars 2026",
        "1 mars 2026",
        "1 March 2026",
    ]


@pytest.mark.parametrize(
    "source",
    [
        "{{ v|mass }}",
        "{{ v|tonnes }}",
        '{{ v|money:"NOK" }}',
        "{{ v|percent }}",
        "{{ v|day }}",
        "{{ v|moment }}",
        "{{ v|or_missing }}",
    ],
)
def test_missing_value_is_a_dash_that_is_read_out(source: str) -> None:
    assert shown(source, "en", v=None) == (
        '<span class="missing"><span aria-hidden="true">–</span><span class="visually-hidden">missing</span></span>'
    )


def test_or_missing_keeps_a_zero() -> None:
    assert shown("{{ v|or_missing }}", v=0) == "0"


def test_text_from_outside_is_escaped() -> None:
    assert shown("{{ v|or_missing }}", v="<b>") == "&lt;b&gt;"


@pytest.mark.parametrize(
    ("value", "whole", "width"),
    [(25, 100, "25.00"), (3, 0, "0"), (None, 100, "0"), (150, 100, "100.00"), (-5, 100, "0.00")],
)
def test_share_of_is_a_width_that_svg_understands(value: object, whole: object, width: str) -> None:
    assert shown("{{ v|share_of:w }}", v=value, w=whole) == width


def test_stacked_parts_lie_side_by_side() -> None:
    parts = [{"share": 60}, {"share": 30.5}, {"share": None}]

    assert shown("{% for p in parts|stacked %}{{ p.start }}+{{ p.width }} {% endfor %}", parts=parts) == (
        "0.00+59.85 60.00+30.35 90.50+0.00 "
    )


def test_page_numbers_leave_gaps() -> None:
    page = Paginator(range(2000), 25).page(7)

    assert shown("{% for n in page|page_numbers %}{{ n|default:'…' }} {% endfor %}", page=page) == "1 … 6 7 8 … 80 "


def test_cells_pair_with_their_columns() -> None:
    assert (
        shown("{% for c, v in columns|paired:row %}{{ c }}{{ v }} {% endfor %}", columns="ab", row=[1, 2]) == "a1 b2 "
    )
