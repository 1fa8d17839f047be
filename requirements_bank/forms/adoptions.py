"""What is decided about the use of a requirement: who sees it, why it ends, what becomes of a newer version."""

from django import forms
from django.utils.translation import gettext_lazy

from foundation.reason_fields import ReasonField
from requirements_bank.models import SeenBy

TAKE, KEEP, REDRAFT = "take", "keep", "redraft"
REASON_LENGTH = 500


class AdoptForm(forms.Form):
    """Which version, as it is or as a variant, and who sees it."""

    version = forms.UUIDField()
    kind = forms.ChoiceField(choices=[("it_is", "it_is"), ("variant", "variant")])
    seen_by = forms.ChoiceField(choices=SeenBy.choices)


class ShowUseForm(forms.Form):
    """Who sees the use."""

    seen_by = forms.ChoiceField(choices=SeenBy.choices)


class EndUseForm(forms.Form):
    """Why the use ends."""

    reason = ReasonField(max_length=REASON_LENGTH)


class NewerForm(forms.Form):
    """What becomes of a newer version; staying with the old one needs a reason."""

    version = forms.UUIDField(widget=forms.HiddenInput)
    answer = forms.ChoiceField(choices=[(TAKE, TAKE), (KEEP, KEEP), (REDRAFT, REDRAFT)])
    reason = ReasonField(
        label=gettext_lazy("Why do you keep yours?"),
        max_length=REASON_LENGTH,
        help_text=gettext_lazy("It stands in the record for whoever asks later."),
    )

    def full_clean(self) -> None:
        """Ask for the reason where ours is kept, and only there."""
        self.fields["reason"].required = self.data.get("answer") not in (TAKE, REDRAFT)
        super().full_clean()
