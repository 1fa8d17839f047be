"""Into which procurement something of the bank is put, and for which of its lots."""

from collections.abc import Iterable

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from procurement.models import Lot, Procurement


class PutIntoForm(forms.Form):
    """One choice among procurements and their lots; `target` is what was chosen when the form is valid."""

    into = forms.ChoiceField(
        label=gettext_lazy("Procurement"),
        help_text=gettext_lazy("Those that you lead, until bids are evaluated. The last changed stands first."),
        error_messages={"required": gettext_lazy("Choose a procurement.")},
    )

    def __init__(self, procurements: Iterable[Procurement], data: dict[str, str] | None = None) -> None:
        super().__init__(data)
        self._targets: dict[str, tuple[Procurement, Lot | None]] = {}
        groups = [(each.title, self._choices(each)) for each in procurements]
        self.fields["into"].choices = [  # type: ignore[attr-defined]
            group if len(group[1]) > 1 else (group[1][0][0], group[0]) for group in groups
        ]

    @property
    def target(self) -> tuple[Procurement, Lot | None]:
        """The chosen procurement and lot, None for all lots; the form must be valid."""
        return self._targets[self.cleaned_data["into"]]

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to choose from."""
        return not self._targets

    def _choices(self, procurement: Procurement) -> list[tuple[str, str]]:
        """Return the procurement as a whole and each lot, by key."""
        lots = {str(lot.uuid): lot for lot in procurement.lots.all()}
        self._targets |= {str(procurement.uuid): (procurement, None)}
        self._targets |= {key: (procurement, lot) for key, lot in lots.items()}
        named = [(key, f"{lot.number} {lot.title}") for key, lot in lots.items()]
        return [(str(procurement.uuid), _("all lots")), *named]
