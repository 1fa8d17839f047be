"""Texts made shorter for a sheet of one page: cut where a sentence ends, else where a word does, and said so by "…"."""

import re

_SENTENCE_END = re.compile(r"[.!?](?=\s|$)")
_WORD_END = re.compile(r"\s+(?=\S*$)")
_ENOUGH = 0.6


def shortened(text: str, most: int) -> str:
    """Return the text, or its first whole sentences if it has more than `most` letters.

    Where these would leave less than three fifths of the room, it is cut at a word and ends in "…".

    >>> shortened("One. Two and a half. Three.", 21)
    'One. Two and a half.'
    >>> shortened("One sentence that goes on and on.", 20)
    'One sentence that …'
    """
    plain = " ".join(text.split())
    if len(plain) <= most:
        return plain
    ends = [found.end() for found in _SENTENCE_END.finditer(plain) if found.end() <= most]
    if ends and ends[-1] >= most * _ENOUGH:
        return plain[: ends[-1]]
    cut = plain[: max(1, most - 1)]
    return f"{_WORD_END.split(cut)[0].rstrip(' ,;:–-')} …"
