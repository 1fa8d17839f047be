"""A contract that was signed outside this program, as it is typed: its terms and a row for each supplier."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import uuid4

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from foundation.errors import DomainError
from foundation.personal_numbers import masked
from organisations.models import Organisation
from organisations.models.organisations import CURRENCIES
from procurement.forms.contract import NeededDayField, RevisionForm
from procurement.forms.extensions import typed_extensions
from procurement.forms.manager import ManagerField
from procurement.forms.names import NameField
from procurement.models import Contract
from procurement.models.procurements import LONGEST_MONTHS
from procurement.queries.taking_part import near_organisations, people_of
from procurement.reports.contract_words import shown_number
from procurement.services.registered_said import KINDS, MOST_PARTIES, PartySaid, RegisteredSaid
from requirements_bank.forms.money import MoneyField, typed_amount
from requirements_bank.reports.category_words import categories_and_areas
from suppliers.calculations.numbers import is_anybodys, is_valid_organisation_number

Typed = dict[str, str]
HIDDEN = masked("0")
"""Stands where a person's number is shown without its digits, and comes back so."""
MOST_NOTICE = 60


class PartyForm(forms.Form):
    """One supplier; `uuid` is the kept one that the row stands for."""

    uuid = forms.UUIDField(required=False, widget=forms.HiddenInput)
    name = NameField(
        label=gettext_lazy("Supplier"), max_length=200, error_messages={"required": gettext_lazy("Name the supplier.")}
    )
    number = forms.CharField(label=gettext_lazy("Organisation number"), max_length=40, required=False)
    email = forms.EmailField(label=gettext_lazy("E-mail"), required=False)

    @property
    def said(self) -> PartySaid:
        """The supplier; the form must be valid."""
        return PartySaid(**self.cleaned_data)


