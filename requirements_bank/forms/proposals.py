"""What somebody proposes to a bank."""

from collections.abc import Iterable

from django import forms
from django.utils.translation import gettext_lazy as _

from foundation.reason_fields import ReasonField
from requirements_bank.models import Bank


class ProposalForm(forms.Form):
    """A requirement or a change of one."""

    bank = forms.ChoiceField(label=_("To which bank"))
    title = forms.CharField(label=_("Title"), max_length=300)
    wording = forms.CharField(
        label=_("Proposed wording"),
        max_length=8000,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_("What a buyer would fill in may stand in braces: {share}."),
    )
    reason = ReasonField(
        label=_("Why"),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("What was hard, who met it, what it would bring. The owner of the bank reads it."),
    )

    def __init__(self, *args: object, banks: Iterable[Bank] | None, **kwargs: object) -> None:
        """Offer these banks; with None it is known which."""
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        if banks is None:
            del self.fields["bank"]
        else:
            self.fields["bank"].choices = [(str(bank.uuid), bank.name) for bank in banks]  # type: ignore[attr-defined]
