"""What a member says of a network's rules: whether they hold, and how newer ones come."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from emissions.models import Follows, NetworkRules


class NetworkRulesForm(forms.Form):
    """Whether the rules hold, how newer ones come, and the revision that somebody saw."""

    is_on = forms.TypedChoiceField(
        label=_("Do the network's rules hold here?"),
        choices=[("yes", _("Yes, all but those you switch off below")), ("no", _("No"))],
        coerce=lambda text: text == "yes",
        widget=forms.RadioSelect,
    )
    follows = forms.ChoiceField(
        label=_("How do newer versions come?"), choices=Follows.choices, widget=forms.RadioSelect, required=False
    )
    revision = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    def __init__(self, data: Any, *, choice: NetworkRules) -> None:  # noqa: ANN401 - Django's type of what was sent
        """Start from what the member chose; nothing is on before it says so."""
        saved = choice.pk is not None
        initial = {
            "is_on": "yes" if choice.is_on or not saved else "no",
            "follows": choice.follows,
            "revision": choice.revision if saved else 0,
        }
        super().__init__(data, initial=initial)

    def clean_follows(self) -> str:
        """Keep the usual way where nothing was said."""
        return self.cleaned_data["follows"] or Follows.AUTOMATIC
