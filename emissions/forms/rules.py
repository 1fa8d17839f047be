"""A rule as somebody fills it in: which lines, what follows, and why."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from emissions.calculations.organisation_rules import CONDITIONS, DEFAULT_PRECEDENCE
from emissions.reports.category_words import category_name
from emissions.reports.line_words import Reader
from emissions.reports.reason_words import reason_name
from emissions.reports.rule_words import CONDITION_NAMES, asks_for_hidden, shown_text
from emissions.rules import excluded_reasons
from emissions.services.change_rules import RuleDraft, RuleNotPossibleError, check_draft
from organisations.reference.categories import categories

BOUGHT, LEFT_OUT = "bought", "left_out"
LAST_PRECEDENCE = 999
TEXTS = (*CONDITIONS, "explanation")
COUNTS_AS = [
    ("", _("As the chart of accounts says")),
    ("purchase", _("An ordinary purchase")),
    ("capital_good", _("A capital good")),
    ("energy", _("Energy, on its own line")),
]
HELP = {
    "supplier_number": _("The organisation number."),
    "supplier_name": _("Part of the name."),
    "account": _(
        "The first digits take all accounts that begin with them; with ! behind it, that account alone: 10! is not 100."
    ),
    "function": _("The first digits take all functions that begin with them; with ! behind it, that function alone."),
    "commodity": _("A CPV code, or its first digits. UNSPSC begins with unspsc: as in unspsc:4321."),
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

    def __init__(
        self,
        *args: Any,  # noqa: ANN401 - Django's signature
        reader: Reader,
        kept: RuleDraft | None = None,
        **kwargs: Any,  # noqa: ANN401 - the same
    ) -> None:
        """Fill the lists; of the rule `kept`, texts come back as the reader could see them and must not be lost."""
        super().__init__(*args, **kwargs)
        self._reader, self._kept = reader, kept or RuleDraft()
        for name in CONDITIONS:
            self.fields[name].label = CONDITION_NAMES[name]
            self.fields[name].help_text = HELP[name]
        self.fields["category"].choices = _categories()  # type: ignore[attr-defined]
        self.fields["reason"].choices = [("", "—"), *_reasons()]  # type: ignore[attr-defined]

    @property
    def condition_fields(self) -> list[forms.BoundField]:
        """The fields that say which lines."""
        return [self[name] for name in CONDITIONS]

    def clean(self) -> dict[str, Any]:
        """Keep what belongs to the chosen effect, and check it as the service does."""
        cleaned = dict(super().clean() or {})
        cleaned |= {name: self._text(name, cleaned[name]) for name in TEXTS if name in cleaned}
        if cleaned.get("effect") == LEFT_OUT:
            cleaned |= {"treatment": "excluded", "category": ""}
        else:
            cleaned["reason"] = ""
        cleaned["precedence"] = cleaned.get("precedence") or DEFAULT_PRECEDENCE
        if not self.errors:
            self._check(cleaned)
        return cleaned

    def _text(self, name: str, text: str) -> str:
        """Put back what the form hid; refuse what would tell by a preview whether a personal number is there."""
        kept = str(getattr(self._kept, name))
        if text == shown_text(name, kept, self._reader):
            return kept
        if name in CONDITIONS and asks_for_hidden(name, text, self._reader):
            self.add_error(name, _("Only those who see personal numbers can write rules for them."))
        return text

    def _check(self, cleaned: dict[str, Any]) -> None:
        try:
            check_draft(_draft(cleaned))
        except RuleNotPossibleError as error:
            self.add_error(error.field or None, str(error))

    @property
    def draft(self) -> RuleDraft:
        """The rule as it was filled in; the form must be valid."""
        return _draft(self.cleaned_data)


def initial_of(draft: RuleDraft, reader: Reader) -> dict[str, Any]:
    """Return what a form shows of a draft; personal numbers are masked for those who may not see them."""
    values = {name: getattr(draft, name) for name in RuleDraft.__slots__}
    if draft.treatment == "excluded":
        values |= {"effect": LEFT_OUT, "treatment": ""}
    return values | {name: shown_text(name, values[name], reader) for name in TEXTS}


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
