"""The form for an API client."""

from typing import Any

from django import forms
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from organisations.models import Role
from organisations.services.api_clients import ROLES, scopes_on_offer

OTHER = "other"
PRESETS: dict[str, tuple[Role, list[str]]] = {
    "deliver": (Role.FINANCE, ["ledger:write", "read"]),
    "read": (Role.READER, ["read"]),
}
PURPOSES = {
    "deliver": (_("Hand over accounts"), _("An accounting system that delivers its files by itself.")),
    "read": (_("Read figures"), _("A report tool that fetches footprints and lines.")),
    OTHER: (_("Something else"), _("You choose the role and the scopes yourself.")),
}


def purpose_choices() -> list[tuple[str, SafeString]]:
    """Return each purpose with what it means below its name."""
    return [
        (name, format_html('<strong>{}</strong><span class="hint">{}</span>', title, hint))
        for name, (title, hint) in PURPOSES.items()
    ]


class ClientForm(forms.Form):
    """What the client is called and what it is for; only for something else are its role and its scopes asked for."""

    name = forms.CharField(
        label=_("Name"), max_length=100, help_text=_("Which system it is, such as “Visma, nightly export”.")
    )
    purpose = forms.ChoiceField(
        label=_("What it is for"), widget=forms.RadioSelect, choices=purpose_choices, initial="deliver"
    )
    role = forms.ChoiceField(
        label=_("Role"),
        choices=[(role.value, role.label) for role in ROLES],
        help_text=_("The client may do what a person with this role may do, within its scopes."),
        required=False,
    )
    scopes = forms.MultipleChoiceField(
        label=_("Scopes"),
        widget=forms.CheckboxSelectMultiple,
        choices=lambda: [(name, f"{name} – {text}") for name, text in scopes_on_offer().items()],
        initial=["read"],
        required=False,
    )

    def clean(self) -> dict[str, Any]:
        """Let the purpose say the role and the scopes."""
        cleaned = dict(super().clean() or {})
        if cleaned.get("purpose") in PRESETS:
            cleaned["role"], cleaned["scopes"] = PRESETS[cleaned["purpose"]]
        elif not cleaned.get("scopes"):
            self.add_error("scopes", _("Choose at least one of the scopes on offer."))
        return cleaned
