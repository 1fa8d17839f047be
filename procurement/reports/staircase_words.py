"""What stands in the way of a staircase or of a figure for it, in sentences; and its rules as one would say them."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import get_language, gettext_lazy, ngettext_lazy
from django.utils.translation import gettext as _

from foundation import figures
from foundation.problems import Problem
from procurement.models import Staircase, StaircaseStep

STEP_PROBLEMS: Mapping[str, Any] = {
    "no_steps": gettext_lazy("Write at least one step."),
    "below_bounds": gettext_lazy("The requirement goes no lower than %(low)s. Write at least that."),
    "above_bounds": gettext_lazy("The requirement goes no higher than %(high)s. Write at most that."),
    "before_the_start": gettext_lazy(
        "%(day)s lies before the contract begins on %(first)s: the step will hold from the first day."
    ),
    "after_the_end": gettext_lazy(
        "%(day)s lies after the last possible day of the contract, %(last)s. Let the step come earlier."
    ),
    "only_in_an_extension": gettext_lazy(
        "%(day)s lies after the agreed time, which ends on %(last)s: the step holds only if the contract is extended."
    ),
    "never_in_an_extension": gettext_lazy(
        "%(day)s lies after the agreed time, which ends on %(last)s, and in an extension the last step stays. "
        "Let the step come earlier, or let the steps go on in an extension."
    ),
    "notice_too_late": ngettext_lazy(
        "A notice of %(months)s month before %(day)s cannot be kept: suppliers first learn of it on %(agreed_on)s.",
        "A notice of %(months)s months before %(day)s cannot be kept: suppliers first learn of it on %(agreed_on)s.",
        "months",
    ),
    "not_later": gettext_lazy("The step comes on %(day)s, and the one before it on %(before)s. Let it come later."),
    "not_higher": gettext_lazy(
        "%(threshold)s is no more than the %(before)s of the step before. Ask for more, or take the step out."
    ),
    "not_lower": gettext_lazy(
        "%(threshold)s is no less than the %(before)s of the step before. Allow less, or take the step out."
    ),
}
TENDER_LACKS: Mapping[str, Any] = {
    "no_contract_days": gettext_lazy("Say in the procurement when the contract begins and how many months it runs."),
    "no_proof": gettext_lazy(
        "Step %(number)s has no proof, and neither has the requirement. Say what the supplier shows."
    ),
    "bonus_without_sum": gettext_lazy("The bonus of step %(number)s has no sum. Write it, or take the bonus out."),
    "penalty_without_sum": gettext_lazy(
        "The penalty of step %(number)s has no sum. Write it, or take the penalty out."
    ),
    "no_days_to_complete": gettext_lazy("Say within how many days the supplier completes the proof."),
}
SAVING_GAPS: Mapping[str, Any] = {
    "no_emissions": gettext_lazy("what these purchases emit in a year"),
    "no_touched": gettext_lazy("how large a share of that the requirement is about"),
    "no_baseline": gettext_lazy("how large a share keeps the requirement today"),
    "no_reduction": gettext_lazy("how much lower emissions are where it is kept"),
    "not_a_rising_share": gettext_lazy(
        "What this requirement saves does not follow from its threshold: "
        "only a share of at least so many per cent can be computed."
    ),
}


def problem_sentence(problem: Problem) -> str:
    """Return what is wrong with a staircase or a step of it, and what would mend it."""
    sentence = STEP_PROBLEMS.get(problem.code) or TENDER_LACKS[problem.code]
    return str(sentence % {name: _worded(value) for name, value in problem.values.items()})


def gaps_sentence(gaps: tuple[Problem, ...]) -> str:
    """Return why there is no figure of what the steps save; empty where there is one."""
    if not gaps:
        return ""
    if any(gap.code == "not_a_rising_share" for gap in gaps):
        return str(SAVING_GAPS["not_a_rising_share"])
    missing = "; ".join(str(SAVING_GAPS[gap.code]) for gap in gaps)
    return _("No figure of what it saves yet. Nobody has said: %(missing)s.") % {"missing": missing}


def rules_in_words(stairs: Staircase) -> list[str]:
    """Return what happens beside the plan, a sentence for each."""
    partial = {
        "not_kept": _("If only a part is proved, the step is not kept."),
        "proved_part_counts": _("If only a part is proved, that part counts, and the rest counts as zero."),
        "time_to_complete": _("If only a part is proved, the supplier has %(days)s days to complete the proof.")
        % {"days": stairs.days_to_complete or figures.MISSING},
    }
    extension = {
        "steps_go_on": _("If the contract is extended, the steps that are written for the extension take effect."),
        "last_step_stays": _("If the contract is extended, the last step before the extension stays."),
    }
    late = {
        "from_actual_start": _("If the contract begins late, months are counted from the day on which it begins."),
        "from_planned_start": _("If the contract begins late, months are still counted from the planned first day."),
    }
    return [extension[stairs.on_extension], late[stairs.on_late_start], partial[stairs.on_partial_proof]]


def price_in_words(kind: str, amount: Decimal | None, currency: str) -> str:
    """Return what a step does to the price: "100 000 kr", "2 % of the value"; empty where nothing."""
    if not kind:
        return ""
    if kind == StaircaseStep.PriceEffect.LADDER:
        return _("the sanction of the ladder")
    language = get_language() or "en"
    if kind == StaircaseStep.PriceEffect.SHARE:
        share = figures.plain((amount or Decimal(0)).normalize(), language)
        return _("%(share)s %% of the value") % {"share": share}
    sum_of_money = figures.money(amount, currency, language)
    return sum_of_money if kind == StaircaseStep.PriceEffect.FIXED else _("%(sum)s a unit") % {"sum": sum_of_money}


def _worded(value: object) -> str | int:
    if isinstance(value, int):
        return value  # it chooses between singular and plural
    if isinstance(value, date):
        return date_format(value, "SHORT_DATE_FORMAT")
    return figures.plain(number(value), get_language() or "en") if isinstance(value, Decimal) else str(value)


def number(value: Decimal) -> Decimal:
    """Return a number without needless zeros: 40.0000 becomes 40, 0.5000 becomes 0.5."""
    return value.quantize(Decimal(1)) if value == value.to_integral_value() else value.normalize()
