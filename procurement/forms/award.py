"""An award as it is typed: who wins, and on which terms; nothing typed is ever lost."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from foundation.reason_fields import ReasonField
from procurement.forms.contract import NeededDayField
from procurement.forms.extensions import typed_extensions
from procurement.forms.figures import FigureField
from procurement.forms.manager import ManagerField
from procurement.forms.names import NameField
from procurement.forms.procurement import DayField
from procurement.models import Agreement, Award, Lot, Procurement
from procurement.models.procurements import LONGEST_MONTHS
from procurement.queries.planned_obligations import NO_OFFER, Offer, PlannedObligation
from procurement.queries.taking_part import all_people_of_buyers
from procurement.reports.spoken import SPOKEN
from procurement.services.award_terms import MOST_WINNERS, WITHOUT_BIDS, AwardTerms, Winner
from requirements_bank.forms.money import MoneyField, typed_amount

LANGUAGES = [("nb", "Norsk bokmål"), ("nn", "Norsk nynorsk"), ("sv", "Svenska"), ("en", "English")]


class WinnerForm(forms.Form):
    """One supplier that wins. `bid` is the id of the bid that it stands in for, empty where it was typed."""

    told = ""  # what is known of the bid
    bid = forms.CharField(required=False, max_length=36, widget=forms.HiddenInput)
    wins = forms.BooleanField(label=gettext_lazy("Wins"), required=False)
    name = NameField(
        label=gettext_lazy("Supplier"), max_length=200, error_messages={"required": gettext_lazy("Name the supplier.")}
    )
    number = forms.CharField(label=gettext_lazy("Organisation number"), max_length=40, required=False)
    email = forms.EmailField(label=gettext_lazy("E-mail"), required=False)
    value = MoneyField(label=gettext_lazy("Value without VAT"), max_length=40, required=False)
    rank = forms.IntegerField(label=gettext_lazy("Rank"), min_value=1, max_value=MOST_WINNERS, required=False)
    share = FigureField(label=gettext_lazy("Share in per cent"), most=100, decimals=2, required=False)

    def winner(self, offer: Offer = NO_OFFER) -> Winner:
        """Return who wins; the form must be valid."""
        names = ("name", "number", "email", "value", "rank", "share")
        return Winner(**{name: self.cleaned_data[name] for name in names}, offer=offer)


class TermsForm(forms.Form):
    """What is decided beside who wins."""

    decided_on = DayField(label=gettext_lazy("Decided on"))
    told_on = DayField(
        label=gettext_lazy("Suppliers were told on"),
        help_text=gettext_lazy(
            "From this day the standstill is counted. Empty until they are told: you say it beside the letters."
        ),
    )
    because = ReasonField(
        label=gettext_lazy("The reason"),
        required=False,
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("As it stands in the decision."),
        error_messages={"required": WITHOUT_BIDS},
    )
    first_day = DayField(label=gettext_lazy("The contract begins on"))
    months = forms.IntegerField(label=gettext_lazy("It runs for so many months"), min_value=1, max_value=LONGEST_MONTHS)
    options = forms.CharField(
        label=gettext_lazy("Extensions in months"),
        required=False,
        max_length=60,
        help_text=gettext_lazy("One number for each, with a comma between: 12, 12."),
    )
    notice_months = forms.IntegerField(
        label=gettext_lazy("Extensions are told so many months ahead"), min_value=0, max_value=60, initial=3
    )
    value = MoneyField(
        label=gettext_lazy("Value without VAT, where no supplier has its own above"),
        max_length=40,
        required=False,
        help_text=gettext_lazy("If each supplier gets a contract of its own, they divide this by their shares."),
    )
    language = forms.ChoiceField(label=gettext_lazy("Language of the contract"), choices=LANGUAGES)
    manager = ManagerField()
    together = forms.ChoiceField(
        label=gettext_lazy("Where several win"),
        choices=[
            ("", gettext_lazy("Each gets a contract of its own")),
            ("1", gettext_lazy("One contract with all of them")),
        ],
        required=False,
        widget=forms.RadioSelect,
    )
    obligations = forms.MultipleChoiceField(
        label=gettext_lazy("What the contract obliges to"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(
        self,
        procurement: Procurement,
        lot: Lot | None,
        planned: Sequence[PlannedObligation],
        data: Any = None,  # noqa: ANN401 - what a request sends
        *,
        checks: bool = True,
        has_bids: bool = False,
    ) -> None:
        typed = {} if data is None or checks else award_as_typed(data)
        super().__init__(
            data if checks else None, initial={**_usual(procurement, lot, planned, has_bids=has_bids), **typed}
        )
        self.fields["manager"].offer(all_people_of_buyers(procurement))  # type: ignore[attr-defined]
        self.fields["because"].required = not has_bids
        self._planned_first_day = procurement.first_day
        self._choose("obligations", [(str(each.asked.uuid), f"{each.asked.code} {each.title}") for each in planned])

    def clean(self) -> dict[str, Any]:
        """Ask for the days without which nothing can be resolved."""
        said = super().clean() or {}
        for name, sentence in (
            ("decided_on", _("Write the day of the decision.")),
            ("first_day", _("Write the day on which the contract begins. It may change at signature.")),
        ):
            if not said.get(name) and name not in self.errors:
                self.add_error(name, sentence)
        return said

    def clean_options(self) -> list[int]:
        """Return the months of each extension."""
        return typed_extensions(self.cleaned_data["options"])

    @property
    def terms(self) -> AwardTerms:
        """What was typed; the form must be valid."""
        said = dict(self.cleaned_data)
        said["options"] = tuple(said["options"])
        said["together"] = bool(said["together"])
        said["obligations"] = frozenset(UUID(each) for each in said["obligations"])
        return AwardTerms(**said, planned_first_day=self._planned_first_day)

    def _choose(self, name: str, choices: list[Any]) -> None:
        self.fields[name].choices = choices  # type: ignore[attr-defined]


class ToldForm(forms.Form):
    """When all who bid were told of a decision; the standstill is counted from that day."""

    told_on = NeededDayField(
        label=gettext_lazy("Suppliers were told on"), help_text=gettext_lazy("From this day the standstill is counted.")
    )

    def __init__(self, made: Award, data: Any = None) -> None:  # noqa: ANN401 - what a request sends
        super().__init__(data, initial={"told_on": made.told_on}, prefix=f"told-{made.uuid}")
        self.made = made


def award_as_typed(sent: Any) -> dict[str, Any]:  # noqa: ANN401 - what a request sends
    """Return what stands in the fields, to show it again without calling anything wrong."""
    typed = {name: sent.get(name, "") for name in TermsForm.base_fields}
    return {**typed, "obligations": sent.getlist("obligations")}


def _usual(
    procurement: Procurement, lot: Lot | None, planned: Sequence[PlannedObligation], *, has_bids: bool
) -> dict[str, Any]:
    """Return the terms as they were planned; with bids their prices are the values, and no estimate stands in."""
    value = lot.value if lot and lot.value is not None else procurement.value
    return {
        "decided_on": timezone.localdate().isoformat(),
        "first_day": procurement.first_day,
        "months": procurement.months,
        "options": ", ".join(str(months) for months in procurement.options),
        "notice_months": 3,
        "value": "" if has_bids else typed_amount(value),
        "language": SPOKEN.get(procurement.country, "en"),
        "together": "1" if procurement.agreement == Agreement.FRAMEWORK else "",
        "obligations": [str(each.asked.uuid) for each in planned if each.is_usual],
    }
