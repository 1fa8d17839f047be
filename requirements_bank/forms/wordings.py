"""Old wordings as somebody hands them over, and what is decided about one."""

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from foundation.reason_fields import ReasonField
from requirements_bank.importers.old_wordings import LONGEST_WORDING
from requirements_bank.models import Bank
from requirements_bank.queries.banks import banks_taking_proposals

if TYPE_CHECKING:
    from django.core.files.uploadedfile import UploadedFile

LONGEST_TEXT = 400_000


class WordingsForm(forms.Form):
    """A pasted text, or a file."""

    text = forms.CharField(
        label=_("Text from an old contract"),
        max_length=LONGEST_TEXT,
        required=False,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text=_("One wording below the other, numbered or with empty lines between."),
    )
    name = forms.CharField(
        label=_("What to call it"), max_length=200, required=False, help_text=_("Such as: Waste contract 2019.")
    )
    file = forms.FileField(label=_("File"), required=False, allow_empty_file=True)

    def clean(self) -> dict[str, Any]:
        """One of the two is needed."""
        said: dict[str, Any] = super().clean() or self.cleaned_data
        if not said.get("file") and not (said.get("text") or "").strip() and not self.errors:
            raise forms.ValidationError(_("Paste a text, or choose a file."))
        return said

    @property
    def upload(self) -> "UploadedFile[bytes] | None":
        """The file that came, if one did."""
        return self.cleaned_data.get("file")


class RewordForm(forms.Form):
    """The text of one wording; an empty line in it makes two."""

    text = forms.CharField(label=_("Text"), max_length=LONGEST_WORDING, widget=forms.Textarea(attrs={"rows": 4}))


class ProposeForm(forms.Form):
    """Which bank a wording is proposed to, and why it should stand there."""

    bank = forms.ModelChoiceField(queryset=Bank.objects.none(), to_field_name="uuid")
    reason = ReasonField(label=_("Why it should stand there"), max_length=2_000, widget=forms.Textarea)

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - Django's
        super().__init__(*args, **kwargs)
        self.fields["bank"].queryset = banks_taking_proposals()  # type: ignore[attr-defined]
