"""The words of tip sheets in the four languages of the bank; requirements_bank/tip_sheet_words.yaml holds them."""

from collections.abc import Mapping
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from django.utils.formats import date_format
from django.utils.translation import override

from requirements_bank.calculations.requirement import LANGUAGES

FILE = Path(__file__).resolve().parent.parent / "tip_sheet_words.yaml"
PAGES_OF = {"nn": "nb", "da": "nb"}
"""The language of the pages that is nearest to one that they do not have."""


@cache
def sheet_words(language: str) -> Mapping[str, Any]:
    """Return the headings for a sheet in this language, in English where we have none."""
    words: Mapping[str, Mapping[str, Any]] = yaml.safe_load(FILE.read_text(encoding="utf-8"))
    return words.get(PAGES_OF.get(language, language) if language not in LANGUAGES else language) or words["en"]


def pages_language(language: str) -> str:
    """Return the language of the pages that is nearest."""
    return PAGES_OF.get(language, language)


def code_in_words(names: Mapping[Any, Any], code: str, language: str) -> str:
    """Return what a code is called: by the sheet's own words, else as the pages say it."""
    own = (sheet_words(language).get("codes") or {}).get(str(code))
    with override(pages_language(language)):
        return str(own or names[code])


def day_in_words(day: date, language: str) -> str:
    """Return a day as the language writes it."""
    with override(pages_language(language)):
        return date_format(day)
