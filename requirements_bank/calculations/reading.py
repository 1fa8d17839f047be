"""What the readers of the bank's files share: values out of YAML, JSON or a sheet's row, with all that is wrong.

A problem's place is the code of what is read, its field the path of what is wrong ("sources.1.title").
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from typing import TypeVar

from foundation.problems import Problem
from requirements_bank.calculations.requirement import Source, Texts

YEARS = range(1900, 2200)
MOST_DIGITS = 15  # before or behind the mark; nothing that is bought is counted further

Content = TypeVar("Content")
Word = TypeVar("Word", bound=StrEnum)
Item = TypeVar("Item")


@dataclass(slots=True)
class Reader:
    """Takes values out of a mapping and keeps what is wrong with them; what is wrong comes out as a harmless value."""

    place: str
    languages: tuple[str, ...]
    problems: list[Problem] = field(default_factory=list)

    def wrong(self, code: str, path: str, **values: object) -> None:
        """Keep a problem at the path."""
        self.problems.append(Problem(code, self.place, path, values=values))

    def text(self, said: Mapping[str, object], key: str, path: str = "") -> str:
        """Return the required plain text of a field."""
        found = said.get(key)
        if isinstance(found, str) and found.strip():
            return found.strip()
        self.wrong("missing_text", path + key)
        return ""

    def word(self, kind: type[Word], found: object, path: str) -> Word:
        """Return one of the known words."""
        words = [word.value for word in kind]
        if isinstance(found, str) and found in words:
            return kind(found)
        self.wrong("unknown_word", path, text=shown(found), words=", ".join(words))
        return next(iter(kind))

    def words(self, kind: type[Word], found: object, path: str) -> tuple[Word, ...]:
        """Return a list of known words."""
        return tuple(self.word(kind, entry, path) for entry in self.sequence(found, path))

    def texts(self, found: object, path: str) -> Texts:
        """Return a text by language; every asked language must be there."""
        if not isinstance(found, Mapping):
            self.wrong("missing_text", path)
            return {}
        texts = {str(language): str(text).strip() for language, text in found.items() if text}
        for language in self.languages:
            if not texts.get(language):
                self.wrong("missing_language", path, language=language)
        return texts

    def sequence(self, found: object, path: str) -> Sequence[object]:
        """Return a list; none where it is absent."""
        if isinstance(found, Sequence) and not isinstance(found, str):
            return found
        if found is not None:
            self.wrong("not_a_list", path)
        return ()

    def codes(self, found: object, path: str) -> tuple[str, ...]:
        """Return a list of codes."""
        return tuple(str(entry).strip() for entry in self.sequence(found, path))

    def table(self, found: object, path: str) -> Mapping[str, object]:
        """Return a mapping; an empty one where it is absent."""
        if isinstance(found, Mapping):
            return {str(key): value for key, value in found.items()}
        if found is not None:
            self.wrong("not_a_table", path)
        return {}

    def day(self, found: object, path: str) -> date | None:
        """Return a day of 1900 to 2199; None where it is absent."""
        if found is None:
            return None
        try:
            day = found if isinstance(found, date) else date.fromisoformat(str(found))
        except ValueError:
            day = date.min
        if day.year in YEARS:
            return day
        self.wrong("not_a_date", path, text=shown(found))
        return None

    def number(self, found: object, path: str) -> Decimal | None:
        """Return an exact number; None where it is absent."""
        if found is None:
            return None
        try:
            number = Decimal(str(found))
        except InvalidOperation:
            number = Decimal("NaN")
        if isinstance(found, bool) or not number.is_finite() or abs(number.adjusted()) > MOST_DIGITS:
            self.wrong("not_a_number", path, text=shown(found))
            return None
        return number

    def whole(self, found: object, path: str) -> int:
        """Return a whole number that is not negative."""
        number = self.number(found, path)
        if number is None or number != number.to_integral() or number < 0:
            self.wrong("not_a_whole_number", path, text=shown(found))
            return 0
        return int(number)


def read_file(
    said: object,
    read: Callable[[Reader, Mapping[str, object]], Content],
    *,
    languages: Collection[str],
    place: str,
    not_one: str,
) -> tuple[Content | None, list[Problem]]:
    """Return what `read` makes of a whole file, and its problems; None where it has errors.

    `not_one` is the code of what is no mapping; `place` names the source until the file's own code is known.
    """
    if not isinstance(said, Mapping):
        return None, [Problem(not_one, place)]
    reader = Reader(place=str(said.get("code") or place), languages=tuple(languages))
    content = read(reader, {str(key): value for key, value in said.items()})
    return (None if reader.problems else content), reader.problems


def each(
    reader: Reader, found: object, path: str, read: Callable[[Reader, Mapping[str, object], str], Item]
) -> tuple[Item, ...]:
    """Return what `read` makes of every table of a list."""
    entries = enumerate(reader.sequence(found, path), start=1)
    return tuple(read(reader, reader.table(entry, f"{path}.{place}"), f"{path}.{place}.") for place, entry in entries)


def source(reader: Reader, said: Mapping[str, object], path: str) -> Source:
    """Return a source; its year may be unknown, and it need not stand on the web."""
    year = said.get("year")
    return Source(
        title=reader.text(said, "title", path),
        publisher=reader.text(said, "publisher", path),
        year=None if year is None else reader.whole(year, f"{path}year"),
        url=str(said.get("url") or ""),
    )


def shown(found: object) -> str:
    """Return what was found as a problem quotes it."""
    return "" if found is None else str(found)
