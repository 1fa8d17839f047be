"""Codes of procurement notices: which there are, what they are called, and whether one stands on a day.

Sources: procurement/reference/code_lists/source.toml. A code that was replaced stands until the day on which its
replacement begins.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

ENVIRONMENT_PREFIX: Final = "quality-nor-env-"
_FORMER_NAMES: Final = {"social-procurement": "social-objective"}


class Status(StrEnum):
    """How a publisher keeps a code."""

    ACTIVE = "active"
    PROVISIONAL = "provisional"
    DEPRECATED = "deprecated"
    RETIRED = "retired"


class CodeStanding(StrEnum):
    """Whether a code may be used on a day."""

    STANDS = "stands"
    NOT_YET = "not_yet"
    REPLACED = "replaced"
    OVER = "over"


@dataclass(frozen=True, slots=True)
class NoticeCode:
    """A code of a list with its published names by language (en, nb, sv); `meaning` names the law behind it, if any."""

    code: str
    names: Mapping[str, str]
    status: Status = Status.ACTIVE
    valid_from: date | None = None
    valid_to: date | None = None
    replaces: tuple[str, ...] = ()
    meaning: str = ""

    def name(self, language: str) -> str:
        """Return the name in a language, else in another one, else the code."""
        return self.names.get(language) or next(iter(self.names.values()), self.code)


class CodeList:
    """The codes of one list by code."""

    def __init__(self, codes: Iterable[NoticeCode]) -> None:
        self._codes = {each.code: each for each in codes}
        self._replaced_by = {old: each for each in self._codes.values() for old in each.replaces}

    def __contains__(self, code: object) -> bool:
        return code in self._codes

    def __getitem__(self, code: str) -> NoticeCode:
        return self._codes[code]

    def __iter__(self) -> Iterator[NoticeCode]:
        return iter(self._codes.values())

    def replacement(self, code: str) -> NoticeCode | None:
        """Return the code that takes the place of this one."""
        return self._replaced_by.get(code)

    def standing(self, code: str, day: date) -> CodeStanding:
        """Return whether a code of the list may be used on the day; KeyError for one that is not in it."""
        found, new = self._codes[code], self.replacement(code)
        if found.valid_from and day < found.valid_from:
            return CodeStanding.NOT_YET
        if new and (new.valid_from is None or new.valid_from <= day):
            return CodeStanding.REPLACED
        if found.valid_to and found.valid_to < day:
            return CodeStanding.OVER
        return CodeStanding.STANDS


def is_environment_code(code: str) -> bool:
    """Return whether an award criterion's type tells how Norway's duty to weigh climate and environment is met."""
    return code.startswith(ENVIRONMENT_PREFIX)


def list_name(said: str | None) -> str:
    """Return today's name of a code list, which a notice may call by a former one.

    >>> list_name("social-procurement"), list_name("cpv"), list_name(None)
    ('social-objective', 'cpv', '')
    """
    return _FORMER_NAMES.get(said or "", said or "")
