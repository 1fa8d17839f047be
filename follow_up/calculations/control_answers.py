"""Which answer to a question of a control counts, and whether people saw it differently.

Method: docs/methods/control_answers.md.

Rules:

1. The newest answer counts, by the moment at which it was given; of two of the same moment the one received later.
2. People differ where the newest answers of two of them do not say the same: kept or not, or another figure.
3. A figure is kept if it is no less than the threshold, or no more where less is better; one without a threshold says
   nothing by itself. The figure decides over what was ticked.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Protocol, TypeVar

from follow_up.calculations.obligation_state import meets
from requirements_bank.calculations.requirement import Direction

METHOD_VERSION = "1.0"
KEPT, NOT_KEPT, NOT_SEEN, NOT_APPLICABLE = "kept", "not_kept", "not_seen", "not_applicable"


class Given(Protocol):
    """One answer: what was seen, what was measured, and who gave it."""

    @property
    def seen(self) -> str:
        """kept, not_kept, not_seen or not_applicable."""

    @property
    def value(self) -> Decimal | None:
        """The figure, None where nothing was measured."""

    @property
    def answered_by_name(self) -> str:
        """Who gave it."""


Answer = TypeVar("Answer", bound=Given)


@dataclass(frozen=True, slots=True)
class Asked:
    """What a question asks for: `threshold` None where nothing is asked; `direction` at_least or at_most."""

    threshold: Decimal | None = None
    direction: str = ""


def counting(answers: Sequence[Answer]) -> Answer | None:
    """Return the answer that counts, of answers in the order in which they were given (rule 1)."""
    return answers[-1] if answers else None


def people_differ(answers: Sequence[Given]) -> bool:
    """Whether two people saw it differently, of answers in the order in which they were given (rule 2)."""
    newest = {each.answered_by_name: (each.seen, each.value) for each in answers}
    return len(set(newest.values())) > 1


def is_kept(value: Decimal, asked: Asked) -> bool | None:
    """Return whether a figure keeps what is asked; None where nothing is asked (rule 3).

    >>> is_kept(Decimal(64), Asked(Decimal(70), "at_least")), is_kept(Decimal(2), Asked(Decimal(3), "at_most"))
    (False, True)
    """
    if asked.threshold is None:
        return None
    return meets(Direction(asked.direction or Direction.AT_LEAST), asked.threshold, value)


def what_was_seen(ticked: str, value: Decimal | None, asked: Asked) -> str:
    """Return what an answer says: the figure decides where one was measured, else what was ticked (rule 3).

    >>> what_was_seen("kept", Decimal(64), Asked(Decimal(70), "at_least"))
    'not_kept'
    """
    kept = None if value is None else is_kept(value, asked)
    return ticked if kept is None else (KEPT if kept else NOT_KEPT)


def together(seen: Sequence[str]) -> bool | None:
    """Return whether an obligation is kept, from all its questions: one that is not decides; None if none was seen.

    >>> together(["kept", "not_seen", "kept"]), together(["kept", "not_kept"]), together(["not_seen"])
    (True, False, None)
    """
    told = [each for each in seen if each in (KEPT, NOT_KEPT)]
    return all(each == KEPT for each in told) if told else None
