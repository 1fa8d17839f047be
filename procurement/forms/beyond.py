"""The field in which somebody says why more is called off than a framework agreement says."""

from django import forms
from django.utils.translation import gettext_lazy

from foundation.reason_fields import ReasonField


class BeyondField(ReasonField):
    """Why more may be called off; whether it takes a reason, only the sum of all call-offs tells."""

    def __init__(self) -> None:
        super().__init__(
            label=gettext_lazy("Why more may be called off"),
            max_length=2000,
            required=False,
            widget=forms.Textarea(attrs={"rows": 2}),
            help_text=gettext_lazy("Only where more is called off in all than the framework agreement says."),
        )
