"""With whom a control is shared, and how the supplier came to know of it."""

from django import forms
from django.utils.translation import gettext_lazy as _

from follow_up.services.share_control import Sharing
from requirements_bank.models import SeenBy

WITH = ((SeenBy.NETWORK.value, SeenBy.NETWORK.label), (SeenBy.PUBLIC.value, SeenBy.PUBLIC.label))


class ShareControlForm(forms.Form):
    """Who sees it, when and how the supplier was informed, and what it covers."""

    seen_by = forms.ChoiceField(label=_("Who sees it"), choices=WITH)
    informed_on = forms.DateField(label=_("The supplier was informed on"), widget=forms.DateInput({"type": "date"}))
    informed_how = forms.CharField(
        label=_("How"), max_length=300, help_text=_("For example: by e-mail to its contact, with what is shared.")
    )
    covers_all_places = forms.BooleanField(
        label=_("It tells of all that the supplier delivers, not of this place alone"), required=False
    )

    @property
    def said(self) -> Sharing:
        """What was said."""
        return Sharing(**self.cleaned_data)
