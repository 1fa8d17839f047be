"""Whether what a supplier reports for a period can be right: units, shares of a whole, jumps since the last period.

Method: docs/methods/reported_values.md. Each figure is brought to the unit of its line and held against what is
possible and against the last period (measured_value.py). What cannot be right is a problem and keeps the report from
being sent; what is only surprising is a question that the supplier answers by a tick.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from follow_up.calculations.measured_value import figure_in, in_unit, jump, too_high
from foundation.problems import Problem, Severity, translatable

METHOD_VERSION: Final = "1.1"
WHOLE: Final = Decimal(100)
NEARLY_WHOLE: Final = Decimal("99.5")
PROBLEM_TEXTS: Final = {
    "value_missing": translatable("Fill this in. If it is nothing, write 0."),
    "shares_above_whole": translatable(
        "The shares of {whole} come to {sum} %. Together they are at most 100 %: look at them again."
    ),
    "shares_below_whole": translatable("The shares of {whole} come to {sum} %. Is something left out on purpose?"),
}


@dataclass(frozen=True, slots=True)
class AskedLine:
    """A line by its key: the unit it is kept in, whether it has to be filled in, and what it is a share of.

    `before` is what was reported last time, in the unit; None where that is not known or not comparable. `further` are
    other units in which it is kept as well: that of its obligation, that of its series.
    """

    key: str
    unit: str
    is_required: bool = True
    whole: str = ""
    before: Decimal | None = None
    is_figure: bool = True
    further: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Told:
    """What was told on a line: the value as it was written, in its unit."""

    value: Decimal
    unit: str


@dataclass(frozen=True, slots=True)
class CheckedReport:
    """Amounts in the units of the lines, and by line what cannot be right and what is to be confirmed."""

    amounts: Mapping[str, Decimal]
    problems: Mapping[str, Problem]
    questions: Mapping[str, Problem]


def checked_report(lines: Sequence[AskedLine], told: Mapping[str, Told]) -> CheckedReport:
    """Return what is told in the units of the lines, with problems and questions by line; lines in their order.

    >>> lines = [AskedLine("a", "km", before=Decimal(1000)), AskedLine("b", "km")]
    >>> found = checked_report(lines, {"a": Told(Decimal(1200), "mil")})
    >>> found.amounts["a"], found.questions["a"].code, found.problems["b"].code
    (Decimal('12000'), 'large_jump', 'value_missing')
    """
    amounts: dict[str, Decimal] = {}
    problems: dict[str, Problem] = {}
    questions: dict[str, Problem] = {}
    for line in lines:
        said = told.get(line.key)
        found = _amount(line, said)
        if isinstance(found, Problem):
            problems[line.key] = found
        elif found is not None:
            amounts[line.key] = found
            if question := _question(line, found):
                questions[line.key] = question
    for line, problem in _of_wholes(lines, amounts):
        (problems if problem.is_error else questions).setdefault(line.key, problem)
    return CheckedReport(amounts, problems, questions)


def _amount(line: AskedLine, said: Told | None) -> Decimal | Problem | None:
    if said is None:
        return Problem("value_missing", line.key, "value") if line.is_required else None
    if not line.is_figure:
        return said.value
    same = figure_in(said.value, said.unit, line.unit, place=line.key)
    if isinstance(same, Problem):
        return same
    elsewhere = (in_unit(same, line.unit, unit) for unit in line.further)
    too_much = (too_high(each, place=line.key) for each in elsewhere if not isinstance(each, Problem))
    return next(filter(None, too_much), same)


def _question(line: AskedLine, amount: Decimal) -> Problem | None:
    return jump(line.before, amount, place=line.key) if line.is_figure and line.before is not None else None


def _of_wholes(lines: Sequence[AskedLine], amounts: Mapping[str, Decimal]) -> list[tuple[AskedLine, Problem]]:
    """Return what is wrong with the sums of shares, at the last line of each whole."""
    wholes: dict[str, list[AskedLine]] = defaultdict(list)
    for line in lines:
        if line.whole:
            wholes[line.whole].append(line)
    found = []
    for whole, parts in wholes.items():
        total = sum((amounts[each.key] for each in parts if each.key in amounts), Decimal(0))
        is_full = all(each.key in amounts for each in parts)
        values: dict[str, object] = {"whole": whole, "sum": total}
        if total > WHOLE:
            found.append((parts[-1], Problem("shares_above_whole", parts[-1].key, "value", values=values)))
        elif is_full and total < NEARLY_WHOLE:
            low = Problem("shares_below_whole", parts[-1].key, "value", Severity.WARNING, values)
            found.append((parts[-1], low))
    return found
