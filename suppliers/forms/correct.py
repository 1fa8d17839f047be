"""What a supplier should have been called, and by which number."""

from django import forms
from django.utils.translation import gettext_lazy as _


class CorrectionForm(forms.Form):
    """A correction of one card; empty fields leave what the ledger wrote."""

    number = forms.CharField(
        label=_("The right number"),
        max_length=40,
        required=False,
        help_text=_("Empty: the number as the ledger wrote it."),
    )
    name = forms.CharField(
        label=_("The right name"),
        max_length=300,
        required=False,
        help_text=_("Empty: the name as the ledger wrote it."),
    )
    reason = forms.CharField(
        label=_("Why"),
        max_length=500,
        help_text=_("For whoever looks at it later, such as: looked up in the public register."),
    )
    revision = forms.IntegerField(widget=forms.HiddenInput, required=False)
