"""A document of a procurement."""

from django import forms
from django.utils.translation import gettext_lazy as _

from foundation.files.forms import UploadForm
from foundation.typed_reasons import reason_of


class DocumentForm(UploadForm):
    """A file, what it is called, and why it is confidential where it is."""

    title = forms.CharField(
        label=_("What it is called"),
        max_length=200,
        required=False,
        help_text=_("The name of the file, unless you say something else."),
    )
    confidential_because = forms.CharField(
        label=_("Ground for confidentiality"),
        max_length=200,
        required=False,
        help_text=_(
            "Empty where it is open: those who buy along read it too."
            " Otherwise the rule of law, such as offentleglova § 23 or OSL 19 kap. 3 §."
        ),
    )

    def clean_confidential_because(self) -> str:
        """Refuse a ground that nobody can read; the document would be closed and nobody could say why."""
        typed: str = self.cleaned_data["confidential_because"]
        if typed and not reason_of(typed):
            raise forms.ValidationError(_("Write the ground so that it can be read."))
        return typed
