"""A limit of proportionality as somebody sets it."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from foundation.errors import DomainError
from foundation.reason_fields import ReasonField
from organisations.reference.categories import categories
from requirements_bank.calculations.proportionality import NAMES
from requirements_bank.calculations.texts import text_in
from requirements_bank.forms.money import MoneyField
from requirements_bank.reports.basket_words import LIMIT_NAMES
from requirements_bank.services.limits import checked_limit


class LimitForm(forms.Form):
    """Which limit, for what, from when, and why."""

    name = forms.ChoiceField(label=_("What is limited"), choices=[(name, LIMIT_NAMES[name]) for name in NAMES])
    limit = forms.CharField(
        label=_("Limit"),
        max_length=20,
        help_text=_("A whole number; for the highest level: basic, advanced or spearhead."),
        error_messages={"required": _("Say what the limit is.")},
    )
    category = forms.ChoiceField(label=_("For which purchases"), required=False)
    value_from = MoneyField(label=_("From which value on, in kroner"), max_length=40, initial="0")
    valid_from = forms.DateField(
        label=_("From which day on"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    reason = ReasonField(
        label=_("Why"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": _("Say why, so that others understand the limit.")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - Django's own signature
        super().__init__(*args, **kwargs)
        language = get_language() or "nb"
        self.fields["category"].choices = [  # type: ignore[attr-defined]
            ("", _("All purchases")),
            *((each.code, text_in(each.names, language)) for each in categories() if not each.retired),
        ]
        self.fields["valid_from"].initial = timezone.localdate()

    def clean(self) -> dict[str, Any]:
        """Check that the limit makes sense for what is limited."""
        cleaned = dict(super().clean() or {})
        if "limit" in cleaned and "name" in cleaned:
            try:
                cleaned["limit"] = checked_limit(cleaned["name"], cleaned["limit"])
            except DomainError as error:
                self.add_error("limit", str(error))
        return {name: value for name, value in cleaned.items() if name not in self.errors}
