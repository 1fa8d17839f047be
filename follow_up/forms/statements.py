"""What a supplier says to a deviation by its link."""

import uuid
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from follow_up.forms.deviations import lines
from procurement.forms.names import NameField
from procurement.forms.procurement import DayField


class StatementForm(forms.Form):
    """Explanation, plan, whether it is a deviation at all, and since when it is mended."""

    name = NameField(label=_("Your name"), max_length=200)
    explanation = lines(_("What happened"), required=False, help_text=_("Your explanation stands beside the finding."))
    disputes = forms.BooleanField(label=_("We do not agree that it is a deviation"), required=False)
    plan = lines(_("What you will do, and until when"), required=False)
    mended_on = DayField(label=_("Mended since"), help_text=_("Only if it is mended already. The buyer checks it."))
    key = forms.UUIDField(widget=forms.HiddenInput, required=False)

    def __init__(self, data: Any = None, *, name: str = "") -> None:  # noqa: ANN401 - what a request sends
        super().__init__(data, initial={"name": name, "key": uuid.uuid4()})