class RegisterForm(RevisionForm):
    """The terms of a contract as it was signed."""

    title = forms.CharField(
        label=gettext_lazy("What the contract is about"),
        max_length=300,
        help_text=gettext_lazy("As colleagues would call it, such as “School transport 2027”."),
        error_messages={"required": gettext_lazy("Give the contract a name.")},
    )
    kind = forms.ChoiceField(
        label=gettext_lazy("Kind"), choices=[(kind.value, kind.label) for kind in KINDS], initial=KINDS[0]
    )
    number = forms.CharField(
        label=gettext_lazy("Contract number"),
        max_length=60,
        required=False,
        help_text=gettext_lazy("As it stands on invoices and in the accounts: spend is found by it."),
    )
    case_number = forms.CharField(label=gettext_lazy("Case number"), max_length=60, required=False)
    category = forms.ChoiceField(label=gettext_lazy("Category"), required=False)
    value = MoneyField(label=gettext_lazy("Value without VAT, with all extensions"), max_length=40, required=False)
    currency = forms.ChoiceField(label=gettext_lazy("Currency"))
    signed_on = NeededDayField(label=gettext_lazy("Signed on"))
    first_day = NeededDayField(
        label=gettext_lazy("First day"), help_text=gettext_lazy("It may lie in the past: the contract runs already.")
    )
    months = forms.IntegerField(
        label=gettext_lazy("It runs for so many months"),
        min_value=1,
        max_value=LONGEST_MONTHS,
        help_text=gettext_lazy("With the extensions that are used already."),
        error_messages={"required": gettext_lazy("Write for how many months it runs.")},
    )
    options = forms.CharField(
        label=gettext_lazy("Extensions in months"),
        required=False,
        max_length=60,
        help_text=gettext_lazy("One number for each that is left, with a comma between: 12, 12."),
    )
    notice_months = forms.IntegerField(
        label=gettext_lazy("Extensions are told so many months ahead"),
        min_value=0,
        max_value=MOST_NOTICE,
        initial=3,
        required=False,
    )
    manager = ManagerField()
    buyers = forms.MultipleChoiceField(
        label=gettext_lazy("Who shares it"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("They read the contract, and may call off where it is a framework agreement."),
    )
    key = forms.UUIDField(required=False, widget=forms.HiddenInput)
    is_another = forms.BooleanField(label=gettext_lazy("It is another contract that looks the same"), required=False)

    def __init__(
        self,
        home: Organisation,
        data: Any = None,  # noqa: ANN401 - what a request sends
        *,
        contract: Contract | None = None,
        typed: Any = None,  # noqa: ANN401 - what a request sends, not to be checked yet
    ) -> None:
        first = _kept(contract) if contract else {"currency": CURRENCIES[home.country], "key": uuid4()}
        if typed is not None:
            first |= {name: typed.get(name, "") for name in self.base_fields if name != "buyers"}
            first["buyers"] = typed.getlist("buyers") if hasattr(typed, "getlist") else []
        super().__init__(data, initial=first)
        self._offer(home, contract)

    def clean_options(self) -> list[int]:
        """Return the months of each extension."""
        return typed_extensions(self.cleaned_data["options"])

    def said(self, parties: tuple[PartySaid, ...]) -> RegisteredSaid:
        """Return the contract with these suppliers; the form must be valid."""
        said = {name: value for name, value in self.cleaned_data.items() if name != "revision"}
        said["options"] = tuple(said["options"])
        said["notice_months"] = said["notice_months"] or 0
        said["buyers"] = tuple(self._near[key] for key in said["buyers"])
        return RegisteredSaid(parties=parties, **said)

    @property
    def has_neighbours(self) -> bool:
        """Whether there is anybody to share with."""
        return bool(self._near)

    def _offer(self, home: Organisation, contract: Contract | None) -> None:
        now = [each.buyer for each in contract.buyers.select_related("buyer")] if contract else []
        near = {each.pk: each for each in (*near_organisations(home), *now)}
        self._near = {str(each.uuid): each for each in sorted(near.values(), key=lambda each: each.name)}
        self.fields["manager"].offer(people_of(home))  # type: ignore[attr-defined]
        choices: dict[str, list[Any]] = {
            "category": [("", "—"), *categories_and_areas()],
            "currency": [(each, each) for each in sorted(set(CURRENCIES.values()))],
            "buyers": [(key, each.name) for key, each in self._near.items()],
        }
        for name, offered in choices.items():
            self.fields[name].choices = offered  # type: ignore[attr-defined]


@dataclass
class RegisterForms:
    """The whole page: terms and rows of suppliers. A row in which nothing stands is left out."""

    terms: RegisterForm
    rows: list[Typed]
    country: str
    checks: bool = False
    parties: list[PartyForm] = field(init=False)

    def __post_init__(self) -> None:
        """Bind the rows in which something stands where they are to be checked; one row at least."""
        filled = [any(text.strip() for name, text in row.items() if name != "uuid") for row in self.rows]
        self.parties = [
            PartyForm({f"party-{place}-{name}": text for name, text in row.items()}, prefix=f"party-{place}")
            if self.checks and (filled[place] or (place == 0 and not any(filled)))
            else PartyForm(initial=row, prefix=f"party-{place}")
            for place, row in enumerate(self.rows)
        ]

    def is_valid(self) -> bool:
        """Return whether everything makes sense in itself."""
        return all([self.terms.is_valid(), *(form.is_valid() for form in self.parties if form.is_bound)])

    @property
    def said(self) -> RegisteredSaid:
        """What was typed; everything must be valid."""
        return self.terms.said(tuple(form.said for form in self.parties if form.is_bound))

    def refuse(self, problem: DomainError) -> None:
        """Put what stands in the way at its field."""
        name = getattr(problem, "field", "")
        if name == "parties" and self.parties:
            self.parties[0].add_error("name", str(problem))
        else:
            self.terms.add_error(name if name in self.terms.fields else None, str(problem))

    @property
    def summary(self) -> list[tuple[str, str, str]]:
        """What is wrong: the id of its field, what it is called, and the sentence."""
        return [
            (form[name].auto_id, str(form[name].label), str(error))
            for form in (self.terms, *self.parties)
            for name, errors in form.errors.items()
            if name in form.fields
            for error in errors
        ]

    @property
    def doubts(self) -> list[str]:
        """Numbers that are kept but look wrong, a sentence for each; a person's number is right as it is."""
        return number_doubts(self.said.parties, self.country)


def number_doubts(parties: tuple[PartySaid, ...], country: str) -> list[str]:
    """Return a sentence for each supplier whose organisation number is none of the country's."""
    sentence = _(
        "“%(number)s” of %(name)s is no organisation number that can be right. It is kept: look at it once more,"
        " since spend is found by it."
    )
    return [
        sentence % {"number": each.number, "name": each.name}
        for each in parties
        if each.number
        and HIDDEN not in each.number
        and not is_anybodys(each.number)
        and not is_valid_organisation_number(each.number, country)
    ]


def typed_parties(sent: Mapping[str, str]) -> list[Typed]:
    """Return the rows of suppliers that a request sent, one at least."""
    count = sent.get("count", "0")
    number = min(int(count), MOST_PARTIES) if count.isdecimal() and len(count) < 4 else 0  # noqa: PLR2004 - digits
    names = PartyForm.base_fields
    return [{name: sent.get(f"party-{row}-{name}", "") for name in names} for row in range(number)] or [{}]


def kept_parties(contract: Contract) -> list[Typed]:
    """Return the suppliers of a contract as they would be typed."""
    return [
        {
            "uuid": str(each.uuid),
            "name": each.name,
            "number": shown_number(each.number),
            "email": each.email,
        }
        for each in contract.parties.all()
    ] or [{}]


def _kept(contract: Contract) -> dict[str, Any]:
    names = ("title", "kind", "number", "case_number", "category", "currency", "signed_on", "first_day", "months")
    options = list(contract.options.all())
    return {
        **{name: getattr(contract, name) for name in (*names, "revision")},
        "value": typed_amount(contract.value),
        "options": ", ".join(str(each.months) for each in options),
        "notice_months": options[0].notice_months if options else 3,
        "manager": str(contract.manager.uuid) if contract.manager else "",
        "buyers": [str(each.buyer.uuid) for each in contract.buyers.select_related("buyer")],
    }
