"""What the readers of a bank's files give: the bank in its own words, its requirements unjudged, or a refusal."""

from collections.abc import Mapping
from dataclasses import dataclass

from foundation.problems import Problem
from requirements_bank.calculations.bank_check import Entry

ABOUT = ("name", "description", "source", "source_address", "licence", "languages")
_LONGEST = 500


class BankFileError(Exception):
    """The file as a whole cannot be read; the problem says why."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.code)
        self.problem = problem


@dataclass(frozen=True, slots=True)
class BankInFile:
    """A bank as a file has it; problems are about parts that belong to no requirement."""

    about: Mapping[str, str]
    entries: tuple[Entry, ...]
    problems: tuple[Problem, ...] = ()


def about_of(said: Mapping[str, object]) -> dict[str, str]:
    """Return what a file says of the bank itself, as short texts; languages in a row."""
    found = {}
    for name in ABOUT:
        value = said.get(name)
        text = " ".join(map(str, value)) if isinstance(value, list | tuple) else str(value or "")
        if text.strip():
            found[name] = "".join(sign for sign in text.strip() if sign >= " ")[:_LONGEST]
    return found
