"""Parts of the law guard's form: the place of a criterion, the vehicles of a class, a question of a checklist."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from foundation.reason_fields import ReasonField
from procurement.calculations.law_rules import ChecklistItem, LawGround, VehicleClass
from procurement.models import ClimateBy, LawAnswers
from procurement.reports.law_page import VEHICLES

MOST_VEHICLES = 100_000
MOST_CRITERIA = 200
WAYS = {way: way.label for way in ClimateBy}
NUMBERS: Mapping[str, str | Promise] = {
    "number": _("In all"),
    "clean": _("Of these clean"),
    "zero_emission": _("Of these without emission"),
}
YES_NO = [("", _("Not answered")), ("yes", _("Yes")), ("no", _("No"))]


class Ranked:
    """The place of one criterion, 1 being the first."""

    def __init__(self, form: forms.Form, key: str, title: str | Promise, answers: LawAnswers) -> None:
        self.form, self.key, self.name, self.title = form, key, f"rank_{key}", title
        form.fields[self.name] = _whole(title, 1, MOST_CRITERIA, answers.ranks.get(key))

    @property
    def field(self) -> forms.BoundField:
        """The field of the place."""
        return self.form[self.name]

    @property
    def rank(self) -> int | None:
        """The place that was typed."""
        rank: int | None = self.form.cleaned_data.get(self.name)
        return rank


class VehicleRow:
    """How many vehicles of one class are bought, how many of them count, and why it need not be more."""

    def __init__(
        self, form: forms.Form, vehicle_class: VehicleClass, grounds: Sequence[LawGround], answers: LawAnswers
    ) -> None:
        self.form, self.vehicle_class, self.title = form, vehicle_class, VEHICLES[vehicle_class]
        rows: list[dict[str, Any]] = answers.vehicles
        kept = next((row for row in rows if row["vehicle_class"] == vehicle_class), {})
        for name, label in NUMBERS.items():
            form.fields[self._named(name)] = _whole(label, 0, MOST_VEHICLES, kept.get(name))
        names = {each.code: in_language(each.names, get_language()) for each in grounds}
        form.fields[self._named("ground")] = forms.ChoiceField(
            label=_("Ground of an exemption"),
            choices=[("", "—"), *names.items()],
            required=False,
            initial=kept.get("ground", ""),
        )
        form.fields[self._named("reason")] = ReasonField(
            label=_("Reason"), required=False, max_length=1000, initial=kept.get("reason", "")
        )

    @property
    def fields(self) -> list[forms.BoundField]:
        """The fields of the row."""
        return [self.form[self._named(name)] for name in (*NUMBERS, "ground", "reason")]

    @property
    def said(self) -> dict[str, Any] | None:
        """What is said of these vehicles; None where nothing is."""
        cleaned = self.form.cleaned_data
        row = {name: cleaned.get(self._named(name)) for name in (*NUMBERS, "ground", "reason")}
        is_empty = all(value in (None, "") for value in row.values())
        return None if is_empty else {"vehicle_class": self.vehicle_class.value, **row}

    @property
    def is_open(self) -> bool:
        """Whether anything stands in the row."""
        return any(field.errors or field.value() not in (None, "") for field in self.fields)

    def _named(self, name: str) -> str:
        return f"vehicle_{self.vehicle_class.value.lower()}_{name}"


class CheckedItem:
    """One question that is answered with yes or no and a reason."""

    def __init__(self, form: forms.Form, item: ChecklistItem, answers: LawAnswers) -> None:
        self.form, self.code, self.question = form, item.code, in_language(item.questions, get_language())
        kept = answers.checklist.get(item.code, {})
        form.fields[f"answer_{item.code}"] = forms.ChoiceField(
            label=self.question,
            choices=YES_NO,
            required=False,
            widget=forms.RadioSelect,
            initial={True: "yes", False: "no"}.get(kept.get("says_yes"), ""),
        )
        form.fields[f"because_{item.code}"] = ReasonField(
            label=_("Because"), required=False, max_length=2000, initial=kept.get("reason", "")
        )

    @property
    def answer(self) -> forms.BoundField:
        """Yes or no."""
        return self.form[f"answer_{self.code}"]

    @property
    def because(self) -> forms.BoundField:
        """The reason."""
        return self.form[f"because_{self.code}"]

    @property
    def said(self) -> dict[str, Any] | None:
        """What is answered; None where nothing is."""
        cleaned = self.form.cleaned_data
        says = {"yes": True, "no": False}.get(cleaned.get(f"answer_{self.code}", ""))
        reason = cleaned.get(f"because_{self.code}", "")
        return None if says is None and not reason else {"says_yes": says, "reason": reason}


def in_language(texts: Mapping[str, str], language: str | None) -> str:
    """Return a text of the rules in the language of the page."""
    return texts.get((language or "en").partition("-")[0], texts["en"])


def _whole(label: Any, lowest: int, highest: int, kept: int | None) -> forms.IntegerField:  # noqa: ANN401 - lazy or not
    widget = forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off", "class": "short"})
    return forms.IntegerField(
        label=label, min_value=lowest, max_value=highest, required=False, initial=kept, widget=widget
    )
