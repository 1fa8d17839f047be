"""What is wrong with the value of a variable, in a sentence."""

from dataclasses import replace
from decimal import Decimal

from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from foundation import figures
from foundation.problems import Problem
from requirements_bank.calculations.requirement import Variable
from requirements_bank.calculations.texts import text_in
from requirements_bank.reports.problem_words import sentence_of

SENTENCES = {"unknown_variable": gettext_lazy("There is no such variable here. Known are: %(known)s.")}
"""Of problems that only values have; the others are worded as anywhere."""


def value_sentence(problem: Problem) -> str:
    """Return what is wrong and what would do."""
    if problem.code in SENTENCES:
        return str(SENTENCES[problem.code]) % problem.values
    return sentence_of(replace(problem, values={name: _worded(value) for name, value in problem.values.items()}))


def bounds_sentence(variable: Variable) -> str:
    """Return between which values a number may lie; empty where everything goes."""
    low, high = variable.low, variable.high
    if low is not None and high is not None:
        return _("From %(low)s to %(high)s") % {"low": _worded(low), "high": _worded(high)}
    if low is not None:
        return _("At least %(low)s") % {"low": _worded(low)}
    return _("At most %(high)s") % {"high": _worded(high)} if high is not None else ""


def variable_name(variable: Variable, language: str | None = None) -> str:
    """Return what the variable is called."""
    return text_in(variable.names, language or get_language() or "en") or variable.name


def _worded(value: object) -> str:
    if isinstance(value, Decimal):
        return figures.plain(value.normalize() if value % 1 else value.quantize(Decimal(1)), get_language() or "en")
    return str(value)
