"""Charts: what stands in them, what a screen reader hears, and nothing that a strict policy refuses."""

from collections.abc import Sequence
from datetime import date
from typing import Any

import pytest
from django.contrib.staticfiles import finders
from lxml import etree

from foundation import charts
from foundation.charts.fonts import register_fonts
from foundation.charts.theme import AMBER, SPRUCE
from foundation.figures import NARROW_SPACE, Number

WORDS: dict[str, Any] = {"title": "Utslipp", "description": "Utslipp per år i tonn.", "language": "nb"}
SVG = "{http://www.w3.org/2000/svg}"


def line(points: Sequence[tuple[Number, ...]], **more: Any) -> charts.Drawing:
    return charts.line_with_interval(
        [charts.YearPoint(int(point[0] or 0), *point[1:]) for point in points], unit="t CO₂e", **WORDS, **more
    )


def rising(**more: Any) -> charts.Drawing:
    treads = (
        charts.Tread(date(2027, 8, 1), date(2029, 7, 31), 40, "40 %", "fra 1.8.2027"),
        charts.Tread(date(2029, 8, 1), date(2031, 7, 31), 100, "100 %", "fra 1.8.2029", is_possible=True),
    )
    picture = charts.Rising(
        **{"treads": treads, "first": date(2027, 1, 1), "last": date(2031, 7, 31), "unit": "%", **more}
    )
    return charts.rising(picture, broad=True, **WORDS)


def one_of_each() -> dict[str, charts.Drawing]:
    return {
        "line": line([(2022, 10, 8, 12), (2023, None), (2024, 12_351, 9_800, 15_700)]),
        "bars": charts.horizontal_bars(
            [charts.BarRow("Mat", 3), charts.BarRow("<IT> & 'mer'", None)], unit="t", **WORDS
        ),
        "parts": charts.stacked_money([charts.PartRow("2024", (61, 33, 6))], parts=("A", "B", "C"), **WORDS),
        "months": charts.monthly_columns([charts.MonthValue(m, m or None) for m in range(1, 13)], unit="t", **WORDS),
        "staircase": charts.staircase(
            [charts.StepPoint(date(2026, 3, 1), 50, "Trinn 1"), charts.StepPoint(date(2028, 3, 1), 70, "Trinn 2")],
            until=date(2030, 1, 1),
            unit="%",
            **WORDS,
        ),
        "rising": rising(),
    }


def texts(svg: str) -> list[str]:
    root = etree.fromstring(svg)
    return [
        "".join(str(part) for part in element.itertext()).replace(NARROW_SPACE, " ")
        for element in root.iter(f"{SVG}text")
    ]


@pytest.mark.parametrize("kind", one_of_each())
def test_drawing_passes_a_strict_content_security_policy(kind: str) -> None:
    drawing = one_of_each()[kind]
    for svg in (drawing.wide, drawing.narrow):
        root = etree.fromstring(str(svg))
        names = {str(name) for element in root.iter() for name in element.attrib}
        tags = {element.tag for element in root.iter()}
        assert not {name for name in names if name == "style" or name.startswith("on")}
        assert not tags & {f"{SVG}style", f"{SVG}script", f"{SVG}foreignObject", f"{SVG}image"}


@pytest.mark.parametrize("kind", one_of_each())
def test_drawing_is_one_image_with_title_and_description(kind: str) -> None:
    drawing = one_of_each()[kind]
    ids = []
    for svg in (drawing.wide, drawing.narrow):
        root = etree.fromstring(str(svg))
        assert root.get("role") == "img"
        assert [(child.tag, child.text) for child in list(root)[:2]] == [
            (f"{SVG}title", "Utslipp"),
            (f"{SVG}desc", "Utslipp per år i tonn."),
        ]
        assert root.get("aria-labelledby", "").split() == [child.get("id") for child in list(root)[:2]]
        assert [element.tag for element in root.iter() if element.get("aria-hidden") or element.get("aria-label")] == []
        ids.append(root[0].get("id"))
    assert len(set(ids)) == 2


def test_drawing_puts_both_widths_on_a_page() -> None:
    html = line([(2024, 1)]).__html__()

    assert html.count("<svg") == 2
    assert html.index("chart-wide") < html.index("chart-narrow")


def test_line_labels_first_and_last_value_in_the_language() -> None:
    points = [(2020 + place, 14_100 + place) for place in range(6)]

    assert {"14 100", "0", "5 000", "10 000", "t CO₂e", "2020", "2025"} <= set(texts(line(points).wide))


def test_line_breaks_where_a_year_is_missing() -> None:
    whole = line([(2021, 5), (2022, 5), (2023, 5), (2024, 5)])
    broken = line([(2021, 5), (2022, 5), (2023, None), (2024, 5)])

    def pieces(svg: str) -> int:
        lines = [path.get("d", "") for path in etree.fromstring(svg).iter(f"{SVG}path") if path.get("fill") is None]
        return max(line.count("M") for line in lines if "L" in line and "A" not in line)

    assert (pieces(whole.wide), pieces(broken.wide)) == (1, 2)


