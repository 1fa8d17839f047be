"""A call-off from a framework agreement, with the suppliers that were asked where they competed."""

from decimal import Decimal
from typing import Any
from uuid import uuid4

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from organisations.models import Organisation
from procurement.forms.beyond import BeyondField
from procurement.forms.contract import NeededDayField
from procurement.forms.manager import ManagerField
from procurement.models import Contract, ContractParty
from procurement.models.procurements import LONGEST_MONTHS
from procurement.queries.called_off import has_most
from procurement.queries.contracts import parallel_parties
from procurement.queries.taking_part import people_of
from procurement.services.call_off import CallOff
from requirements_bank.forms.money import MoneyField

DIRECT, COMPETITION = "direct", "competition"


class CallOffForm(forms.Form):
    """What is ordered, from whom, and how that was found out."""

    title = forms.CharField(
        label=gettext_lazy("What is ordered"),
        max_length=300,
        error_messages={"required": gettext_lazy("Give the call-off a name.")},
    )
    ordered_on = NeededDayField(label=gettext_lazy("Ordered on"))
    first_day = NeededDayField(label=gettext_lazy("It begins on"))
    months = forms.IntegerField(label=gettext_lazy("It runs for so many months"), min_value=1, max_value=LONGEST_MONTHS)
    value = MoneyField(label=gettext_lazy("Value without VAT"), max_length=40, required=False)
    number = forms.CharField(label=gettext_lazy("Contract number"), max_length=60, required=False)
    case_number = forms.CharField(label=gettext_lazy("Case number"), max_length=60, required=False)
    manager = ManagerField()
    way = forms.ChoiceField(
        label=gettext_lazy("How it is called off"),
        choices=[
            (DIRECT, gettext_lazy("Directly, on the terms of the framework agreement")),
            (COMPETITION, gettext_lazy("After a mini-competition")),
        ],
        initial=DIRECT,
        widget=forms.RadioSelect,
    )
    party = forms.ChoiceField(
        label=gettext_lazy("Supplier"), error_messages={"required": gettext_lazy("Choose the supplier.")}
    )

    because = BeyondField()
    key = forms.UUIDField(required=False, widget=forms.HiddenInput)

    def __init__(self, framework: Contract, buyer: Organisation, data: Any = None) -> None:  # noqa: ANN401 - as sent
        today = timezone.localdate()
        super().__init__(data, initial={"ordered_on": today, "first_day": today, "months": 12, "key": uuid4()})
        self.fields["manager"].offer(people_of(buyer))  # type: ignore[attr-defined]
        self._parties = {str(each.uuid): each for each in parallel_parties(framework)}
        homes = {each.contract_id: each.contract for each in self._parties.values()}
        if not any(has_most(home) for home in homes.values()):
            del self.fields["because"]
        names = [(key, _named(each)) for key, each in self._parties.items()]
        self.fields["party"].choices = names if len(names) == 1 else [("", "—"), *names]  # type: ignore[attr-defined]
        for place, each in enumerate(self._parties.values()):
            self.fields[f"asked-{place}"] = forms.BooleanField(label=each.name, required=False)
            self.fields[f"price-{place}"] = MoneyField(
                label=_("Price of %(name)s") % {"name": each.name}, max_length=40, required=False
            )

    def clean(self) -> dict[str, Any]:
        """Ask for who was invited where there was a competition."""
        said = super().clean() or {}
        if said.get("way") == COMPETITION and not self._invited():
            self.add_error("way", _("Tick the suppliers that were invited to the mini-competition."))
        if said.get("way") == COMPETITION:
            self._check_prices_have_a_supplier(said)
        return said

    @property
    def chosen_party(self) -> ContractParty:
        """Who gets it; the form must be valid."""
        return self._parties[self.cleaned_data["party"]]

    @property
    def said(self) -> CallOff:
        """What is called off; the form must be valid."""
        names = ("title", "ordered_on", "first_day", "months", "value", "number", "case_number", "manager")
        return CallOff(
            **{name: self.cleaned_data[name] for name in names},
            because=self.cleaned_data.get("because", ""),
            key=self.cleaned_data["key"],
            invited=self._invited() if self.cleaned_data["way"] == COMPETITION else {},
        )

    @property
    def suppliers(self) -> list[dict[str, Any]]:
        """The suppliers with their two fields, for the page."""
        return [
            {"name": each.name, "asked": self[f"asked-{place}"], "price": self[f"price-{place}"]}
            for place, each in enumerate(self._parties.values())
        ]

    @property
    def plain(self) -> list[forms.BoundField]:
        """The fields before the question how it is called off; a reason is asked for once it is needed."""
        names = ["title", "ordered_on", "first_day", "months", "value", "number", "case_number", "manager"]
        because = self["because"] if "because" in self.fields else None
        if because is not None and (because.errors or because.value()):
            names.insert(names.index("value") + 1, "because")
        return [self[name] for name in names]

    def _check_prices_have_a_supplier(self, said: dict[str, Any]) -> None:
        """Refuse a price of a supplier that is not ticked: it would be lost."""
        sentence = _("Tick that %(name)s was invited, or take the price out.")
        for place, each in enumerate(self._parties.values()):
            if said.get(f"price-{place}") is not None and not said.get(f"asked-{place}"):
                self.add_error(f"price-{place}", sentence % {"name": each.name})

    def _invited(self) -> dict[int, Decimal | None]:
        said = self.cleaned_data
        return {
            each.pk: said.get(f"price-{place}")
            for place, each in enumerate(self._parties.values())
            if said.get(f"asked-{place}")
        }


def _named(party: ContractParty) -> str:
    return f"{party.rank}. {party.name}" if party.rank else party.name
