"""Which number applies where a wording says one and steps are suggested: said alike wherever both are shown."""

from dataclasses import dataclass

from requirements_bank.calculations.requirement import RequirementContent, SuggestedStep
from requirements_bank.calculations.variable_values import kept_text
from requirements_bank.calculations.wording import PLACE, Value, value_in_words
from requirements_bank.reports.tip_sheet_words import sheet_words
from requirements_bank.reports.wording_places import PREFIX


@dataclass(frozen=True, slots=True)
class FirstStep:
    """The first step as something to fill in; `is_filled` where the wording says it already."""

    name: str
    parameter: str
    value: str
    words: str
    is_filled: bool


def stepped_variable(content: RequirementContent) -> str:
    """Return the variable whose number the suggested steps replace in the wording; empty where they replace none."""
    threshold = content.measure.threshold if content.measure else None
    if not content.staircase or not isinstance(threshold, str) or threshold not in content.variables:
        return ""
    return threshold if any(threshold in PLACE.findall(wording) for wording in content.wording.values()) else ""


def step_rule(content: RequirementContent, language: str) -> str:
    """Return the sentence that says which number applies; empty where only one can."""
    return str(sheet_words(language)["step_rule"]) if stepped_variable(content) else ""


def first_step(content: RequirementContent, filled: Value | None, language: str) -> FirstStep | None:
    """Return the first suggested step, to begin with it in the wording; `filled` is what stands there now."""
    name = stepped_variable(content)
    if not name:
        return None
    step: SuggestedStep = min(content.staircase, key=lambda each: each.month)
    words = value_in_words(content.variables[name], step.threshold, language)
    return FirstStep(name, f"{PREFIX}{name}", kept_text(step.threshold), words, filled == step.threshold)
