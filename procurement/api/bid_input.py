"""A bid as a tender system sends it, and the same as the form of the page takes it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _
from rest_framework import serializers

from foundation.api.fields import FigureText
from foundation.api.input import Input
from procurement.api.body_examples import BID, shown_by
from procurement.api.fields import FreeText, unfit
from procurement.api.typed_forms import as_typed, require_valid
from procurement.calculations.evaluation_choice import EvaluationChoice
from procurement.forms.bid import LEVELS, TEXT, BidForm
from procurement.models.bids import LONGEST_NAME
from procurement.models.procurements import LATEST_STEP
from procurement.queries.bid_lines import BidPart
from procurement.services.bids import BidSaid
from requirements_bank.api.baskets import AmountText

PLAIN = ("supplier_name", "supplier_number", "contact_email", "price", "tonnes", "ladder_level", "received_on")
OF_STEPS = {"threshold": "step", "months": "months", "day": "day"}
HIGHEST_STEP = 2**15 - 1


class BidAnswerInput(Input):
    """An answer to one thing that is asked."""

    asked = serializers.UUIDField(help_text="What it answers.")
    answer = FreeText(max_length=TEXT, help_text="A figure, yes or no, a day, an option or words, as it is asked.")
    evidence = FreeText(max_length=TEXT, required=False, default="", help_text="What shows it.")


class BidStepInput(Input):
    """What is promised at one step of a staircase; without months or a day from when it is asked."""

    asked = serializers.UUIDField(help_text="What rises.")
    number = serializers.IntegerField(min_value=1, max_value=HIGHEST_STEP, help_text="Of the step that is asked.")
    threshold = FigureText()
    months = serializers.IntegerField(min_value=0, max_value=LATEST_STEP, required=False, allow_null=True)
    day = serializers.DateField(required=False, allow_null=True, help_text="Where the step is asked from a day.")


@shown_by(BID)
class BidInput(Input):
    """One bid; points are given by those who evaluate it."""

    lot = serializers.UUIDField(
        required=False, allow_null=True, default=None, help_text="Null where there are no lots."
    )
    supplier_name = FreeText(max_length=LONGEST_NAME, allow_blank=True)
    supplier_number = FreeText(max_length=40, required=False, default="", help_text="Its organisation number.")
    contact_email = FreeText(max_length=254, required=False, default="")
    price = AmountText(help_text="Of the whole contract, without VAT, in the currency of the procurement.")
    tonnes = FigureText(required=False, allow_null=True, default=None, help_text="CO2e over the contract.")
    ladder_level = serializers.IntegerField(
        min_value=0, max_value=LEVELS, required=False, allow_null=True, default=None, help_text="0 where it has none."
    )
    received_on = serializers.DateField(required=False, allow_null=True, default=None, help_text="Null if unknown.")
    answers = BidAnswerInput(many=True, required=False, default=list)
    steps = BidStepInput(many=True, required=False, default=list)


def part_for(parts: list[BidPart], lot: UUID | None) -> BidPart:
    """Return the part with this lot, or the whole where there are no lots; UnfitError for any other."""
    found = next((part for part in parts if (part.lot.uuid if part.lot else None) == lot), None)
    if found is None:
        sentence = _("The procurement has no such lot.") if lot else _("The procurement has lots. Say for which one.")
        raise unfit("lot", sentence, "unknown_lot")
    return found


@dataclass
class _Typed:
    """What a client sends, as it would be typed, and where each of it stands in the body."""

    form: BidForm
    texts: dict[str, str]
    places: dict[str, str] = field(default_factory=dict)

    def add(self, place: str, told: Mapping[str, Any], fields: Mapping[str, str]) -> None:
        """Add what is told of one thing; UnfitError for what is asked otherwise, or told twice."""
        for name, text in fields.items():
            if text in self.texts:
                raise unfit(f"{place}.asked", _("This is here twice."), "said_twice")
            if text not in self.form.fields:
                raise unfit(f"{place}.{name}", _("This is not asked here, or asked otherwise."), "not_asked")
            self.texts[text], self.places[text] = as_typed(told[name]), f"{place}.{name}"


def bid_said(part: BidPart, sent: Mapping[str, Any]) -> BidSaid:
    """Return what is said of a bid; UnfitError with the sentences of the page for what does not fit."""
    typed = _Typed(BidForm(part, EvaluationChoice()), {name: as_typed(sent[name]) for name in PLAIN})
    for number, told in enumerate(sent["answers"]):
        place = f"answers.{number}"
        key = _key_of(part, told["asked"], place)
        typed.add(place, told, {"answer": f"answer_{key}", "evidence": f"evidence_{key}"})
    for number, told in enumerate(sent["steps"]):
        place = f"steps.{number}"
        key = _key_of(part, told["asked"], place)
        there = {name: word for name, word in OF_STEPS.items() if told.get(name) is not None}
        typed.add(place, told, {name: f"{word}_{key}_{told['number']}" for name, word in there.items()})
    form = BidForm(part, EvaluationChoice(), typed.texts)
    require_valid(form, typed.places)
    return form.said


def _key_of(part: BidPart, asked: UUID, place: str) -> str:
    found = next((line for line in part.lines if line.line.asked.uuid == asked), None)
    if found is None:
        raise unfit(f"{place}.asked", _("Nothing like this is asked for in the lot of the bid."), "unknown_asked")
    return found.key
