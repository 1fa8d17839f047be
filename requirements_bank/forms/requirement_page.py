"""What a reader of one requirement chose: version, language, the start of the contract, and what fills its wording."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from django.http import QueryDict
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from requirements_bank.reports.wording_places import PREFIX

LANGUAGE_LENGTH = 5
BACK, LONGEST_BACK = "back", 2000
FIRST, LAST = date(2000, 1, 1), date(2099, 12, 31)


@dataclass(frozen=True, slots=True)
class PageChoices:
    """Everything that stands in the address; what makes no sense counts as not chosen."""

    number: int | None
    language: str
    start: date
    start_typed: str
    start_problem: str
    typed: Mapping[str, str]
    back: str = ""

    def query(self, **changes: object) -> str:
        """Return the address of this page with what was typed, to send to others; changes set to None are taken out."""
        chosen: dict[str, object] = {"version": self.number, "language": self.language, "start": self.start_typed}
        chosen |= {f"{PREFIX}{name}": text for name, text in self.typed.items()}
        return "?" + urlencode({name: value for name, value in {**chosen, **changes}.items() if value})

    def here(self, **changes: object) -> str:
        """Return the same with the search that the reader came from."""
        return self.query(**{**changes, BACK: self.back})


def choices_of(query: QueryDict, *, today: date) -> PageChoices:
    """Return what the reader chose; the language is their own unless they asked for another."""
    typed_day = query.get("start", "").strip()
    start, problem = _day(typed_day, today)
    return PageChoices(
        number=number_in(query.get("version", "")),
        language=language_in(query.get("language", "")),
        start=start,
        start_typed=typed_day,
        start_problem=problem,
        typed=typed_in(query),
        back=search_in(query),
    )


def typed_in(query: QueryDict) -> dict[str, str]:
    """Return by variable what was typed into the places of a wording."""
    return {name.removeprefix(PREFIX): str(text) for name, text in query.items() if name.startswith(PREFIX)}


def search_in(query: QueryDict) -> str:
    """Return the query of the list of requirements that the reader came from; it leads nowhere but to that list."""
    typed = query.get(BACK, "")
    return QueryDict(typed).urlencode() if 0 < len(typed) <= LONGEST_BACK else ""


def language_in(text: str) -> str:
    """Return the language of texts that was asked for, whatever a bank writes in; else that of the pages."""
    return text if text.isalpha() and text.isascii() and len(text) <= LANGUAGE_LENGTH else get_language() or "en"


def number_in(text: str) -> int | None:
    """Return a version's number; nothing where it is none."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 6 else None  # noqa: PLR2004 - digits


def _day(typed: str, today: date) -> tuple[date, str]:
    if not typed:
        return today, ""
    try:
        day = date.fromisoformat(typed)
    except ValueError:
        sentence = _("“%(text)s” is no date. Write year, month and day, such as 2027-03-01.")
        return today, sentence % {"text": typed[:40]}
    if FIRST <= day <= LAST:
        return day, ""
    return today, _("Choose a day from %(first)s to %(last)s.") % {"first": FIRST.year, "last": LAST.year}
