"""The hours that each controller has in each month, and what each kind of control takes."""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.formats import date_format

from follow_up.models import CONTROLS, MOST_A_MONTH
from follow_up.models.tasks import MOST_HOURS
from organisations.models import User


class HoursForm(forms.Form):
    """A field for each person and month, and for each kind of control; an empty month is not said."""

    def __init__(
        self,
        people: Sequence[User],
        months: Sequence[date],
        said: Mapping[tuple[int, date], Decimal],
        by_kind: Mapping[str, Decimal],
        *args: Any,  # noqa: ANN401 - as Django's
        **kwargs: Any,  # noqa: ANN401 - as Django's
    ) -> None:
        super().__init__(*args, **kwargs)
        self.people, self.months = people, months
        for person in people:
            for month in months:
                self.fields[_cell(person, month)] = _hours(
                    f"{person.name}, {date_format(month, 'F Y')}", MOST_A_MONTH, said.get((person.pk, month)), least=0
                )
        for kind in CONTROLS:
            self.fields[f"kind_{kind.value}"] = _hours(str(kind.label), MOST_HOURS, by_kind[kind.value], least=0.5)
            self.fields[f"kind_{kind.value}"].required = True

    @property
    def grid(self) -> list[tuple[User, list[forms.BoundField]]]:
        """Each person with a field for each month."""
        return [(person, [self[_cell(person, month)] for month in self.months]) for person in self.people]

    @property
    def kinds(self) -> list[forms.BoundField]:
        """The fields of the kinds of control."""
        return [self[f"kind_{kind.value}"] for kind in CONTROLS]

    @property
    def capacity(self) -> dict[tuple[User, date], Decimal | None]:
        """The hours by person and month; the form must be valid."""
        return {
            (person, month): self.cleaned_data[_cell(person, month)] for person in self.people for month in self.months
        }

    @property
    def by_kind(self) -> dict[str, Decimal]:
        """The hours by kind of control; the form must be valid."""
        return {kind.value: self.cleaned_data[f"kind_{kind.value}"] for kind in CONTROLS}


def _cell(person: User, month: date) -> str:
    return f"hours_{person.uuid.hex}_{month:%Y_%m}"


def _hours(label: str, most: Decimal, initial: Decimal | None, *, least: float) -> forms.DecimalField:
    return forms.DecimalField(
        label=label,
        required=False,
        min_value=Decimal(str(least)),
        max_value=most,
        max_digits=5,
        decimal_places=1,
        initial=None if initial is None else format(initial.normalize(), "f"),
        widget=forms.NumberInput(attrs={"inputmode": "decimal", "step": "0.5"}),
    )
