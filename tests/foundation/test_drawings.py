import pytest
from django.template import engines
from lxml import html


def drawn(arguments: str) -> html.HtmlElement:
    return html.fragment_fromstring(
        engines["django"].from_string(f"{{% load drawings %}}{{% staircase {arguments} %}}").render({}).strip()
    )


@pytest.mark.parametrize(
    ("arguments", "states"),
    [
        ("4 0", ["", "", "", ""]),
        ("4 2", ["reached", "reached", "current", ""]),
        ("3 3", ["reached", "reached", "reached"]),
    ],
)
def test_steps_show_how_far_one_has_come(arguments: str, states: list[str]) -> None:
    steps = drawn(arguments).xpath(".//path[contains(@class, 'staircase__step')]")

    assert [step.get("class").removeprefix("staircase__step").strip() for step in steps] == states


def test_steps_rise_and_the_spruce_stands_on_the_last_one() -> None:
    svg = drawn("4 1")
    tops = [
        float(step.get("d").split("V")[1].split("q")[0]) for step in svg.xpath(".//path[contains(@class, '__step')]")
    ]

    assert tops == sorted(tops, reverse=True)
    assert svg.find("g").get("transform") == "translate(131.0 44.0)"


def test_drawing_is_silent_unless_it_has_words() -> None:
    assert drawn("4 1").get("aria-hidden") == "true"
    assert drawn('4 2 "Steg 2 av 4"').get("aria-label") == "Steg 2 av 4"
    assert drawn('4 2 "Steg 2 av 4"').get("role") == "img"
