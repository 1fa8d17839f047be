"""A document of a procurement."""

from django import forms
from django.utils.translation import gettext_lazy as _

from foundation.files.forms import UploadForm


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
