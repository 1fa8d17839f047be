"""Sign a contract, use an extension, and change its value with a ground."""

from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from foundation.reason_fields import ReasonField
from procurement.calculations.law_rules import ChangeTerms
from procurement.forms.beyond import BeyondField
from procurement.forms.figures import FigureField
from procurement.forms.manager import ManagerField
from procurement.forms.procurement import DayField
from procurement.models import Contract
from procurement.queries.awards import change_rule
from procurement.queries.called_off import framework_of, has_most
from procurement.queries.taking_part import people_of
from procurement.services.change_contract import Ground
from requirements_bank.forms.money import MoneyField, typed_amount


class NeededDayField(DayField):
    """A day that has to be said."""

    def __init__(self, **kwargs: Any) -> None:  # noqa: ANN401 - Django's own
        super().__init__(**kwargs)
        self.required = True
        self.error_messages["required"] = gettext_lazy("Write the day.")


class RevisionForm(forms.Form):
    """A form that knows which state of the contract it was made from."""

    revision = forms.IntegerField(widget=forms.HiddenInput, required=False)

    @property
    def read_revision(self) -> int:
        """The revision that was read before; the form must be valid."""
        return self.cleaned_data["revision"] or 0


class SignForm(RevisionForm):
    """When it was signed, and when it really begins."""

    signed_on = NeededDayField(label=gettext_lazy("Signed on"))
    first_day = NeededDayField(
        label=gettext_lazy("It begins on"),
        help_text=gettext_lazy("Another day than planned moves the steps, as each staircase says for a late start."),
    )
    number = forms.CharField(label=gettext_lazy("Contract number"), max_length=60, required=False)
    manager = ManagerField()
    early_because = ReasonField(
        label=gettext_lazy("Why no standstill has to pass"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=gettext_lazy("Only where it is signed within the standstill."),
    )

    def __init__(self, contract: Contract, data: Any = None) -> None:  # noqa: ANN401 - what a request sends
        initial = {
            "signed_on": timezone.localdate(),
            "first_day": contract.first_day,
            "number": contract.number,
            "manager": str(contract.manager.uuid) if contract.manager else "",
            "revision": contract.revision,
        }
        super().__init__(data, initial=initial)
        self.fields["manager"].offer(people_of(contract.organisation))  # type: ignore[attr-defined]


class ManagerForm(forms.Form):
    """Who looks after a contract."""

    manager = ManagerField()

    def __init__(self, contract: Contract, data: Any = None) -> None:  # noqa: ANN401 - what a request sends
        super().__init__(data, initial={"manager": str(contract.manager.uuid) if contract.manager else ""})
        self.fields["manager"].offer(people_of(contract.organisation))  # type: ignore[attr-defined]


class OptionForm(RevisionForm):
    """When the supplier was told that the contract is extended."""

    told_on = NeededDayField(label=gettext_lazy("The supplier was told on"))

    def __init__(self, contract: Contract, data: Any = None) -> None:  # noqa: ANN401 - what a request sends
        super().__init__(data, initial={"told_on": timezone.localdate(), "revision": contract.revision})


class GroundForm(RevisionForm):
    """What a change rests on."""

    agreed_on = NeededDayField(label=gettext_lazy("Agreed on"))
    ground = forms.ChoiceField(
        label=gettext_lazy("Ground in law"),
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose the ground. Without one the contract stays as it is.")},
    )
    reason = ReasonField(
        label=gettext_lazy("The reason"),
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": gettext_lazy("Write the reason.")},
        help_text=gettext_lazy("Why this ground holds. It stays with the change."),
    )
    percent = FigureField(
        label=gettext_lazy("What the change is worth, in per cent of the contract"),
        most=1000,
        decimals=2,
        required=False,
    )

    def __init__(self, contract: Contract, data: Any = None, *, typed: Any = None) -> None:  # noqa: ANN401 - as sent
        initial = {"agreed_on": timezone.localdate(), "revision": contract.revision}
        kept = {name: typed.get(name, "") for name in self.base_fields} if typed else {}
        super().__init__(data, initial={**initial, **self.more_initial(contract), **kept})
        self.fields["ground"].choices = grounds(contract.country, timezone.localdate())  # type: ignore[attr-defined]

    def more_initial(self, contract: Contract) -> dict[str, Any]:  # noqa: ARG002 - for forms with more fields
        """Return what stands in further fields at first."""
        return {}

    @property
    def said(self) -> Ground:
        """What the change rests on; the form must be valid."""
        names = ("reason", "agreed_on")
        kept = {name: self.cleaned_data[name] for name in names}
        return Ground(self.cleaned_data["ground"], **kept, percent=self.cleaned_data.get("percent"))


class ValueForm(GroundForm):
    """Another value of a contract, and what the change rests on."""

    value = MoneyField(
        label=gettext_lazy("New value without VAT"),
        max_length=40,
        error_messages={"required": gettext_lazy("Write the new value.")},
    )
    because = BeyondField()
    field_order = ("value", "because", "agreed_on", "ground", "reason")

    def __init__(self, contract: Contract, data: Any = None) -> None:  # noqa: ANN401 - what a request sends
        super().__init__(contract, data)
        framework = framework_of(contract)
        if framework is None or not has_most(framework):
            del self.fields["because"]
        if contract.value is not None:
            del self.fields["percent"]  # it follows from the sums

    def more_initial(self, contract: Contract) -> dict[str, Any]:
        """Begin with the value that holds."""
        return {"value": typed_amount(contract.value)}


def grounds(country: str, today: date) -> list[tuple[str, str]]:
    """Return the grounds that the law of the day knows, with the limit of each."""
    rule = change_rule(country, today)
    if rule is None or not isinstance(rule.terms, ChangeTerms):
        return []
    language = (get_language() or "en").partition("-")[0]
    return [
        (each.code, _with_limit(each.names.get(language, each.names["en"]), each.most_percent))
        for each in rule.terms.grounds
    ]


def _with_limit(name: str, limits: Any) -> str:  # noqa: ANN401 - a mapping of limits
    shown = name[:1].upper() + name[1:]
    if not limits:
        return shown
    said = sorted({f"{limit.normalize():f}" for limit in limits.values()}, key=Decimal)
    return _("%(ground)s (at most %(percent)s per cent)") % {"ground": shown, "percent": " / ".join(said)}
