"""A joint staircase in words and as a drawing."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.utils.formats import date_format
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from foundation import charts, figures
from foundation.charts import Drawing
from foundation.problems import Problem
from procurement.calculations.contract_period import ContractPeriod
from procurement.calculations.joint_staircase import Cell, Difference, LateStep
from procurement.calculations.staircase import Staircase, Step, steps_in_force
from procurement.models import JointStaircase, JointVersion

SHORTEST_SHOWN, BEYOND_THE_LAST = 48, 24  # months


@dataclass(frozen=True, slots=True)
class SaidDifference:
    """A time in which members ask different things: from when to when, and what each asks."""

    when: str
    asked: list[tuple[str, str | None]]


def threshold_with_unit(threshold: Decimal, unit: str) -> str:
    """Return a threshold with its unit: "70 %", "120 g/km"."""
    figure = figures.plain(threshold, get_language() or "en", max(-int(threshold.normalize().as_tuple().exponent), 0))
    return f"{figure}\u00a0{unit}".strip()


def step_words(step: Step | Cell, unit: str) -> str | None:
    """Return a step in a few words: what, and when; None where there is none."""
    if step.threshold is None:
        return None
    return f"{threshold_with_unit(step.threshold, unit)} · {when_words(step.months, step.day)}"


def when_words(months: int | None, day: date | None) -> str:
    """Return from when a step holds."""
    if day is not None:
        return _("from %(day)s") % {"day": date_format(day, "SHORT_DATE_FORMAT")}
    if not months:
        return _("from the start")
    return ngettext("after %(months)s month", "after %(months)s months", months) % {"months": months}


def shown_months(staircase: Staircase) -> int:
    """Return how long a contract is taken to run in drawing and comparison: four years, and two after the last step."""
    return max([SHORTEST_SHOWN, *((step.months or 0) + BEYOND_THE_LAST for step in staircase.steps)])


def drawn_steps(joint: JointStaircase, staircase: Staircase, first: date) -> Drawing | None:
    """Return the drawing of the steps in a contract that begins on a day; None where none holds in it."""
    period = ContractPeriod(first, shown_months(staircase))
    held = steps_in_force(staircase, period)
    if not held:
        return None
    points = [
        charts.StepPoint(step.first, step.threshold, _("Step %(number)s") % {"number": step.number}) for step in held
    ]
    said = "; ".join(
        f"{threshold_with_unit(step.threshold, joint.unit)} {when_words(None, step.first)}" for step in held
    )
    return charts.staircase(
        points,
        until=period.last,
        unit=joint.unit,
        title=joint.title,
        description=said,
        language=get_language() or "en",
    )


def said_differences(found: Sequence[Difference], unit: str) -> list[SaidDifference]:
    """Return when members differ, in words."""
    return [
        SaidDifference(
            _("%(first)s to %(last)s")
            % {
                "first": date_format(each.first, "SHORT_DATE_FORMAT"),
                "last": date_format(each.last, "SHORT_DATE_FORMAT"),
            },
            [
                (who, threshold_with_unit(threshold, unit) if threshold is not None else None)
                for who, threshold in sorted(each.asked.items())
            ],
        )
        for each in found
    ]


def following_words(numbers: Sequence[int], version: JointVersion) -> str:
    """Return how many procurements follow a joint staircase, and how many of them an earlier version; "" for none."""
    if not numbers:
        return ""
    earlier = sum(number < version.number for number in numbers)
    if not earlier:
        return figures.integer(len(numbers), get_language() or "en")
    if earlier == len(numbers):
        sentence = ngettext("%(all)s, on an earlier version", "%(all)s, all on an earlier version", earlier)
        return sentence % {"all": earlier}
    sentence = _("%(all)s, %(earlier)s of them on an earlier version")
    return sentence % {"all": len(numbers), "earlier": earlier}


def late_words(late: Sequence[LateStep]) -> list[str]:
    """Return which joint steps come after the end of a member's contract, which they do not bind."""
    sentence = _("Step %(number)s begins on %(day)s, after a contract ends; it does not bind it.")
    return [sentence % {"number": each.number, "day": date_format(each.day)} for each in late]


def problem_words(problem: Problem) -> str:
    """Return what is wrong with the steps of a joint staircase, or with how it is taken over, and what mends it."""
    number = problem.place.removeprefix("step ")
    sentences = {
        "no_steps": _("Write at least one step."),
        "no_delay": _("Write how many months later."),
        "no_reason": _("Say why you do otherwise; the neighbours see it."),
        "below_bounds": _("Step %(number)s: the requirement allows no less than %(low)s."),
        "above_bounds": _("Step %(number)s: the requirement allows no more than %(high)s."),
        "not_higher": _("Step %(number)s asks for no more than the step before it. Raise it, or take it out."),
        "not_lower": _("Step %(number)s asks for no less than the step before it. Lower it, or take it out."),
        "not_after_the_one_before": _(
            "Step %(number)s comes no later than the step before it. Move it, or take it out."
        ),
    }
    values = {name: str(value) for name, value in problem.values.items()}
    return sentences[problem.code] % {"number": number, **values}