def test_lone_year_shows_its_interval() -> None:
    drawing = line([(2024, 10, 8, 12)])

    rules = [rule for rule in etree.fromstring(drawing.wide).iter(f"{SVG}line") if rule.get("stroke-width") == "10"]
    assert len(rules) == 1


def test_goal_is_named_at_its_end() -> None:
    goal = [charts.GoalPoint(2024, 10), charts.GoalPoint(2030, 5)]

    assert "Mål 2030" in texts(line([(2024, 10)], goal=goal, goal_label="Mål 2030").wide)


def test_bars_name_a_missing_value_instead_of_a_zero() -> None:
    found = texts(one_of_each()["bars"].wide)

    assert "–" in found
    assert "3 t" in found
    assert "0 t" not in found


def test_words_from_outside_stand_as_they_are() -> None:
    assert "<IT> & 'mer'" in texts(one_of_each()["bars"].wide)


def test_negative_bar_reaches_left_of_zero() -> None:
    drawing = charts.horizontal_bars([charts.BarRow("A", 10), charts.BarRow("B", -5)], unit="t", **WORDS)

    assert {"10 t", "−5 t"} <= set(texts(drawing.wide))


def test_parts_write_the_shares_that_have_room() -> None:
    found = texts(one_of_each()["parts"].wide)

    assert {"61 %", "33 %", "A", "B", "C"} <= {text.replace("\u00a0", " ") for text in found}
    assert "6 %" not in {text.replace("\u00a0", " ") for text in found}


@pytest.mark.parametrize(("language", "name"), [("nb", "mai"), ("sv", "maj"), ("en", "May")])
def test_months_are_named_in_the_language(language: str, name: str) -> None:
    words = {**WORDS, "language": language}
    drawing = charts.monthly_columns([charts.MonthValue(month, 1) for month in range(1, 13)], unit="t", **words)

    assert name in texts(drawing.wide)


def test_months_carry_their_value() -> None:
    drawing = charts.monthly_columns([charts.MonthValue(1, 1260), charts.MonthValue(2, None)], unit="t", **WORDS)

    assert "1 260" in texts(drawing.wide)
    assert "1 260" in texts(drawing.narrow)


def test_thousands_are_parted_as_the_language_does() -> None:
    words = {**WORDS, "language": "en"}
    drawing = charts.monthly_columns([charts.MonthValue(1, 1260), charts.MonthValue(2, 2000)], unit="t", **words)

    assert {"1,260", "2,000"} <= set(texts(drawing.wide))


def test_month_without_value_carries_a_dash() -> None:
    drawing = charts.monthly_columns([charts.MonthValue(1, 5), charts.MonthValue(2, None)], unit="t", **WORDS)

    assert texts(drawing.wide).count("–") == 1


def test_staircase_names_steps_and_thresholds() -> None:
    assert {"Trinn 1: 50 %", "Trinn 2: 70 %"} <= set(texts(one_of_each()["staircase"].wide))


def test_nothing_to_draw_is_still_a_drawing() -> None:
    empty = [
        line([]),
        charts.horizontal_bars([], unit="t", **WORDS),
        charts.monthly_columns([], unit="t", **WORDS),
        charts.stacked_money([charts.PartRow("2024", (None, None, None))], parts=("A", "B", "C"), **WORDS),
    ]

    assert all(drawing.wide.startswith("<svg") for drawing in empty)


def test_text_is_measured_in_the_typeface_of_the_pages() -> None:
    assert finders.find("vendor/@fontsource/inter/files/inter-latin-400-normal.woff2")
    assert register_fonts() == ("inter-400", "inter-600")


def test_rising_steps_stand_where_the_page_is_told() -> None:
    drawing = rising(today=(date(2028, 1, 1), "I dag"))
    root = etree.fromstring(str(drawing.broad))
    left, head, width, height = map(float, root.get("data-plot", "").split())

    assert (root.get("data-first"), root.get("data-bottom"), root.get("data-top")) == ("2027-01-01", "0", "100")
    assert {"40 %", "100 %", "I dag", "fra 1.8.2029"} <= set(texts(drawing.wide))
    lines = [each.get("d") for each in root.iter(f"{SVG}path") if each.get("stroke-width") == "4"]
    x = left + width * 212 / 1672
    assert f"M{x:g} {head + height * 0.6:g}L" in "".join(map(str, lines))


