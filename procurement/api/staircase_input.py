"""Steps, rules and assumptions as clients write them."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _
from rest_framework import serializers

from foundation.api.fields import LongText, WordsText, YesOrNo
from foundation.api.input import Input
from procurement.api.fields import LATEST_MONTH, FigureText, ShareText, check_days, unfit
from procurement.calculations.saving_basis import kept_of
from procurement.calculations.staircase import Step
from procurement.calculations.step_saving import Assumption, SavingBasis
from procurement.models import Staircase, StaircaseStep
from procurement.services.staircases import PlannedStep, Rules
from requirements_bank.models import SeenBy

MOST_NOTICE, MOST_DAYS = 120, 3650
AMOUNT = r"^[0-9]{1,12}(\.[0-9]{1,4})?\Z"
EFFECTS = StaircaseStep.PriceEffect.values
RULES = ("on_extension", "on_late_start", "on_partial_proof", "days_to_complete", "seen_by")


class StepInput(Input):
    """A step: its threshold, and either months after the contract begins or a fixed day."""

    threshold = FigureText(help_text="In the unit of the requirement.")
    months = serializers.IntegerField(
        min_value=0,
        max_value=LATEST_MONTH,
        required=False,
        allow_null=True,
        default=None,
        help_text="Instead of a day.",
    )
    day = serializers.DateField(required=False, allow_null=True, default=None, help_text="Or months.")


class PlannedStepInput(StepInput):
    """A step with what comes with it."""

    notice_months = serializers.IntegerField(
        min_value=0, max_value=MOST_NOTICE, required=False, default=0, help_text="How long ahead it is told."
    )
    proof = LongText(max_length=2000, required=False, default="")
    bonus = serializers.ChoiceField(choices=EFFECTS, required=False, default="", help_text="Where it is kept.")
    bonus_amount = FigureText(AMOUNT, required=False, allow_null=True, default=None)
    penalty = serializers.ChoiceField(choices=EFFECTS, required=False, default="", help_text="Where it is not kept.")
    penalty_amount = FigureText(AMOUNT, required=False, allow_null=True, default=None)
    market_note = LongText(max_length=2000, required=False, default="")
    goal = LongText(max_length=300, required=False, default="", help_text="The political goal that it serves.")


class EmissionsInput(Input):
    """What the purchases emit: tonnes CO2e a year."""

    value = FigureText(AMOUNT)
    low = FigureText(AMOUNT)
    high = FigureText(AMOUNT)
    source = WordsText(  # type: ignore[assignment]  # a declared field hides it
        max_length=300, help_text="Where the figure comes from."
    )


class ShareInput(Input):
    """A share from 0 to 1."""

    value = ShareText()
    low = ShareText()
    high = ShareText()
    source = WordsText(  # type: ignore[assignment]  # a declared field hides it
        max_length=300, help_text="Where the figure comes from."
    )


class SavingInput(Input):
    """The four assumptions behind a saving; without all of them there is no figure."""

    emissions = EmissionsInput(required=False, allow_null=True)
    touched = ShareInput(required=False, allow_null=True, help_text="Of the emissions, what the requirement is about.")
    baseline = ShareInput(required=False, allow_null=True, help_text="Of that, what keeps it today.")
    reduction = ShareInput(required=False, allow_null=True, help_text="How much lower emissions are where it is kept.")


class StaircaseInput(Input):
    """A whole staircase as it is to be."""

    revision = serializers.IntegerField(
        min_value=1, max_value=2**31 - 1, allow_null=True, help_text="The one that was read; null where there is none."
    )
    steps = PlannedStepInput(many=True)
    on_extension = serializers.ChoiceField(choices=Staircase.OnExtension.values, default="steps_go_on")
    on_late_start = serializers.ChoiceField(choices=Staircase.OnLateStart.values, default="from_actual_start")
    on_partial_proof = serializers.ChoiceField(choices=Staircase.OnPartialProof.values, default="not_kept")
    days_to_complete = serializers.IntegerField(
        min_value=1, max_value=MOST_DAYS, required=False, allow_null=True, default=None
    )
    seen_by = serializers.ChoiceField(choices=SeenBy.values, default=SeenBy.OWN.value, help_text="Who sees the steps.")
    saving = SavingInput(required=False, help_text="Without it, nothing is assumed.")
    check_only = YesOrNo(default=False, help_text="Answer as if it were saved, and save nothing.")


def check_steps(steps: list[dict[str, Any]], field: str = "steps") -> None:
    """Refuse a step with both months and a day, or neither, or with a day that nobody can mean."""
    for place, said in enumerate(steps):
        if (said["months"] is None) == (said["day"] is None):
            sentence = _("Say either after how many months or on which day the step takes effect.")
            raise unfit(f"{field}.{place}.months", sentence, "months_or_day")
        check_days(said, f"{field}.{place}.")


def simple_steps(said: list[dict[str, Any]]) -> list[Step]:
    """Return steps of no contract yet; UnfitError as `check_steps`."""
    check_steps(said)
    return [Step(**each) for each in said]


def planned_steps(said: list[dict[str, Any]]) -> list[PlannedStep]:
    """Return the steps as the service takes them; UnfitError as `check_steps`."""
    check_steps(said)
    return [PlannedStep(**each) for each in said]


def rules_of(sent: Mapping[str, Any]) -> Rules:
    """Return rules and assumptions as the service takes them; UnfitError for what does not go together."""
    if sent["on_partial_proof"] == Staircase.OnPartialProof.TIME_TO_COMPLETE and not sent["days_to_complete"]:
        sentence = _("Say within how many days the proof is to be completed.")
        raise unfit("days_to_complete", sentence, "required")
    saving = dict(sent.get("saving") or {})
    basis = SavingBasis(**{name: _assumption(name, saving.get(name)) for name in SavingBasis.__dataclass_fields__})
    return Rules(**{name: sent[name] for name in RULES}, saving=kept_of(basis))


def _assumption(name: str, said: Mapping[str, Any] | None) -> Assumption | None:
    if said is None:
        return None
    value, low, high = (Decimal(said[part]) for part in ("value", "low", "high"))
    if not low <= value <= high:
        raise unfit(f"saving.{name}.value", _("Write the value between the low and the high one."), "out_of_range")
    return Assumption(value, low, high, said["source"])
