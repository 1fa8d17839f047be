"""The form for an API client."""

from django import forms
from django.utils.translation import gettext_lazy as _

from organisations.services.api_clients import ROLES, scopes_on_offer


class ClientForm(forms.Form):
    """What the client is called, what it may do, which scopes it may ask for."""

    name = forms.CharField(
        label=_("Name"), max_length=100, help_text=_("Which system it is, such as “Visma, nightly export”.")
    )
    role = forms.ChoiceField(
        label=_("Role"),
        choices=[(role.value, role.label) for role in ROLES],
        help_text=_("The client may do what a person with this role may do, within its scopes."),
    )
    scopes = forms.MultipleChoiceField(
        label=_("Scopes"),
        widget=forms.CheckboxSelectMultiple,
        choices=lambda: [(name, f"{name} – {text}") for name, text in scopes_on_offer().items()],
        initial=["read"],
    )
