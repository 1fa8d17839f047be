"""What stands in a fix list that came back, what it would change, and what cannot be taken: plain values."""

from collections.abc import Iterable
from dataclasses import dataclass

from emissions.calculations.rule_drafts import RuleDraft
from emissions.reports.fix_list_columns import Sort


@dataclass(frozen=True, slots=True)
class Place:
    """Where something stands: the sheet by its name, the row by its number."""

    sheet: str
    row: int


@dataclass(frozen=True, slots=True)
class FixProblem:
    """A cell that cannot be taken: where it stands, the name of its column, and what to do.

    `also` is another row that says the opposite, so that neither can be taken.
    """

    place: Place
    column: str
    sentence: str
    also: Place | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """One row that was filled in; empty texts say nothing. `parts` is what the row is known by.

    `category` is a code, or `not.` and a reason where nothing was bought; `same` says whether a pair is one supplier.
    """

    place: Place
    reference: str
    sort: Sort
    parts: tuple[str, ...]
    number: str = ""
    name: str = ""
    category: str = ""
    verdict: str = ""
    comment: str = ""
    same: str = ""


@dataclass(frozen=True, slots=True)
class FixChange:
    """One thing that would change: what it is about, what it was and what it will be; numbers of persons masked.

    `kind` is number, name, rule, account_name, verdict, pair or comment.
    """

    place: Place
    kind: str
    about: str
    before: str
    after: str
    answer: Answer
    draft: RuleDraft | None = None


@dataclass(frozen=True, slots=True)
class FixLook:
    """What the good rows of a file would do, and what is wrong with the others.

    `same` is the number of rows that say what is there already or is no longer asked for.
    """

    changes: tuple[FixChange, ...]
    problems: tuple[FixProblem, ...]
    same: int


@dataclass(frozen=True, slots=True)
class Undo:
    """What takes an applied fix list back, as JSON can keep it.

    `corrections` and `rules` by their ids, the rules of mapping version `version`; `answers` as kind, reference, before
    and after; `pairs` as proposal and answer.
    """

    corrections: tuple[str, ...] = ()
    rules: tuple[str, ...] = ()
    version: int = 0
    answers: tuple[tuple[str, str, str, str], ...] = ()
    pairs: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class AppliedFixes:
    """What was changed and what could not be taken, and how to take it back."""

    look: FixLook
    undo: Undo


def wrong_places(problems: Iterable[FixProblem]) -> set[Place]:
    """Return the rows that cannot be taken."""
    return {place for problem in problems for place in (problem.place, problem.also) if place}
