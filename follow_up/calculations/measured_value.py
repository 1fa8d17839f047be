"""A measured value held against the step in force: its unit, whether it can be right, and whether it keeps the step.

Method: docs/methods/measured_value.md.
1. A value is brought to the unit of the measure; a unit that is unknown or measures something else is a problem.
2. A value that cannot be right is a problem: below zero, a share above 100 per cent, or above 1 000 000 million, as it
   was told or in the unit of the measure.
3. It is held against the step in force on the last day of its period; without one there is nothing to hold it against.
4. A value that is more than so many times the one before it, or less than that part of it, is a question, no problem.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Context, Decimal
from typing import Final

from follow_up.calculations.obligation_state import meets
from foundation.problems import Problem, Severity, translatable
from foundation.quantities import Quantity, read_quantity, unit_called
from procurement.calculations.staircase import StepInForce, threshold_on
from requirements_bank.calculations.requirement import Direction

METHOD_VERSION = "1.1"
PERCENT_SPELLINGS: Final = {"%": 1, "percent": 1, "per cent": 1, "prosent": 1, "procent": 1, "share": 100, "andel": 100}
WHOLE: Final = Decimal(100)
HIGHEST: Final = Decimal(10) ** 12
JUMP_FACTOR: Final = Decimal(3)
TWO_DIGITS: Final = Context(prec=2)
PROBLEM_TEXTS: Final = {
    "value_below_zero": translatable("{value} {unit} is below zero. Write what was delivered, at least 0."),
    "share_above_whole": translatable("{value} % is more than the whole. A share is at most 100 %."),
    "value_too_high": translatable("This figure is too large. Look at the unit again."),
    "not_a_value": translatable("{value} is not a number. Write digits with one decimal mark, such as 12.5."),
    "unit_missing": translatable("The value has no unit. It is measured in {wanted}."),
    "unit_is_another": translatable(
        "{unit} does not measure what is asked for in {wanted}. Write the value in {wanted}."
    ),
    "large_jump": translatable("{value} is {times} times the {before} of the period before. Is that right?"),
    "from_nothing": translatable("{value} after 0 in the period before. Is that right?"),
    "to_nothing": translatable("0 after {before} in the period before. Is that right?"),
}


@dataclass(frozen=True, slots=True)
class Asked:
    """What is measured: the unit and direction of the measure, and the steps by their days."""

    unit: str
    direction: Direction
    steps: Sequence[StepInForce]


@dataclass(frozen=True, slots=True)
class Judged:
    """A value in the unit of the measure, the threshold of its day, whether it is kept, problems and questions.

    `value` is None where it cannot be read; `threshold` and `is_kept` are None where nothing is asked on the day.
    """

    value: Decimal | None
    unit: str
    threshold: Decimal | None = None
    is_kept: bool | None = None
    problems: tuple[Problem, ...] = ()
    questions: tuple[Problem, ...] = ()


def judged_value(
    asked: Asked, value: Decimal, unit: str, day: date, *, before: Decimal | None = None, place: str = ""
) -> Judged:
    """Return what a value of a period that ends on `day` is worth; `before` is the last one, in the measure's unit.

    >>> step = StepInForce(1, Decimal(50), date(2026, 1, 1), date(2026, 12, 31), 0)
    >>> asked = Asked("km", Direction.AT_LEAST, [step])
    >>> judged_value(asked, Decimal("5.2"), "mil", date(2026, 3, 31)).is_kept
    True
    """
    same = in_unit(value, unit, asked.unit, place=place)
    if isinstance(same, Problem):
        return Judged(None, asked.unit, problems=(same,))
    if problem := too_high(value, place=place) or implausible(same, asked.unit, place=place):
        return Judged(same, asked.unit, problems=(problem,))
    threshold = threshold_on(day, asked.steps)
    kept = None if threshold is None else meets(asked.direction, threshold, same)
    question = None if before is None else jump(before, same, place=place)
    return Judged(same, asked.unit, threshold, kept, questions=(question,) if question else ())


def in_unit(value: Decimal, unit: str, wanted: str, *, place: str = "") -> Decimal | Problem:
    """Return a value in the wanted unit, or why it cannot be brought there.

    A unit that foundation/quantities.py does not know is only equal to itself, such as "vehicles". A share from 0 to 1
    is named so, since 0.5 may be half a per cent.

    >>> in_unit(Decimal("0.5"), "share", "%"), in_unit(Decimal(2), "t", "kg")
    (Decimal('50.0'), Decimal('2000'))
    >>> in_unit(Decimal(2), "barrel", "kg").code, in_unit(Decimal(2), "kWh", "kg").code
    ('unknown_unit', 'unit_is_another')
    """
    said, target = unit.strip(), wanted.strip()
    if not value.is_finite():
        return Problem("not_a_value", place, "value", values={"value": value})
    if not said and target:
        return Problem("unit_missing", place, "unit", values={"wanted": target})
    parts, parts_wanted = PERCENT_SPELLINGS.get(said.lower()), PERCENT_SPELLINGS.get(target.lower())
    if parts and parts_wanted:
        return value if parts == parts_wanted else value * parts / parts_wanted
    if said.lower() == target.lower():
        return value
    return _converted(value, said, target, place)


def figure_in(value: Decimal, unit: str, wanted: str, *, place: str = "") -> Decimal | Problem:
    """Return a value in the wanted unit, or why it cannot be brought there or cannot be right (rules 1 and 2).

    Whatever is kept goes through here: what comes out fits where figures are kept.

    >>> figure_in(Decimal("5.2"), "mil", "km") == 52, figure_in(Decimal(10) ** 11, "t", "kg").code
    (True, 'value_too_high')
    """
    same = in_unit(value, unit, wanted, place=place)
    if isinstance(same, Problem):
        return same
    return too_high(value, place=place) or implausible(same, wanted, place=place) or same


def too_high(value: Decimal, *, place: str = "") -> Problem | None:
    """Return why a figure is larger than anything that is counted, None where it is not."""
    return Problem("value_too_high", place, "value", values={"value": value}) if abs(value) > HIGHEST else None


def implausible(value: Decimal, unit: str, *, place: str = "") -> Problem | None:
    """Return why a value in the unit of the measure cannot be right, None where it can.

    >>> implausible(Decimal(101), "%").code, implausible(Decimal(-1), "km").code
    ('share_above_whole', 'value_below_zero')
    """
    if value < 0:
        return Problem("value_below_zero", place, "value", values={"value": value, "unit": unit})
    parts = PERCENT_SPELLINGS.get(unit.strip().lower())
    if parts and value * parts > WHOLE:
        return Problem("share_above_whole", place, "value", values={"value": value * parts})
    return too_high(value, place=place)


def jump(before: Decimal, value: Decimal, *, factor: Decimal = JUMP_FACTOR, place: str = "") -> Problem | None:
    """Return a question where a value is far from the one before it, None where it is not; both at least 0.

    >>> jump(Decimal(10), Decimal(31)).values["times"], jump(Decimal(10), Decimal(30)) is None
    (Decimal('3.1'), True)
    """
    values: dict[str, object] = {"value": value, "before": before}
    if before == 0 or value == 0:
        code = "from_nothing" if before == 0 else "to_nothing"
        return None if before == value else Problem(code, place, "value", Severity.WARNING, values)
    if value > before * factor or value * factor < before:
        values["times"] = _two_digits(value / before)
        return Problem("large_jump", place, "value", Severity.WARNING, values)
    return None


def _converted(value: Decimal, said: str, target: str, place: str) -> Decimal | Problem:
    other = Problem("unit_is_another", place, "unit", values={"unit": said, "wanted": target})
    if said.lower() in PERCENT_SPELLINGS or isinstance(unit_called(target), Problem):
        return other
    quantity = read_quantity(str(value), said, place=place)
    if isinstance(quantity, Problem):
        return quantity
    found: Quantity | Problem = quantity.converted(target, place=place)
    return other if isinstance(found, Problem) else found.value


def _two_digits(times: Decimal) -> Decimal:
    """Return a factor as people say it: 3.1 times, 0.25 times."""
    return Decimal(f"{TWO_DIGITS.plus(times):f}")
