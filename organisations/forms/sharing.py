"""Forms about what crosses organisations: shares and network members."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from organisations.models import Organisation
from organisations.models.shares import Area, Depth
from organisations.queries.networks import members_of, receivers_for

WHAT = {
    "footprint-totals": (Area.FOOTPRINT, Depth.TOTALS),
    "footprint-rows": (Area.FOOTPRINT, Depth.ROWS),
    "ledger-rows": (Area.LEDGER, Depth.ROWS),
}
WHAT_CHOICES = [
    ("footprint-totals", _("The footprint, sums only: by category, month and year")),
    ("footprint-rows", _("The footprint down to the single ledger line")),
    ("ledger-rows", _("The accounts down to the single ledger line")),
]


class ShareForm(forms.Form):
    """With whom to share what, until when."""

    receiver = forms.ModelChoiceField(label=_("With whom"), queryset=Organisation.objects.none(), empty_label=None)
    what = forms.ChoiceField(label=_("What"), choices=WHAT_CHOICES, widget=forms.RadioSelect)
    valid_to = forms.DateField(
        label=_("Last day"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text=_("Leave empty to share until you end it."),
    )

    def __init__(self, *args: Any, owner: Organisation, **kwargs: Any) -> None:  # noqa: ANN401 - Django's own signature
        super().__init__(*args, **kwargs)
        groups = receivers_for(owner)
        everyone = [organisation.pk for _group, members in groups for organisation in members]
        field = self.fields["receiver"]
        field.queryset = Organisation.objects.filter(pk__in=everyone)  # type: ignore[attr-defined]
        field.choices = [  # type: ignore[attr-defined]
            (name, [(organisation.pk, organisation.name) for organisation in members]) for name, members in groups
        ]


class MemberForm(forms.Form):
    """Which organisation to take into a network."""

    member = forms.ModelChoiceField(
        label=_("Organisation"), queryset=Organisation.objects.none(), empty_label=_("Choose an organisation")
    )

    def __init__(self, *args: Any, network: Organisation, **kwargs: Any) -> None:  # noqa: ANN401 - Django's own signature
        super().__init__(*args, **kwargs)
        members = [member.organisation.pk for member in members_of(network)] if network.is_network else []
        others = Organisation.objects.exclude(kind=Organisation.Kind.NETWORK).exclude(pk__in=[network.pk, *members])
        self.fields["member"].queryset = others  # type: ignore[attr-defined]
