"""What a requirement of the bank says as an obligation: worded with the values that the contract gives it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from procurement.queries.staircases import bounds_of, unit_of
from requirements_bank.calculations.requirement import RequirementContent
from requirements_bank.calculations.texts import language_of, text_in
from requirements_bank.calculations.variable_values import kept_text, open_variables, typed_values
from requirements_bank.calculations.wording import filled


@dataclass(frozen=True, slots=True)
class BankSays:
    """Texts and measure of a requirement in one language; `open` are its variables that nobody filled."""

    language: str
    title: str
    wording: str
    proof: str
    kind: str
    themes: tuple[str, ...]
    unit: str = ""
    direction: str = ""
    period: str = ""
    low: Decimal | None = None
    high: Decimal | None = None
    threshold: Decimal | None = None
    open: tuple[str, ...] = ()
    values: Mapping[str, str] = field(default_factory=dict)


def bank_says(content: RequirementContent, texts: Mapping[str, str], language: str) -> BankSays:
    """Return what the content obliges to with these values of its variables, as texts."""
    values = typed_values(content.variables, texts)
    said_in = language_of(content.wording, language)
    measure = content.measure
    rising = measure if measure and measure.direction else None
    low, high = bounds_of(content) if rising else (None, None)
    return BankSays(
        language=said_in,
        title=text_in(content.title, language),
        wording=filled(content.wording.get(said_in, ""), content.variables, values, said_in),
        proof=text_in(content.proof, language),
        kind=content.kind.value,
        themes=tuple(theme.value for theme in content.themes),
        unit=unit_of(measure) if measure else "",
        direction=rising.direction.value if rising and rising.direction else "",
        period=measure.period.value if measure else "",
        low=low,
        high=high,
        threshold=_threshold(content, values),
        open=open_variables(content, values),
        values={name: kept_text(value) for name, value in values.items()},
    )


def _threshold(content: RequirementContent, values: Mapping[str, object]) -> Decimal | None:
    named = content.measure.threshold if content.measure else None
    if not isinstance(named, str):
        return named
    variable = content.variables.get(named)
    value = values.get(named, variable.default if variable else None)
    return value if isinstance(value, Decimal) else None
