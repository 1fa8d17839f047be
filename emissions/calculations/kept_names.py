"""Which name of a function or unit stands when files call it differently.

1. A name that is nothing but the code, or empty, says nothing and gives way.
2. A name without a personal number goes before one that holds such a number.
3. A name that is cut short gives way to the full one: "Helse og oms." to "Helse og omsorg".
4. Else the name from the newer period stands; of one period, the one that was handed over last.

The official chart's name goes before all of them; who calls this knows the chart.
"""

from dataclasses import dataclass
from datetime import date

from foundation.personal_numbers import without_personal_numbers


@dataclass(frozen=True, slots=True)
class ToldName:
    """A name that a file gave; `month` is the last one that the file covers, nothing where that is not known."""

    name: str
    month: date | None = None


def kept_name(code: str, known: ToldName, told: ToldName) -> ToldName:
    """Return which of the two names stands; `told` was handed over after `known`.

    >>> kept_name("202", ToldName("Grunnskole"), ToldName("Grunnsk.")).name
    'Grunnskole'
    """
    for gives_way in (_says_nothing, _holds_a_person):
        first, second = gives_way(code, known.name), gives_way(code, told.name)
        if first != second:
            return told if first else known
    if is_cut(told.name, known.name):
        return known
    if is_cut(known.name, told.name):
        return told
    is_older = known.month is not None and told.month is not None and told.month < known.month
    return known if is_older else told


def is_cut(short: str, full: str) -> bool:
    """Return whether a name is another one with words cut short or left away at the end.

    >>> is_cut("Helse og oms.", "Helse og omsorg"), is_cut("Helse", "Skole"), is_cut("Helse", "HELSE")
    (True, False, False)
    """
    words, of_full = _words(short), _words(full)
    if not words or words == of_full or len(words) > len(of_full):
        return False
    return all(long.startswith(word) for word, long in zip(words, of_full, strict=False))


def _words(name: str) -> list[str]:
    return [word for word in (each.strip(".…,:;-") for each in name.casefold().split()) if word]


def _says_nothing(code: str, name: str) -> bool:
    return name.strip() in ("", code.strip())


def _holds_a_person(_code: str, name: str) -> bool:
    return without_personal_numbers(name) != name
