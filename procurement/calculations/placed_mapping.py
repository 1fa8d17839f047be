"""A mapping out of a file that knows its place, so that an error can name it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from typing import Any, TypeVar

Choice = TypeVar("Choice", bound=StrEnum)


class PlacedError(ValueError):
    """A file is not as it must be; the message names the place."""


class LawRuleError(PlacedError):
    """The file of the rules is not as it must be."""


@dataclass(frozen=True, slots=True)
class Placed:
    """What a file says at one place; every method raises `error` where something else stands there."""

    place: str
    said: Mapping[str, Any]
    error: type[PlacedError] = LawRuleError

    def __post_init__(self) -> None:
        if not isinstance(self.said, Mapping):
            raise self.error(f"{self.place}: a mapping was expected")

    def only(self, *names: str) -> None:
        """Refuse every name that is not among these. Raises `error` for another."""
        unknown = sorted(set(self.said) - set(names))
        if unknown:
            raise self.error(f"{self.place}: {', '.join(unknown)} is not known here")

    def taken(self, name: str) -> Any:  # noqa: ANN401 # whatever the file says
        """Return what stands under the name. Raises `error` where there is none."""
        if self.said.get(name) is None:
            raise self.error(f"{self.place}: {name} is missing")
        return self.said[name]

    def text(self, name: str, *, default: str | None = None) -> str:
        """Return a text that is not empty, or the default where the name is missing.

        Raises `error` for anything else.
        """
        if default is not None and name not in self.said:
            return default
        found = self.taken(name)
        if not isinstance(found, str) or not found.strip():
            raise self.error(f"{self.place}: {name} must be a text")
        return found.strip()

    def day(self, name: str) -> date:
        """Return a day. Raises `error` for anything else."""
        found = self.taken(name)
        if not isinstance(found, date):
            raise self.error(f"{self.place}: {name} must be a day such as 2026-07-01")
        return found

    def number(self, name: str) -> Decimal:
        """Return a number that is not negative. Raises `error` for anything else."""
        found = self.taken(name)
        try:
            number = Decimal(str(found))
        except InvalidOperation:
            raise self.error(f"{self.place}: {name} must be a number") from None
        if isinstance(found, bool) or not number.is_finite() or number < 0:
            raise self.error(f"{self.place}: {name} must be a number of at least 0")
        return number

    def percent(self, name: str) -> Decimal:
        """Return a number from 0 to 100. Raises `error` for anything else."""
        number = self.number(name)
        if number > 100:  # noqa: PLR2004 # per cent
            raise self.error(f"{self.place}: {name} must be at most 100")
        return number

    def truth(self, name: str) -> bool:
        """Return yes or no; no where the name is missing. Raises `error` for anything else."""
        found = self.said.get(name, False)
        if not isinstance(found, bool):
            raise self.error(f"{self.place}: {name} must be true or false")
        return found

    def one_of(self, name: str, choices: type[Choice]) -> Choice:
        """Return one of the choices."""
        return self._chosen(name, self.taken(name), choices)

    def every(self, name: str, choices: type[Choice]) -> Iterator[Choice]:
        """Yield the choices of a list that may be missing."""
        return (self._chosen(name, each, choices) for each in self.sequence(name, default=()))

    def sequence(self, name: str, *, default: Sequence[Any] | None = None) -> Sequence[Any]:
        """Return a list, or the default where the name is missing. Raises `error` for anything else."""
        if default is not None and name not in self.said:
            return default
        found = self.taken(name)
        if not isinstance(found, list) or not found:
            raise self.error(f"{self.place}: {name} must be a list with something in it")
        return found

    def mapping(self, name: str) -> Mapping[str, Any]:
        """Return a mapping."""
        return Placed(f"{self.place}, {name}", self.taken(name), self.error).said

    def inner(self, name: str) -> "Placed":
        """Return what stands under the name with its place; an empty one where the name is missing."""
        return Placed(f"{self.place}, {name}", self.said.get(name) or {}, self.error)

    def texts(self, languages: Sequence[str]) -> Mapping[str, str]:
        """Return a text in each language and in no other."""
        self.only(*languages)
        return {language: self.text(language) for language in languages}

    def _chosen(self, name: str, found: object, choices: type[Choice]) -> Choice:
        if found not in {choice.value for choice in choices}:
            known = ", ".join(choice.value for choice in choices)
            raise self.error(f"{self.place}: {name} {found} is none of {known}")
        return choices(str(found))
