"""The glossary is the authority for names: every code that people meet stands in it, with the words that pages show."""

import re
from collections.abc import Iterable
from pathlib import Path

import pytest
from django.utils import translation

from emissions.calculations.gaps import GapReason
from emissions.calculations.intensities import Flag
from emissions.calculations.results import Treatment
from emissions.reports.reason_words import SHORT_FLAGS, SHORT_GAPS, TREATMENTS
from emissions.rules import reasons
from organisations.models import Role

GLOSSARY = Path(__file__).resolve().parents[2] / "docs" / "glossary.md"


def rows_under(heading: str) -> dict[str, list[str]]:
    """Code → English, bokmål, nynorsk, Swedish; an empty nynorsk is as bokmål."""
    sections = re.split(r"^## ", GLOSSARY.read_text(encoding="utf-8"), flags=re.MULTILINE)
    section = next(part for part in sections if part.startswith(f"{heading}\n"))
    rows = [line.strip("|").split("|") for line in section.splitlines() if line.startswith("| `")]
    cells = [[cell.strip() for cell in row] for row in rows]
    return {code.strip("`"): [english, nb, nn or nb, sv] for code, english, nb, nn, sv in cells}


@pytest.mark.parametrize(
    ("heading", "codes"),
    [
        ("Roles", Role.values),
        ("What a line counts as", [treatment.value for treatment in Treatment]),
        ("Why money has no figure", [reason.value for reason in GapReason]),
        ("What to know about a figure", [flag.value for flag in Flag]),
    ],
)
def test_every_code_stands_in_the_glossary(heading: str, codes: Iterable[str]) -> None:
    assert sorted(rows_under(heading)) == sorted(codes)


def test_reasons_are_named_as_the_pages_name_them() -> None:
    named = {**rows_under("Why a line is left out"), **rows_under("Why a line has no category")}
    languages = ("en", "nb", "nn", "sv")
    assert named == {code: [names[language] for language in languages] for code, names in reasons().items()}


def test_a_word_stands_for_one_thing() -> None:
    """A word with two meanings says behind it of what it is: share (of rows), share (of a supplier)."""
    rows = re.findall(r"^\| (?!`|English|code|--)(.+?) \|", GLOSSARY.read_text(encoding="utf-8"), flags=re.MULTILINE)
    words = [word.strip() for row in rows for word in row.split(",")]
    assert len(words) > 100
    assert [word for word in words if words.count(word) > 1] == []
    plain = {word for word in words if "(" not in word}
    assert [word for word in words if "(" in word and word.partition(" (")[0] in plain] == []


@pytest.mark.parametrize(("language", "column"), [("nb", 1), ("sv", 3)])
@pytest.mark.parametrize(
    ("word", "shown"),
    [
        ("standing (of an obligation)", "Where it stands"),
        ("price claim", "Bonus and penalty"),
        ("trait (of a contract)", "Market and criticality"),
        ("talk with an adviser", "Talk with an adviser"),
        ("appointment", "it has an appointment then"),
    ],
)
def test_words_of_follow_up_are_those_of_the_pages(word: str, shown: str, language: str, column: int) -> None:
    (row,) = re.findall(rf"^\| {re.escape(word)} \|.+$", GLOSSARY.read_text(encoding="utf-8"), flags=re.MULTILINE)
    cells = [cell.strip() for cell in row.strip("|").split("|")]
    with translation.override(language):
        assert cells[column] in translation.gettext(shown).lower()


@pytest.mark.parametrize(("language", "column"), [("en", 0), ("nb", 1), ("sv", 3)])
def test_words_are_those_of_the_pages(language: str, column: int) -> None:
    with translation.override(language):
        shown = {
            "Roles": {role.value: str(role.label) for role in Role},
            "What a line counts as": {code: str(word) for code, word in TREATMENTS.items()},
            "Why money has no figure": {code.value: str(word) for code, word in SHORT_GAPS.items()},
            "What to know about a figure": {code.value: str(word) for code, word in SHORT_FLAGS.items()},
        }
    for heading, words in shown.items():
        assert {code: names[column] for code, names in rows_under(heading).items()} == words
