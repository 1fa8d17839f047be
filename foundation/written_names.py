"""Names and titles as people write and paste them: one way of keeping what looks the same.

Method: Unicode normalisation form KC, for titles C, without characters that nobody sees, single spaces between words.
"""

import re
import unicodedata
from typing import Final, Literal

_Form = Literal["NFC", "NFKC"]
# Fillers and variation selectors, which count as letters, symbols or marks
_UNSEEN: Final = re.compile(
    "[\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u2800\u3164\ufe00-\ufe0f\uffa0\U000e0100-\U000e01ef]"
)


def tidy_name(text: str) -> str:
    """Return a name on one line as it is kept: composed, without unseen characters, with single spaces.

    Unseen are format characters (joiners, marks of direction, soft hyphens), fillers and variation selectors. Letters
    of different scripts that look alike stay different.
    """
    return _tidied(text, "NFKC")


def tidy_title(text: str, *, most: int = 300) -> str:
    """Return a title as it is kept, at most so many letters: as a name, but with its own forms of figures and letters.

    Those mean something in a title, such as in CO₂ and m², while nobody tells two titles apart by them.
    """
    return _tidied(text, "NFC")[:most].rstrip()


def name_key(text: str) -> str:
    """Return what is the same for two names that differ in capitals, spaces and unseen characters alone."""
    return tidy_name(tidy_name(text).casefold())


def _tidied(text: str, form: _Form) -> str:
    while not _is_plain(text, form):
        kept = _UNSEEN.sub("", "".join(_seen(letter) for letter in text))
        text = unicodedata.normalize(form, kept)
    return " ".join(text.split())


def _is_plain(text: str, form: _Form) -> bool:
    """Whether nothing is left to do but the spaces between words."""
    return text.isprintable() and unicodedata.is_normalized(form, text) and not _UNSEEN.search(text)


def _seen(letter: str) -> str:
    """Return the letter, a space for what parts words, nothing for what nobody sees."""
    if letter.isprintable():
        return letter
    return " " if letter.isspace() or unicodedata.category(letter) == "Cc" else ""
