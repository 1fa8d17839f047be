"""What is said of a rule of reminders."""

import re
from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from follow_up.forms.tasks import offer_people
from follow_up.models import Receiver, Trigger
from follow_up.services.reminder_rules import RuleSaid
from organisations.models import Organisation
from procurement.forms.contract import RevisionForm
from procurement.forms.manager import ManagerField

LONGEST_DAYS = 100
LANGUAGES = (("", gettext_lazy("their own")), *settings.LANGUAGES)


class DaysBeforeField(forms.CharField):
    """Whole numbers of days with commas in between."""

    def clean(self, value: Any) -> Any:  # noqa: ANN401 - Django's own signature
        """Return the numbers."""
        said = [part for part in re.split(r"[\s,;]+", super().clean(value)) if part]
        if not said or not all(part.isascii() and part.isdecimal() and len(part) <= 4 for part in said):  # noqa: PLR2004 - a few years
            raise forms.ValidationError(_("Write whole numbers of days with commas in between, such as 60, 14."))
        return [int(part) for part in said]


class ReminderRuleForm(RevisionForm):
    """Everything that is said of a rule; `said` is what to keep."""

    trigger = forms.ChoiceField(label=gettext_lazy("Remind when"), choices=Trigger.choices)
    days_before = DaysBeforeField(
        label=gettext_lazy("Days before"),
        max_length=LONGEST_DAYS,
        help_text=gettext_lazy("With commas in between, such as 60, 14. 0 is the day itself."),
        error_messages={"required": gettext_lazy("Write at least one number of days, such as 14.")},
    )
    receiver = forms.ChoiceField(label=gettext_lazy("Write to"), choices=Receiver.choices)
    person = ManagerField()
    language = forms.ChoiceField(label=gettext_lazy("Language"), choices=LANGUAGES, required=False)
    is_active = forms.BooleanField(label=gettext_lazy("The rule is switched on"), required=False, initial=True)

    def __init__(self, organisation: Organisation, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - as Django's
        super().__init__(*args, **kwargs)
        offer_people(self, "person", organisation)
        self.fields["person"].label = _("The person")
        self.fields["person"].help_text = _("Only where one person is written to.")

    @property
    def said(self) -> RuleSaid:
        """What is said; the form must be valid."""
        names = ("trigger", "days_before", "receiver", "person", "language", "is_active")
        return RuleSaid(**{name: self.cleaned_data[name] for name in names})
