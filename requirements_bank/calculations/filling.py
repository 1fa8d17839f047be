"""What a reader typed into the places of a wording: what fits fills it, what does not stays open with its reason."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from foundation.problems import Problem
from requirements_bank.calculations.requirement import Variable
from requirements_bank.calculations.wording import Value, value_of


@dataclass(frozen=True, slots=True)
class Filling:
    """`values` are what fits; `typed` is everything as it was typed; `problems` tell by variable what does not fit.

    `variables` are those of the wording, without a default where something else was typed or the place was emptied,
    so that a wording never says what nobody meant.
    """

    variables: Mapping[str, Variable]
    typed: Mapping[str, str]
    values: Mapping[str, Value]
    problems: Mapping[str, Problem]


def fill(variables: Mapping[str, Variable], typed: Mapping[str, str]) -> Filling:
    """Return what was typed for these variables, read; names that are no variable are left out.

    >>> from decimal import Decimal
    >>> from requirements_bank.calculations.requirement import VariableType
    >>> share = Variable("share", VariableType.PERCENT, {"en": "Share"}, default=Decimal(50), high=Decimal(100))
    >>> fill({"share": share}, {"share": "60"}).values["share"], fill({"share": share}, {"share": "160"}).values
    (Decimal('60'), {})
    """
    known = {name: typed[name] for name in variables if name in typed}
    read = {name: value_of(variables[name], text) for name, text in known.items() if text.strip()}
    values = {name: value for name, value in read.items() if not isinstance(value, Problem)}
    return Filling(
        variables={
            name: replace(variable, default=None) if name in known and name not in values else variable
            for name, variable in variables.items()
        },
        typed=known,
        values=values,
        problems={name: value for name, value in read.items() if isinstance(value, Problem)},
    )
