"""Steps, rules and assumptions as clients write them."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _
from rest_framework import serializers

from foundation.api.fields import FigureText, WordsText, YesOrNo
from foundation.api.input import Input
from procurement.api.body_examples import STAIRCASE, shown_by
from procurement.api.fields import FreeText, check_days, unfit
from procurement.calculations.saving_basis import QUANTITIES, SHARES, kept_basis
from procurement.calculations.staircase import Step
from procurement.calculations.step_saving import Assumption, SavingBasis
from procurement.models import Staircase, StaircaseStep
from procurement.models.asked import STAIRCASE_RULES
from procurement.models.procurements import LATEST_STEP, LONGEST_NOTICE, MOST_DAYS_TO_PROVE
from procurement.services.staircases import PlannedStep, Rules
from requirements_bank.models import SeenBy

AMOUNT = r"^[0-9]{1,12}(\.[0-9]{1,4})?\Z"
OF_SAVING = (
    "The assumptions behind a saving: emissions (tonnes CO2e a year), and as shares from 0 to 1 touched (of these, "
    "what the requirement is about), baseline (what keeps it today) and reduction. Without all four: no figure."
)
EFFECTS = StaircaseStep.PriceEffect.values
RULES = (*STAIRCASE_RULES, "seen_by")


class StepInput(Input):
    """A step: its threshold, and either months after the contract begins or a fixed day."""

    threshold = FigureText(help_text="In the unit of the requirement.")
    months = serializers.IntegerField(
        min_value=0,
        max_value=LATEST_STEP,
        required=False,
        allow_null=True,
        default=None,
        help_text="Instead of a day.",
    )
    day = serializers.DateField(required=False, allow_null=True, default=None, help_text="Or months.")


class PlannedStepInput(StepInput):
    """A step with what comes with it."""

    notice_months = serializers.IntegerField(
        min_value=0, max_value=LONGEST_NOTICE, required=False, default=0, help_text="How long ahead it is told."
    )
    proof = FreeText(max_length=2000, required=False, default="")
    bonus = serializers.ChoiceField(choices=EFFECTS, required=False, default="", help_text="Where it is kept.")
    bonus_amount = FigureText(AMOUNT, required=False, allow_null=True, default=None)
    penalty = serializers.ChoiceField(choices=EFFECTS, required=False, default="", help_text="Where it is not kept.")
    penalty_amount = FigureText(AMOUNT, required=False, allow_null=True, default=None)
    market_note = FreeText(max_length=2000, required=False, default="")
    goal = FreeText(max_length=300, required=False, default="", help_text="The political goal that it serves.")


class AssumptionInput(Input):
    """One quantity that somebody believes, between a low and a high value."""

    value = FigureText(AMOUNT)
    low = FigureText(AMOUNT)
    high = FigureText(AMOUNT)
    source = WordsText(  # type: ignore[assignment]  # a declared field hides it
        max_length=300, help_text="Where the figure comes from."
    )


@shown_by(STAIRCASE)
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
        min_value=1, max_value=MOST_DAYS_TO_PROVE, required=False, allow_null=True, default=None
    )
    seen_by = serializers.ChoiceField(choices=SeenBy.values, default=SeenBy.OWN.value, help_text="Who sees the steps.")
    saving = serializers.DictField(child=AssumptionInput(), required=False, default=dict, help_text=OF_SAVING)
    check_only = YesOrNo(default=False, help_text="Answer as if it were saved, and save nothing.")


class SeenByInput(Input):
    """Who sees the steps from now on."""

    revision = serializers.IntegerField(min_value=1, max_value=2**31 - 1, help_text="Of the staircase, as read.")
    seen_by = serializers.ChoiceField(choices=SeenBy.values, help_text="Who sees the steps.")


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


def sent_rules(sent: Mapping[str, Any]) -> Rules:
    """Return rules and assumptions as the service takes them; UnfitError for what does not go together."""
    if sent["on_partial_proof"] == Staircase.OnPartialProof.TIME_TO_COMPLETE and not sent["days_to_complete"]:
        sentence = _("Say within how many days the proof is to be completed.")
        raise unfit("days_to_complete", sentence, "required")
    kept = {name: _assumption(name, said) for name, said in sent["saving"].items()}
    basis = SavingBasis(**{name: kept.get(name) for name in QUANTITIES})
    return Rules(**{name: sent[name] for name in RULES}, saving=kept_basis(basis))


def _assumption(name: str, said: Mapping[str, Any]) -> Assumption:
    field = f"saving.{name}"
    if name not in QUANTITIES:
        sentence = _("There is no such assumption. Known are: %(known)s.")
        raise unfit(field, sentence % {"known": ", ".join(QUANTITIES)}, "unknown_assumption")
    if not said["low"] <= said["value"] <= said["high"]:
        raise unfit(f"{field}.value", _("Write the value between the low and the high one."), "out_of_range")
    if name in SHARES and said["high"] > 1:
        raise unfit(f"{field}.high", _("Write a share from 0 to 1."), "out_of_range")
    return Assumption(said["value"], said["low"], said["high"], said["source"])
