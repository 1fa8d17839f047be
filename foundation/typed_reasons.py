"""A reason that somebody typed: it counts where a person can read something in it."""

import unicodedata
from typing import Final

from foundation.written_names import tidy_name

_READ: Final = "LNPS"  # letters, numbers, punctuation and symbols; marks alone stand on nothing


def reason_of(typed: str | None) -> str:
    """Return the reason without spaces around it; empty where nothing in it is seen, such as a joiner alone."""
    said = (typed or "").strip()
    return said if any(unicodedata.category(letter)[0] in _READ for letter in tidy_name(said)) else ""
