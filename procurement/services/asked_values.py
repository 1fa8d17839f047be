"""Values, weights and notes of what is asked, checked before they are kept."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from procurement.calculations.weight_sums import WHOLE
from procurement.models import AskedRequirement
from procurement.services.locked_procurement import ProcurementNotPossibleError
from requirements_bank.calculations.content_of import content_of
from requirements_bank.calculations.requirement import Kind
from requirements_bank.calculations.variable_values import chosen_texts, problems_in
from requirements_bank.models import RequirementVersion
from requirements_bank.reports.value_words import value_sentence


class ValuesDoNotFitError(ProcurementNotPossibleError):
    """Values that were typed do not fit their variables; `fields` says what is wrong by variable."""

    def __init__(self, message: object, *, fields: Mapping[str, str]) -> None:
        super().__init__(message)
        self.fields = fields


@dataclass(frozen=True, slots=True)
class Filling:
    """Values by variable as texts, a note and a weight in per cent; what is None stays, as the weight unless `weighs`.

    With `weighs` and no weight, the weight is taken away.
    """

    texts: Mapping[str, str] | None = None
    note: str | None = None
    weight: Decimal | None = None
    weighs: bool = False


def fill(asked: AskedRequirement, version: RequirementVersion | None, filling: Filling) -> bool:
    """Put a filling into what is asked, without saving; return whether that changes anything.

    Raises ValuesDoNotFitError by variable, and ProcurementNotPossibleError for a weight beside anything but an award
    criterion or outside 0 to 100, and for a version that is out of sight.
    """
    before = (asked.values, asked.weight, asked.note)
    if filling.texts is not None:
        asked.values = _kept(asked, _in_sight(asked, version), filling.texts)
    if filling.weighs or filling.weight is not None:
        asked.weight = _checked(filling.weight, asked, _in_sight(asked, version))
    if filling.note is not None:
        asked.note = filling.note.strip()
    return (asked.values, asked.weight, asked.note) != before


def checked_weight(weight: Decimal | None, field: str = "weight") -> Decimal | None:
    """Return a weight; ProcurementNotPossibleError where it is no share of one hundred."""
    if weight is not None and not Decimal(0) <= weight <= WHOLE:
        raise ProcurementNotPossibleError(_("Write a weight between 0 and 100 per cent."), field=field)
    return weight


def _in_sight(asked: AskedRequirement, version: RequirementVersion | None) -> RequirementVersion:
    if version is None:
        raise ProcurementNotPossibleError(_("%(code)s is no longer in sight.") % {"code": asked.code})
    return version


def _kept(asked: AskedRequirement, version: RequirementVersion, texts: Mapping[str, str]) -> dict[str, str]:
    variables = content_of(version.content, version.content_hash).variables
    wrong = {problem.place: value_sentence(problem) for problem in problems_in(variables, texts)}
    if wrong:
        sentence = _("%(count)s values do not fit. Look at the fields.")
        raise ValuesDoNotFitError(sentence % {"count": len(wrong)}, fields=wrong)
    return chosen_texts(variables, {**asked.values, **texts})


def _checked(weight: Decimal | None, asked: AskedRequirement, version: RequirementVersion) -> Decimal | None:
    if version.kind != Kind.AWARD_CRITERION:
        raise ProcurementNotPossibleError(
            _("%(code)s is no award criterion and has no weight.") % {"code": asked.code}, field="weight"
        )
    return checked_weight(weight)
