"""What is said of a supplier: a contact, and a note on the relation."""

from django import forms
from django.utils.translation import gettext_lazy as _

from follow_up.forms.deviations import lines
from procurement.forms.names import NameField


class ContactForm(forms.Form):
    """Somebody to talk to."""

    name = NameField(label=_("Name"), max_length=200)
    part = forms.CharField(label=_("What they do there"), max_length=200, required=False)
    email = forms.EmailField(label=_("E-mail address"), max_length=254, required=False)
    phone = forms.CharField(label=_("Telephone"), max_length=40, required=False)
    revision = forms.IntegerField(widget=forms.HiddenInput, required=False)


class SupplierNoteForm(forms.Form):
    """A note on the relation."""

    text = lines(
        _("A note on the relation"),
        help_text=_(
            "Of your organisation. Whoever asks for access to documents, the supplier too, may get to read it: write "
            "facts, and nothing about people."
        ),
    )
