"""What a client says of a contract that was signed elsewhere, and of what it obliges to."""

from rest_framework import serializers

from foundation.api.fields import FigureText, TypedUuid, WordsText
from foundation.api.input import Input
from organisations.models.organisations import CURRENCIES
from procurement.api.body_examples import ADDED_OBLIGATION, REGISTERED, REGISTERED_CHANGE, WITHDRAWN, shown_by
from procurement.api.fields import BuyerNames, FreeText
from procurement.calculations.contract_period import MOST_OPTIONS
from procurement.models.procurements import LATEST_STEP, LONGEST_MONTHS, LONGEST_NOTICE
from procurement.services.registered_obligations import ObligationSaid
from procurement.services.registered_said import KINDS, MOST_PARTIES
from procurement.services.staircases import MOST_STEPS
from requirements_bank.api.baskets import AmountText
from requirements_bank.calculations.requirement import Direction, Kind, Theme

LONGEST = 10_000
REVISION = "Of the contract, as it was read."


class PartyInput(Input):
    """A supplier."""

    party = TypedUuid(required=False, help_text="Of one that is there; without it, it is known by name.")
    name = WordsText(max_length=200)
    number = FreeText(max_length=40, required=False, default="", help_text="Its organisation number.")
    email = serializers.EmailField(required=False, default="", allow_blank=True)


@shown_by(REGISTERED_CHANGE)
class RegisteredChange(Input):
    """What is to be said of a registered contract; what is left out stays."""

    revision = serializers.IntegerField(min_value=1, max_value=2**31 - 1, help_text=REVISION)
    title = WordsText(max_length=300, required=False)
    kind = serializers.ChoiceField(choices=[kind.value for kind in KINDS], required=False)
    number = FreeText(max_length=60, required=False, help_text="As accounts name it: spend is found by it.")
    case_number = FreeText(max_length=60, required=False, help_text="In the archive.")
    category = serializers.CharField(max_length=60, required=False, allow_blank=True)
    value = AmountText(required=False, allow_null=True, help_text="Without VAT, with all extensions.")
    currency = serializers.ChoiceField(choices=sorted(set(CURRENCIES.values())), required=False)
    signed_on = serializers.DateField(required=False)
    first_day = serializers.DateField(required=False)
    months = serializers.IntegerField(min_value=1, max_value=LONGEST_MONTHS, required=False, help_text="It runs.")
    options = serializers.ListField(
        child=serializers.IntegerField(min_value=1, max_value=LONGEST_MONTHS),
        max_length=MOST_OPTIONS,
        required=False,
        help_text="Months of each extension, used ones first.",
    )
    notice_months = serializers.IntegerField(min_value=0, max_value=60, required=False, help_text="Of extensions.")
    parties = serializers.ListField(child=PartyInput(), required=False, max_length=MOST_PARTIES)
    buyers = BuyerNames(required=False, help_text="Short names of all who share it beside its keeper.")


@shown_by(WITHDRAWN)
class WithdrawContractInput(Input):
    """A contract that was registered by mistake."""

    revision = serializers.IntegerField(min_value=1, max_value=2**31 - 1, help_text=REVISION)
    because = FreeText(max_length=2000, help_text="Why it is withdrawn; it is kept.")


@shown_by(REGISTERED)
class RegisteredInput(RegisteredChange):
    """A contract that is signed already and was not awarded here."""

    revision = None  # type: ignore[assignment]  # there is none yet
    key = TypedUuid(required=False, help_text="What has the same key is registered once.")
    is_another = serializers.BooleanField(
        required=False, help_text="It is one more beside a contract of the same name, suppliers and days."
    )
    title = WordsText(max_length=300)
    signed_on = serializers.DateField()
    first_day = serializers.DateField()
    months = serializers.IntegerField(min_value=1, max_value=LONGEST_MONTHS, help_text="It runs.")
    parties = serializers.ListField(child=PartyInput(), max_length=MOST_PARTIES)


class AgreedStepInput(Input):
    """A step: its threshold, and from when on, some months after the contract's first day or a day."""

    threshold = FigureText()
    months = serializers.IntegerField(min_value=0, max_value=LATEST_STEP, required=False, allow_null=True)
    day = serializers.DateField(required=False, allow_null=True)
    notice_months = serializers.IntegerField(min_value=0, max_value=LONGEST_NOTICE, required=False, default=0)
    proof = FreeText(max_length=2000, required=False, default="")


class ObligationChange(Input):
    """What the signed contract really says; what is left out stays."""

    revision = serializers.IntegerField(min_value=1, max_value=2**31 - 1, help_text=REVISION)
    because = FreeText(max_length=2000, help_text="Why it is mended; it is kept.")
    title = WordsText(max_length=300, required=False)
    wording = FreeText(max_length=LONGEST, required=False)
    proof = FreeText(max_length=LONGEST, required=False)
    audit_right = FreeText(max_length=LONGEST, required=False, help_text="What right there is to look into it.")
    themes = serializers.ListField(
        child=serializers.ChoiceField(choices=[theme.value for theme in Theme]), required=False, max_length=len(Theme)
    )
    kind = serializers.ChoiceField(choices=[Kind.CONTRACT_CLAUSE.value, Kind.REPORTING_DUTY.value], required=False)
    unit = FreeText(max_length=40, required=False)
    direction = serializers.ChoiceField(choices=["", *(each.value for each in Direction)], required=False)
    steps = serializers.ListField(child=AgreedStepInput(), required=False, max_length=MOST_STEPS)


@shown_by(ADDED_OBLIGATION)
class ObligationInput(ObligationChange):
    """One thing that a registered contract obliges to: of the bank by its version, or in the contract's own words."""

    because = None  # type: ignore[assignment]  # nothing stood there before
    version = TypedUuid(required=False, help_text="Published, of the bank. Its texts and measure hold.")
    values = serializers.DictField(
        child=serializers.CharField(max_length=200), required=False, help_text="Of the version's variables."
    )


MENDED = [name for name in ObligationSaid.__dataclass_fields__ if name not in ("version", "values", "steps")]
"""What is said of an obligation beside its steps and where it comes from."""
