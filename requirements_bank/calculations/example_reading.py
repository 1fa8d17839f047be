"""An example out of a mapping, as YAML or JSON gives it, together with everything wrong with it.

Format and rules: docs/bank_format.md. A problem's place is the example's code, its field the path of what is wrong.
"""

import re
from collections.abc import Collection, Mapping
from dataclasses import fields

from foundation.problems import Problem
from requirements_bank.calculations.example import ExampleContent
from requirements_bank.calculations.reading import Reader, each, read_file, source
from requirements_bank.calculations.requirement import LANGUAGES, Area, Texts, Theme

FIELDS = frozenset(known.name for known in fields(ExampleContent))
COUNTRY = re.compile("[A-Z]{2}")


def read_example(
    said: object, *, languages: Collection[str] = LANGUAGES, place: str = ""
) -> tuple[ExampleContent | None, list[Problem]]:
    """Return the example and its problems; None where it has errors.

    `languages` are the ones that every text must have; others are kept. `place` names the source until a code is known.
    """
    return read_file(said, _content, languages=languages, place=place, not_one="not_an_example")


def _content(reader: Reader, said: Mapping[str, object]) -> ExampleContent:
    for key in sorted(set(said) - FIELDS):
        reader.wrong("unknown_field", key)
    country = reader.text(said, "country")
    if country and not COUNTRY.fullmatch(country):
        reader.wrong("not_a_country", "country", text=country)
    sources = each(reader, said.get("sources"), "sources", source)
    if not sources:
        reader.wrong("missing_text", "sources")
    return ExampleContent(
        code=reader.text(said, "code"),
        who=reader.text(said, "who"),
        country=country,
        years=tuple(reader.whole(year, "years") for year in reader.sequence(said.get("years"), "years")),
        categories=reader.codes(said.get("categories"), "categories"),
        areas=reader.words(Area, said.get("areas"), "areas"),
        themes=reader.words(Theme, said.get("themes"), "themes"),
        requirements=reader.codes(said.get("requirements"), "requirements"),
        is_demonstration=said.get("is_demonstration") is True,
        title=reader.texts(said.get("title"), "title"),
        asked=reader.texts(said.get("asked"), "asked"),
        sources=sources,
        happened=_said_texts(reader, said, "happened"),
        price_effect=_said_texts(reader, said, "price_effect"),
        lesson=_said_texts(reader, said, "lesson"),
        contact=str(said.get("contact") or "").strip(),
    )


def _said_texts(reader: Reader, said: Mapping[str, object], key: str) -> Texts | None:
    return None if said.get(key) is None else reader.texts(said[key], key)
