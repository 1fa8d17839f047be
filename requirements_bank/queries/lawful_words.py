"""The words that no wording may hold, as they are shipped."""

from functools import cache
from pathlib import Path

import yaml

from requirements_bank.calculations.lawful_wording import LawfulWords, lawful_words

WORDS = Path(__file__).resolve().parent.parent / "lawful_words.yaml"


@cache
def shipped_words() -> LawfulWords:
    """Return the words of requirements_bank/lawful_words.yaml."""
    return lawful_words(yaml.safe_load(WORDS.read_text(encoding="utf-8")))
