"""What the text of an award criterion says of its points, and where the evaluation annex says something else.

Method: docs/methods/evaluation.md. The annex holds; a text that says otherwise is told to the buyer. Read are pieces of
a sentence that name points beside one figure: "{ceiling} or more gives 0 points", "70 % gives 10 points".
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from foundation.problems import Problem
from procurement.calculations.answer_points import LinearScale, Scoring
from requirements_bank.calculations.requirement import Variable
from requirements_bank.calculations.wording import Value

_PIECES = re.compile(r"[.;\n](?!\d)|,(?!\d)|\s(?:og|och|and)\s")
_FIGURE = r"(\{[a-z][a-z0-9_]*\}|\d+(?:[.,]\d+)?)"
_POINTS = re.compile(rf"(?i)(?:\d+\s*(?:[–-]|till?|to)\s*)?{_FIGURE}\s*(?:poeng|poäng|points?)\b")
_FULL = re.compile(r"(?i)\b(?:full\w*|høyest\w*|høgst\w*|högst\w*|ma(?:x|ks)\w*|all)\s+(?:poeng|poäng|points?|marks)")
_SAYS = re.compile(r"(?i)\b(?:poeng|poäng|points?)")


@dataclass(frozen=True, slots=True)
class ToldPoints:
    """Which answer gets no points, which one all, and how many that is, as far as a text says it."""

    worst: Decimal | None = None
    best: Decimal | None = None
    most: Decimal | None = None

    @property
    def has_scale(self) -> bool:
        """Whether the text says between which answers points are given."""
        return self.worst is not None and self.best is not None


def tells_points(wording: str) -> bool:
    """Return whether a text speaks of points at all.

    >>> tells_points("Det gis poeng for lavt utslipp."), tells_points("Minst 40 %.")
    (True, False)
    """
    return bool(_SAYS.search(wording))


def told_points(wording: str, variables: Mapping[str, Variable], values: Mapping[str, Value]) -> ToldPoints:
    """Return what a wording with these values says of points.

    >>> told_points("40 % or less gives 0 points, 80 % or more gives 10 points.", {}, {})
    ToldPoints(worst=Decimal('40'), best=Decimal('80'), most=Decimal('10'))
    """
    known = {name: values.get(name, variable.default) for name, variable in variables.items()}
    none: list[Decimal] = []
    given: list[tuple[Decimal | None, Decimal | None]] = []
    for piece in _PIECES.split(wording):
        points, answer = _in_piece(piece, known)
        if points == 0 and answer is not None:
            none.append(answer)
        elif points or _FULL.search(piece):
            given.append((points, answer))
    most = max((points for points, _answer in given if points), default=None)
    best = [answer for points, answer in given if answer is not None and points in (most, None)]
    return ToldPoints(_only(none), _only(best), most)


def contradictions(told: ToldPoints, scoring: Scoring | None, most: Decimal, place: str) -> Iterator[Problem]:
    """Yield where the annex gives points otherwise than the text of the criterion says."""
    if told.most is not None and told.most != most:
        yield Problem("other_most_points", place, values={"told": told.most, "said": most})
    if isinstance(scoring, LinearScale):
        if told.worst is not None and told.worst != scoring.worst:
            yield Problem("other_worst", place, values={"told": told.worst, "said": scoring.worst})
        if told.has_scale and told.best != scoring.best:
            yield Problem("other_best", place, values={"told": told.best, "said": scoring.best})
    elif told.has_scale:
        yield Problem("scale_in_text_alone", place, values={"worst": told.worst, "best": told.best})


def _in_piece(piece: str, known: Mapping[str, object]) -> tuple[Decimal | None, Decimal | None]:
    """Return the points that a piece of a sentence names, and the one other figure in it."""
    found = _POINTS.search(piece)
    rest = piece[: found.start()] + piece[found.end() :] if found else piece
    others = [figure for text in re.findall(_FIGURE, rest) if (figure := _figure(text, known)) is not None]
    return _figure(found[1], known) if found else None, others[0] if len(others) == 1 else None


def _figure(text: str, known: Mapping[str, object]) -> Decimal | None:
    if not text.startswith("{"):
        return Decimal(text.replace(",", "."))
    value = known.get(text.strip("{}"))
    return value if isinstance(value, Decimal) else None


def _only(found: list[Decimal]) -> Decimal | None:
    return found[0] if len(set(found)) == 1 else None
