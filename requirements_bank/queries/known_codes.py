"""Codes that a requirement names: whether they exist, and what they are called."""

from collections.abc import Mapping
from functools import cache
from typing import Any

from foundation.problems import Problem
from organisations.reference.categories import category_of
from organisations.reference.code_lists import CPV_LANGUAGES, cpv_codes


def unknown_codes(content: Mapping[str, Any], place: str) -> list[Problem]:
    """Return a problem for every CPV code and category that does not exist."""
    known_cpv = cpv_names("en")
    cpv = [code for code in _codes(content, "cpv") if code not in known_cpv]
    categories = [code for code in _codes(content, "categories") if category_of(code) is None]
    return [
        *(Problem("unknown_cpv", place, "cpv", values={"text": code}) for code in cpv),
        *(Problem("unknown_category", place, "categories", values={"text": code}) for code in categories),
    ]


@cache
def cpv_names(language: str) -> Mapping[str, str]:
    """Return the name of every CPV code in the language, bokmål standing in for nynorsk."""
    known = "nb" if language == "nn" else language
    frame = cpv_codes()
    column = f"name_{known if known in CPV_LANGUAGES else 'en'}"
    return dict(zip(frame["code"].to_list(), frame[column].fill_null("").to_list(), strict=True))


def _codes(content: Mapping[str, Any], name: str) -> list[str]:
    found = content.get(name)
    return [str(code) for code in found] if isinstance(found, list | tuple) else []
