"""The values of a requirement's variables as they are kept: plain texts, typed again by the version's own variables."""

from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal

from foundation.problems import Problem
from requirements_bank.calculations.requirement import RequirementContent, Variable
from requirements_bank.calculations.wording import Value, value_of, variables_in

LARGEST, MOST_DECIMALS = Decimal(10) ** 12, 6


def sound_value(variable: Variable, text: str) -> Value | Problem:
    """Return what somebody typed as the variable's type; a number that no contract names is no number.

    >>> share = Variable("share", VariableType.NUMBER, {})
    >>> sound_value(share, "12,5"), sound_value(share, "1e999").code
    (Decimal('12.5'), 'not_a_number')
    """
    value = value_of(variable, text)
    if isinstance(value, Decimal) or (isinstance(value, Problem) and "bound" in value.values):
        number = value if isinstance(value, Decimal) else value.values["value"]
        assert isinstance(number, Decimal)  # noqa: S101 - a bound is one of a number
        if abs(number) > LARGEST or number != round(number, MOST_DECIMALS):
            return Problem("not_a_number", variable.name, values={"text": text.strip()})
    return value


def kept_text(value: Value) -> str:
    """Return a value as it is kept.

    >>> kept_text(Decimal("12.50")), kept_text(date(2027, 1, 1))
    ('12.5', '2027-01-01')
    """
    if isinstance(value, Decimal):
        return format(value.normalize(), "f")
    return value.isoformat() if isinstance(value, date) else value


def typed_values(variables: Mapping[str, Variable], kept: Mapping[str, str]) -> dict[str, Value]:
    """Return what was kept for these variables; what does not fit them, or belongs to others, is left out."""
    read = {name: sound_value(variables[name], str(text)) for name, text in kept.items() if name in variables}
    return {name: value for name, value in read.items() if not isinstance(value, Problem)}


def problems_in(variables: Mapping[str, Variable], texts: Mapping[str, str]) -> Iterator[Problem]:
    """Yield what is wrong with values that somebody gave, by variable; `unknown_variable` for one that is not there."""
    for name, text in texts.items():
        if name not in variables:
            yield Problem("unknown_variable", name, values={"known": ", ".join(variables)})
        elif text.strip() and isinstance(found := sound_value(variables[name], text), Problem):
            yield found


def chosen_texts(variables: Mapping[str, Variable], texts: Mapping[str, str]) -> dict[str, str]:
    """Return what to keep of sound values: those that were given and are not what the requirement says anyway."""
    typed = typed_values(variables, {name: text for name, text in texts.items() if text.strip()})
    return {name: kept_text(value) for name, value in typed.items() if value != variables[name].default}


def open_variables(content: RequirementContent, values: Mapping[str, Value]) -> tuple[str, ...]:
    """Return the names of the variables that stand in the wordings and have neither value nor default."""
    named = dict.fromkeys(name for wording in content.wording.values() for name in variables_in(wording))
    return tuple(
        name
        for name in named
        if values.get(name, content.variables[name].default if name in content.variables else None) is None
    )