def test_rising_names_neighbours_with_lines_of_their_own() -> None:
    theirs = (charts.Tread(date(2025, 1, 1), date(2030, 1, 1), 50, "50 %"),)
    drawing = rising(companions=(charts.Companion("Granby", theirs), charts.Companion("Nordvik", theirs)))

    assert {"Granby", "Nordvik"} <= set(texts(str(drawing.broad)))
    assert {"a  Granby", "b  Nordvik", "a", "b"} <= set(texts(drawing.narrow))
    lines = [each for each in etree.fromstring(str(drawing.wide)).iter(f"{SVG}path") if each.get("stroke-width") == "2"]
    assert len({each.get("stroke-dasharray") for each in lines}) == 2


def test_rising_lets_no_line_run_through_the_words_on_its_steps() -> None:
    theirs = (charts.Tread(date(2027, 1, 1), date(2030, 12, 31), 55, "55 %"),)
    drawing = rising(companions=(charts.Companion("Granby", theirs),), today=(date(2027, 2, 1), "I dag"))
    parts = [
        (each.tag.rpartition("}")[2], "".join(map(str, each.itertext())))
        for each in etree.fromstring(str(drawing.wide))
    ]
    words = parts.index(("text", "40 %"), parts.index(("text", "I dag")))
    assert parts[words - 1] == ("rect", "")
    lines = [number for number, (tag, _words) in enumerate(parts) if tag == "path"]
    assert max(lines) < words


def test_rising_gives_long_names_their_room_and_cuts_longer_ones_with_dots() -> None:
    theirs = (charts.Tread(date(2027, 1, 1), date(2030, 12, 31), 55, "55 %"),)
    long, longer = "Kyst og Innland Engros AS", "Kyst og Innland Engros og Storhusholdning AS"
    drawing = rising(companions=(charts.Companion(long, theirs), charts.Companion(longer, theirs)))
    assert long in texts(drawing.wide)
    assert any(words.endswith("…") and longer.startswith(words[:-1]) for words in texts(drawing.wide))


def test_rising_leaves_out_what_has_no_room() -> None:
    strips = (charts.Strip("Sparer", ("120 t", "190 t")),)
    bands = (charts.Band(date(2031, 6, 1), date(2031, 7, 31), "Opsjon", "+2"),)
    drawing = rising(strips=strips, bands=bands, today=(date(2040, 1, 1), "I dag"))

    assert {"Sparer", "120 t"} <= set(texts(str(drawing.broad)))
    assert not {"Sparer", "Opsjon", "+2", "I dag"} & set(texts(drawing.narrow))


def test_rising_without_steps_draws_its_axes() -> None:
    assert "%" in texts(rising(treads=(), bounds=((80, "inntil 80"),)).wide)


def test_a_drawing_becomes_a_png() -> None:
    assert charts.png_of(str(rising().wide), scale=1).startswith(b"\x89PNG")


def test_drawings_with_the_same_holders_have_the_same_colours() -> None:
    def colour(*names: str) -> set[str]:
        parts = [charts.Stretch("Linear", number, number + 1, name) for number, name in enumerate(names)]
        drawing = charts.stretches(
            parts, unit="%", title="Who wins", description="Who", language="en", holders=("Nordbuss", "Sørbuss")
        ).wide
        return {shade for shade in (AMBER, SPRUCE) if f'fill="{shade}"' in str(drawing)}

    assert (colour("Nordbuss"), colour("Sørbuss")) == ({SPRUCE}, {AMBER})


def test_stretches_name_who_holds_them_and_mark_a_value() -> None:
    drawing = charts.stretches(
        [
            charts.Stretch("Linear", 0, 32, "Sørbuss"),
            charts.Stretch("Linear", 32, 100, "Nordbuss"),
            charts.Stretch("Proportional", 0, 100, "Nordbuss"),
        ],
        unit="%",
        title="Who wins",
        description="Sørbuss up to 32 per cent.",
        language="en",
        mark=(40, "announced"),
    )
    assert all(word in drawing.wide for word in ("Sørbuss", "Nordbuss", "Proportional", "announced"))
    assert "style=" not in drawing.wide
    words = texts(str(drawing.narrow))
    assert "holder" not in words
    assert words.index("announced") < words.index("Proportional")  # the line lies below the words it crosses


def test_what_was_measured_is_marked_in_shape_and_colour_and_widens_the_scale() -> None:
    dots = (
        charts.Dot(date(2028, 3, 1), 55, "55 %", is_kept=True),
        charts.Dot(date(2029, 9, 1), 130, "130 %", is_kept=False),
    )
    drawing = rising(dots=dots)
    ways = [path.get("d", "") for path in etree.fromstring(str(drawing.wide)).iter(f"{SVG}path")]

    assert {"55 %", "130 %"} <= set(texts(str(drawing.wide)))
    assert [sum(way.count("a6 6") for way in ways), sum(way.endswith("Z") and way.count("L") == 3 for way in ways)] == [
        2,
        1,
    ]
    assert "150" in texts(str(drawing.wide))
    assert ("55 %" in texts(str(drawing.narrow)), "130 %" in texts(str(drawing.narrow))) == (False, True)
