"""A rule as somebody fills it in: which lines, what follows, and why."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from emissions.calculations.organisation_rules import DEFAULT_PRECEDENCE
from emissions.reports.category_words import category_name
from emissions.reports.reason_words import reason_name
from emissions.reports.rule_words import CONDITION_NAMES
from emissions.rules import excluded_reasons
from emissions.services.change_rules import CONDITIONS, RuleDraft, RuleNotPossibleError, check_draft
from foundation.personal_numbers import masked
from organisations.reference.categories import categories
from suppliers.calculations.numbers import is_personal

BOUGHT, LEFT_OUT = "bought", "left_out"
LAST_PRECEDENCE = 999
COUNTS_AS = [
    ("", _("As the chart of accounts says")),
    ("purchase", _("An ordinary purchase")),
    ("capital_good", _("A capital good")),
    ("energy", _("Energy, on its own line")),
]
HELP = {
    "supplier_number": _("The organisation number."),
    "supplier_name": _("Part of the name."),
    "account": _("The account, or its first digits."),
    "function": _("The function, or its first digits."),
    "commodity": _("A CPV code, or its first digits."),
    "text": _("Part of the account's name."),
    "agreement": _("The number of the agreement."),
    "unit": _("The unit as the accounts name it."),
}


class RuleForm(forms.Form):
    """All conditions that are filled in must hold together. `draft` is what the services take."""

    supplier_number = forms.CharField(max_length=40, required=False)
    supplier_name = forms.CharField(max_length=200, required=False)
    account = forms.CharField(max_length=20, required=False)
    function = forms.CharField(max_length=20, required=False)
    commodity = forms.CharField(max_length=20, required=False)
    text = forms.CharField(max_length=200, required=False)
    agreement = forms.CharField(max_length=100, required=False)
    unit = forms.CharField(max_length=100, required=False)
    effect = forms.ChoiceField(
        label=_("What follows"),
        choices=[(BOUGHT, _("It was bought, and counts")), (LEFT_OUT, _("It does not count"))],
        widget=forms.RadioSelect,
        initial=BOUGHT,
    )
    category = forms.ChoiceField(label=_("What was bought"), required=False)
    treatment = forms.ChoiceField(label=_("Counts as"), choices=COUNTS_AS, required=False)
    reason = forms.ChoiceField(label=_("Why it does not count"), required=False)
    explanation = forms.CharField(
        label=_("Why, in your own words"),
        max_length=300,
        help_text=_("Whoever asks in a year reads this sentence."),
        error_messages={"required": _("Say in a few words why, so that others understand the figure.")},
    )
    precedence = forms.IntegerField(
        label=_("Order among rules that name the same things"),
        min_value=1,
        max_value=LAST_PRECEDENCE,
        initial=DEFAULT_PRECEDENCE,
        help_text=_("The lower number wins."),
        required=False,
    )

    def __init__(self, *args: Any, kept_number: str = "", **kwargs: Any) -> None:  # noqa: ANN401 - Django's signature
        """Fill the lists; `kept_number` is a personal number that the form shows masked and must not lose."""
        super().__init__(*args, **kwargs)
        self._kept_number = kept_number
        for name in CONDITIONS:
            self.fields[name].label = CONDITION_NAMES[name]
            self.fields[name].help_text = HELP[name]
        self.fields["category"].choices = _categories()  # type: ignore[attr-defined]
        self.fields["reason"].choices = [("", "—"), *_reasons()]  # type: ignore[attr-defined]

    @property
    def condition_fields(self) -> list[forms.BoundField]:
        """The fields that say which lines."""
        return [self[name] for name in CONDITIONS]

    def clean_supplier_number(self) -> str:
        """Put a masked number back as it was."""
        number = str(self.cleaned_data["supplier_number"])
        return self._kept_number if self._kept_number and number == masked(self._kept_number) else number

    def clean(self) -> dict[str, Any]:
        """Keep what belongs to the chosen effect, and check it as the service does."""
        cleaned = dict(super().clean() or {})
        if cleaned.get("effect") == LEFT_OUT:
            cleaned |= {"treatment": "excluded", "category": ""}
        else:
            cleaned["reason"] = ""
        cleaned["precedence"] = cleaned.get("precedence") or DEFAULT_PRECEDENCE
        if not self.errors:
            self._check(cleaned)
        return cleaned

    def _check(self, cleaned: dict[str, Any]) -> None:
        try:
            check_draft(_draft(cleaned))
        except RuleNotPossibleError as error:
            self.add_error(error.field or None, str(error))

    @property
    def draft(self) -> RuleDraft:
        """The rule as it was filled in; the form must be valid."""
        return _draft(self.cleaned_data)


def initial_of(draft: RuleDraft, *, sees_numbers: bool, country: str) -> dict[str, Any]:
    """Return what a form shows of a draft; a personal number is masked for those who may not see it."""
    values = {name: getattr(draft, name) for name in RuleDraft.__slots__}
    if draft.treatment == "excluded":
        values |= {"effect": LEFT_OUT, "treatment": ""}
    if not sees_numbers and is_personal(draft.supplier_number, country):
        values["supplier_number"] = masked(draft.supplier_number)
    return values


def _draft(cleaned: dict[str, Any]) -> RuleDraft:
    return RuleDraft(**{name: cleaned[name] for name in RuleDraft.__slots__ if name in cleaned})


def _categories() -> list[tuple[Any, Any]]:
    """Return the leaves under the names of their areas, in the order of the tree."""
    groups: list[tuple[str, list[tuple[str, str]]]] = []
    for category in categories():
        if category.retired:
            continue
        if category.is_leaf:
            groups[-1][1].append((category.code, category_name(category.code)))
        else:
            groups.append((category_name(category.code), []))
    return [("", "—"), *groups]


def _reasons() -> Iterable[tuple[str, str]]:
    return sorted(((code, reason_name(code)) for code in excluded_reasons()), key=lambda pair: pair[1])
