"""Evidence: a file or a link, its days, and what it shows."""

import uuid
from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from follow_up.models import Evidence, EvidenceSource
from follow_up.services.evidence import Handed, Told
from foundation.files.forms import UploadForm
from procurement.forms.contract import NeededDayField
from procurement.forms.documents import DocumentForm
from procurement.forms.procurement import DayField, LinesField
from procurement.models import Obligation

TOLD = ("title", "effective_on", "valid_until", "period_from", "period_to", "note", "confidential_because")


class EvidenceForm(UploadForm):
    """A file or a link, and what is said of it. `key` files it once, `revision` is the state that was read."""

    key = forms.UUIDField(widget=forms.HiddenInput, required=False)
    revision = forms.IntegerField(widget=forms.HiddenInput, required=False)
    link = forms.CharField(
        label=_("Or a link"),
        max_length=500,
        required=False,
        widget=forms.URLInput,
        help_text=_("To a register or a page that shows it, such as a certificate's own."),
    )
    title = forms.CharField(label=_("What it is called"), max_length=200)
    effective_on = NeededDayField(
        label=_("It takes effect on"), help_text=_("The day from which it shows something, not the day of filing.")
    )
    valid_until = DayField(label=_("Valid until"), help_text=_("The last day; empty where it does not run out."))
    period_from = DayField(label=_("Tells of the time from"))
    period_to = DayField(label=_("Tells of the time until"))
    obligations = forms.MultipleChoiceField(
        label=_("What it shows"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one thing that it shows.")},
    )
    note = LinesField(label=_("Note"), required=False, max_length=5000, widget=forms.Textarea(attrs={"rows": 3}))
    confidential_because = forms.CharField(
        label=_("Ground for confidentiality"),
        max_length=200,
        required=False,
        help_text=_("Empty where it is open; otherwise the rule of law."),
    )

    def __init__(
        self,
        obligations: Sequence[Obligation],
        data: Any = None,  # noqa: ANN401 - what a request sends
        files: Any = None,  # noqa: ANN401 - what a request sends
        *,
        known: Evidence | None = None,
        has_file: bool = True,
        chosen: Sequence[str] = (),
    ) -> None:
        self.offered = {str(each.uuid): each for each in obligations}
        initial: dict[str, Any] = {"key": uuid.uuid4(), "effective_on": timezone.localdate(), "obligations": chosen}
        if known is not None:
            initial |= {name: getattr(known, name) for name in TOLD}
            initial |= {"obligations": [str(each.obligation.uuid) for each in known.covers.all()]}
            initial |= {"revision": known.revision}
        super().__init__(data, files, initial=initial)
        self.fields["file"].required = False
        self.fields["obligations"].choices = [  # type: ignore[attr-defined]
            (key, f"{each.code} {each.title}".strip()) for key, each in self.offered.items()
        ]
        if not has_file:
            del self.fields["file"], self.fields["link"]

    def clean_confidential_because(self) -> str:
        """Refuse a ground that nobody can read."""
        return DocumentForm.clean_confidential_because(self)  # type: ignore[arg-type] # the same field

    def told(self, *, source: EvidenceSource = EvidenceSource.BUYER, source_id: uuid.UUID | None = None) -> Told:
        """Return what is said; the form must be valid."""
        said = {name: self.cleaned_data[name] for name in TOLD}
        return Told(**said, source=source, source_id=source_id, key=self.cleaned_data["key"])

    @property
    def handed(self) -> Handed:
        """The file or the link; the form must be valid."""
        file = self.cleaned_data.get("file")
        return Handed(file, file.name if file else "", self.cleaned_data.get("link", ""))

    @property
    def chosen(self) -> list[Obligation]:
        """What it shows; the form must be valid."""
        return [self.offered[key] for key in self.cleaned_data["obligations"]]
