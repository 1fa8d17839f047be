"""Forms about people: invite one, change what they may do."""

from django import forms
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from organisations.models import Role

ROLE_HINTS = {
    Role.READER: _("Sees the footprint and the accounts."),
    Role.OFFICER: _(
        "Sees the footprint and the accounts, calculates footprints and decides how purchases are classified."
    ),
    Role.CONTROLLER: _("Sees the footprint and the accounts, and follows up contracts."),
    Role.LEADER: _("Sees the footprint and the accounts, and calculates footprints."),
    Role.FINANCE: _(
        "Hands over accounts, decides how purchases are classified, calculates footprints, and sees personal numbers."
    ),
    Role.ADMINISTRATOR: _(
        "Manages people, sharing, settings and API clients; can do what finance can, but sees no personal numbers."
    ),
    Role.PARTNER: _("From outside: sees the footprint's sums only."),
    Role.GUEST: _("From outside and for a time: sees the footprint's sums only."),
}


def role_choices() -> list[tuple[str, SafeString]]:
    """Return each role with what it means below its name."""
    return [
        (role.value, format_html('<strong>{}</strong><span class="hint">{}</span>', role.label, ROLE_HINTS[role]))
        for role in Role
    ]


class RolesForm(forms.Form):
    """Which roles a person holds."""

    roles = forms.MultipleChoiceField(label=_("Roles"), widget=forms.CheckboxSelectMultiple, choices=role_choices)


class InvitationForm(RolesForm):
    """Whom to invite, as what, for how long."""

    name = forms.CharField(label=_("Name"), max_length=150)
    email = forms.EmailField(label=_("E-mail address"), max_length=254)
    valid_to = forms.DateField(
        label=_("Last day"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text=_("Leave empty for people who work here."),
    )
    field_order = ["name", "email", "roles", "valid_to"]
