"""Words that buyers use for the same thing; requirements_bank/search_synonyms.yaml holds them, with day and source."""

from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

import yaml

FILE = Path(__file__).resolve().parent.parent / "search_synonyms.yaml"
READ_TOO: Mapping[str, tuple[str, ...]] = {"nb": ("nb", "nn"), "nn": ("nn", "nb"), "da": ("nb",)}
"""The languages whose words a reader is given beside their own."""


def synonym_groups(language: str) -> Sequence[Sequence[str]]:
    """Return the groups of words that mean the same to a reader of the language."""
    every = _groups()
    return [group for each in READ_TOO.get(language, (language,)) for group in every.get(each, ())]


@cache
def _groups() -> Mapping[str, Sequence[Sequence[str]]]:
    said: dict[str, Any] = yaml.safe_load(FILE.read_text(encoding="utf-8"))
    return {
        language: [[str(word).lower() for word in group] for group in groups]
        for language, groups in said.items()
        if isinstance(groups, list)
    }
