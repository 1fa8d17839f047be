"""What a client says of a procurement and of its lots."""

from datetime import UTC
from typing import Any

from rest_framework import serializers

from foundation.api.fields import PatternText, WordsText
from foundation.api.input import Input, Parameters
from organisations.models import Organisation
from procurement.api.body_examples import LOTS, PROCUREMENT, PROCUREMENT_CHANGE, shown_by
from procurement.api.fields import BuyerNames, FreeText, PercentText
from procurement.calculations.contract_period import MOST_OPTIONS
from procurement.models import Agreement, Procedure, Stage
from procurement.models.procurements import LONGEST_DESCRIPTION, LONGEST_MONTHS, MOST_CPV
from requirements_bank.api.baskets import AmountText

COUNTRIES = Organisation.Country.choices
OF_VALUE = "Without VAT, with all extensions, in the currency of the country."
CATEGORY = "An area or a leaf of the categories."


class CpvCodes(serializers.ListField):
    """CPV codes."""

    def __init__(self, **options: Any) -> None:  # noqa: ANN401 - passed on
        options.setdefault("help_text", "Eight digits each.")
        super().__init__(child=PatternText(r"^[0-9]{8}\Z"), max_length=MOST_CPV, **options)


@shown_by(PROCUREMENT_CHANGE)
class ProcurementChange(Input):
    """What is to be said of a procurement; what is left out stays, null and empty texts take away."""

    revision = serializers.IntegerField(min_value=1, max_value=2**31 - 1, help_text="The one that was read.")
    title = WordsText(max_length=300, required=False)
    description = FreeText(max_length=LONGEST_DESCRIPTION, required=False)
    case_number = FreeText(max_length=60, required=False, help_text="In the archive.")
    category = serializers.CharField(max_length=60, required=False, allow_blank=True, help_text=CATEGORY)
    cpv = CpvCodes(required=False)
    country = serializers.ChoiceField(choices=COUNTRIES, required=False, help_text="Whose law and currency hold.")
    value = AmountText(required=False, allow_null=True, help_text=OF_VALUE)
    procedure = serializers.ChoiceField(
        choices=["", *Procedure.values], required=False, help_text="By the codes of eForms."
    )
    agreement = serializers.ChoiceField(choices=Agreement.values, required=False, help_text="What it ends in.")
    price_weight = PercentText(required=False, allow_null=True, help_text="In per cent.")
    dialogue_on = serializers.DateField(required=False, allow_null=True, help_text="The talk with the market.")
    announced_on = serializers.DateField(required=False, allow_null=True, help_text="The law of this day holds.")
    bids_due_on = serializers.DateField(required=False, allow_null=True)
    awarded_on = serializers.DateField(required=False, allow_null=True)
    first_day = serializers.DateField(required=False, allow_null=True, help_text="The contract begins.")
    months = serializers.IntegerField(
        min_value=1, max_value=LONGEST_MONTHS, required=False, allow_null=True, help_text="How long it runs."
    )
    options = serializers.ListField(
        child=serializers.IntegerField(min_value=1, max_value=LONGEST_MONTHS),
        max_length=MOST_OPTIONS,
        required=False,
        help_text="Months of each extension.",
    )
    because = FreeText(
        max_length=500, required=False, help_text="Needed once there are bids, for what they were given on; it is kept."
    )


@shown_by(PROCUREMENT)
class ProcurementInput(ProcurementChange):
    """A new procurement, of which no more than its name has to be known."""

    revision = None  # type: ignore[assignment]  # there is none yet
    because = None  # type: ignore[assignment]  # nothing was said before
    title = WordsText(max_length=300, help_text="As colleagues would call it.")


class ProcurementParameters(Parameters):
    """Which procurements."""

    q = WordsText(required=False, max_length=200, help_text="Words in title, description or case number, all of them.")
    stage = serializers.ChoiceField(choices=Stage.values, required=False, help_text="How far they have come.")
    category = serializers.CharField(max_length=60, required=False, help_text="A leaf, or an area with all its leaves.")
    ends_before = serializers.DateField(required=False, help_text="The agreed time ends before this day.")
    changed_since = serializers.DateTimeField(
        required=False, default_timezone=UTC, help_text="Changed then or later; in UTC unless it names its offset."
    )


class StageInput(Input):
    """Where it has come."""

    revision = serializers.IntegerField(min_value=1, max_value=2**31 - 1, help_text="Of the procurement, as read.")
    stage = serializers.ChoiceField(choices=Stage.values)
    because = FreeText(max_length=2000, required=False, default="", help_text="Needed to stop it.")


class BuyersInput(Input):
    """Who buys along."""

    buyers = BuyerNames(help_text="Short names; the lead need not stand here.")


class LotInput(Input):
    """A lot: one that is there, or a new one."""

    lot = serializers.UUIDField(required=False, help_text="Of one that is there; without it, a new one is added last.")
    title = WordsText(max_length=300)
    description = FreeText(max_length=LONGEST_DESCRIPTION, required=False, default="")
    cpv = CpvCodes(required=False, default=list)
    value = AmountText(required=False, allow_null=True, default=None, help_text="Without VAT.")
    revision = serializers.IntegerField(
        min_value=1, max_value=2**31 - 1, required=False, help_text="Needed with lot: the one that was read."
    )


@shown_by(LOTS)
class LotsInput(Input):
    """All lots as they are to be."""

    lots = LotInput(many=True)
