"""How bids are compared as a client says it, and the same as the form of the page takes it."""

from typing import Any

from django.utils.translation import gettext as _
from rest_framework import serializers

from foundation.api.fields import FigureText, YesOrNo
from foundation.api.input import Input
from procurement.api.body_examples import EVALUATION, shown_by
from procurement.api.fields import FreeText, unfit
from procurement.api.typed_forms import as_typed, require_valid
from procurement.calculations.evaluation import Model
from procurement.calculations.evaluation_choice import EvaluationChoice, PointsBy
from procurement.forms.bid import LEVELS
from procurement.forms.evaluation import EvaluationForm
from procurement.models import Evaluation, Procurement
from procurement.queries.bid_lines import BidPart
from requirements_bank.api.baskets import AmountText

PLAIN = ("per_tonne", "tonne_day", "tonne_source", "expected_price", "tonnes_apart", "most_points", "model")
BY = ("by", "worst", "best", "sum")


class CriterionInput(Input):
    """How an award criterion gets its points."""

    asked = serializers.UUIDField()
    by = serializers.ChoiceField(
        choices=[each.value for each in PointsBy], default=PointsBy.PEOPLE.value, help_text="Who or what gives them."
    )
    worst = FigureText(required=False, allow_null=True, default=None, help_text="The answer that gets no points.")
    best = FigureText(required=False, allow_null=True, default=None, help_text="The answer that gets all points.")
    sum = AmountText(required=False, allow_null=True, default=None, help_text="What full points are worth.")


class LadderDiscountInput(Input):
    """What a level of the CO2 performance ladder is worth."""

    level = serializers.IntegerField(min_value=1, max_value=LEVELS)
    discount = AmountText()


@shown_by(EVALUATION)
class EvaluationInput(Input):
    """How bids for a lot are compared, whole: what is left out is not said."""

    lot = serializers.UUIDField(
        required=False, allow_null=True, default=None, help_text="Null where there are no lots."
    )
    revision = serializers.IntegerField(min_value=0, max_value=2**31 - 1, help_text="The one that was read.")
    model = serializers.ChoiceField(
        choices=[each.value for each in Model], allow_null=True, help_text="That decides; null: not chosen yet."
    )
    most_points = FigureText(default="10", help_text="Of a criterion.")
    per_tonne = AmountText(required=False, allow_null=True, default=None, help_text="Price of a tonne of CO2e.")
    tonne_day = serializers.DateField(required=False, allow_null=True, default=None, help_text="Set on.")
    tonne_source = FreeText(max_length=300, required=False, default="", help_text="By whom, or after what.")
    ladder = LadderDiscountInput(many=True, required=False, default=list)
    ladder_in_percent = YesOrNo(required=False, default=False, help_text="The discounts are per cent of the price.")
    expected_price = AmountText(required=False, allow_null=True, default=None, help_text="The lowest one.")
    tonnes_apart = FigureText(required=False, allow_null=True, default=None, help_text="Best from worst bid.")
    criteria = CriterionInput(many=True, required=False, default=list)


def choice_said(procurement: Procurement, part: BidPart, stored: Evaluation, sent: dict[str, Any]) -> EvaluationChoice:
    """Return what is said; UnfitError with the sentences of the page for what does not fit."""
    typed = {name: as_typed(sent[name]) for name in (*PLAIN, "ladder_in_percent")}
    names: dict[str, str] = {}
    for place, said in enumerate(sent["ladder"]):
        field = f"level_{said['level']}"
        if field in typed:
            raise unfit(f"ladder.{place}.level", _("This is here twice."), "said_twice")
        typed[field], names[field] = as_typed(said["discount"]), f"ladder.{place}.discount"
    known = EvaluationForm(procurement, part, stored)
    for place, said in enumerate(sent["criteria"]):
        _add_criterion(known, typed, names, said, f"criteria.{place}")
    form = EvaluationForm(procurement, part, stored, typed)
    require_valid(form, names)
    return form.choice


def _add_criterion(
    form: EvaluationForm, typed: dict[str, str], names: dict[str, str], said: dict[str, Any], place: str
) -> None:
    line = next((line for line in form.part.criteria if line.line.asked.uuid == said["asked"]), None)
    if line is None:
        raise unfit(f"{place}.asked", _("The lot has no such award criterion with a weight."), "unknown_asked")
    for name in BY:
        field = f"{name}_{line.key}"
        if field in typed:
            raise unfit(f"{place}.asked", _("This is here twice."), "said_twice")
        names[field] = f"{place}.{name}"
        if said[name] is None:
            continue
        if field not in form.fields:
            raise unfit(f"{place}.{name}", _("Points of this criterion have no scale. Leave it out."), "not_asked")
        typed[field] = as_typed(said[name])
