"""The filters of the audit page, read from the address."""

from datetime import date
from typing import Any

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils.translation import gettext_lazy as _

from foundation.changes.history import HistoryFilters, actors_in, kinds_in
from foundation.changes.sentences import worded_kinds

KNOWN_DAYS = (MinValueValidator(date(1900, 1, 1)), MaxValueValidator(date(2200, 12, 31)))


class HistoryForm(forms.Form):
    """By kind of thing, by person, by day; what cannot be read is left out."""

    kind = forms.ChoiceField(label=_("What"), required=False)
    actor = forms.ChoiceField(label=_("Who"), required=False)
    from_day = forms.DateField(
        label=_("From"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        validators=KNOWN_DAYS,
    )
    to_day = forms.DateField(
        label=_("To"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        validators=KNOWN_DAYS,
    )

    def __init__(self, *args: Any, organisation_id: int, reader_id: int | None, **kwargs: Any) -> None:  # noqa: ANN401
        super().__init__(*args, **kwargs)
        names = {kind: str(wording.name) for kind, wording in worded_kinds().items()}
        kinds = [(kind, names.get(kind, kind)) for kind in kinds_in(organisation_id, reader_id)]
        self.fields["kind"].choices = [("", _("Everything")), *kinds]  # type: ignore[attr-defined]
        actors = [(name, name) for name in actors_in(organisation_id, reader_id)]
        self.fields["actor"].choices = [("", _("Everybody")), *actors]  # type: ignore[attr-defined]

    @property
    def filters(self) -> HistoryFilters:
        """Return what could be read of what the reader asked for."""
        self.is_valid()
        read = getattr(self, "cleaned_data", {})
        return HistoryFilters(
            kind=read.get("kind") or "",
            actor=read.get("actor") or "",
            from_day=read.get("from_day"),
            to_day=read.get("to_day"),
        )

    @property
    def is_narrowed(self) -> bool:
        """Whether anything is left out."""
        return self.filters != HistoryFilters()
