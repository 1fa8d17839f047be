"""The review queue as it is asked for in its address, and a decision as somebody sends it."""

from collections.abc import Iterator
from typing import Any

import polars as pl
from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from emissions.calculations.review_levels import PARTS
from emissions.forms.footprints import MoneyForm
from emissions.forms.rule_set import codes_by_name
from emissions.queries.review import ReviewQueue
from emissions.rules import excluded_reasons
from foundation.personal_numbers import without_personal_numbers
from organisations.reference.categories import categories, category_leaves

STATES = ("unclassified", "uncertain")
TREATMENTS = ("purchase", "capital_good")
ORDERS = ("money", "tonnes")
ITEM = r"^[0-9a-f]{16,31}\Z"  # what review_groups names a group
MOST_AT_ONCE = 50
CHANGE, LEAVE_OUT = "change", "leave_out"
WIDTH = _("Choose how wide the rule is to be.")


class ReviewForm(MoneyForm):
    """Year, state, treatment, category, account, unit, words and order; what makes no sense is left out."""

    year = forms.IntegerField(required=False, min_value=1900, max_value=2200)
    state = forms.ChoiceField(choices=[(name, name) for name in STATES], required=False)
    treatment = forms.ChoiceField(choices=[(name, name) for name in TREATMENTS], required=False)
    account = forms.CharField(max_length=20, required=False)
    unit = forms.CharField(max_length=100, required=False)
    q = forms.CharField(max_length=100, required=False)
    sort = forms.ChoiceField(choices=[(name, name) for name in ORDERS], required=False)
    item = forms.RegexField(ITEM, required=False)

    defaults = {"sort": "money", "q": ""}

    def chosen(self, queue: ReviewQueue) -> pl.DataFrame:
        """Return the open groups of the queue that are asked for, in the order that is asked for."""
        asked = self.values
        found = queue.open.filter(*self._conditions())
        if words := str(asked["q"]).casefold():
            found = found.filter(pl.Series([words in text for text in _texts(found)], dtype=pl.Boolean))
        return queue.by_tonnes(found) if asked["sort"] == "tonnes" else found

    @property
    def narrows(self) -> bool:
        """Whether only a part of the queue is asked for."""
        return any(self.values[name] for name in ("state", "treatment", "category", "account", "unit", "q"))

    def _conditions(self) -> Iterator[pl.Expr]:
        asked = self.values
        if asked["state"]:
            yield (pl.col("treatment") == "unclassified") == (asked["state"] == "unclassified")
        if asked["treatment"]:
            yield pl.col("treatment") == asked["treatment"]
        if asked["category"]:
            leaves = [one.code for one in categories() if asked["category"] in (one.code, one.parent)]
            yield pl.col("category").is_in(leaves)
        if asked["account"]:
            yield pl.col("account").str.starts_with(asked["account"])
        if asked["unit"]:
            yield pl.col("unit_codes").list.contains(asked["unit"])


def _texts(groups: pl.DataFrame) -> Iterator[str]:
    """Yield what a group is searched in: names and the supplier's number; nobody finds a personal number."""
    columns = ("supplier_name", "account_name", "supplier_number", "is_person")
    for supplier, account, number, is_person in groups.select(columns).iter_rows():
        shown = "" if is_person else number or ""
        yield f"{without_personal_numbers(supplier) or ''} {account or ''} {shown}".casefold()


class DecisionForm(forms.Form):
    """A decision on one group: a proposal taken, a category written, or the lines left out for a reason."""

    item = forms.RegexField(ITEM)
    next = forms.RegexField(ITEM, required=False)
    year = forms.IntegerField(min_value=1900, max_value=2200)
    level = forms.ChoiceField(
        choices=[(name, name) for name in PARTS],
        error_messages={
            "required": _("Choose how wide the rule is to be."),
            "invalid_choice": _("Choose how wide the rule is to be."),
        },
    )
    take = forms.CharField(max_length=60, required=False)
    category = forms.CharField(max_length=200, required=False)
    reason = forms.CharField(max_length=60, required=False)
    explanation = forms.CharField(max_length=200, required=False)
    do = forms.ChoiceField(choices=[(CHANGE, CHANGE), (LEAVE_OUT, LEAVE_OUT)], required=False)

    def clean_explanation(self) -> str:
        """Keep personal numbers out of what others read."""
        return without_personal_numbers(self.cleaned_data["explanation"]) or ""

    def clean(self) -> dict[str, Any]:
        """Find the category that is meant, or the reason."""
        cleaned = dict(super().clean() or {})
        if cleaned.get("take"):
            return {**cleaned, "category": self._known(cleaned["take"]), "reason": ""}
        if cleaned.get("do") == LEAVE_OUT:
            if cleaned.get("reason") not in excluded_reasons():
                self.add_error("reason", _("Choose the reason why the lines do not count."))
            return {**cleaned, "category": ""}
        text = str(cleaned.get("category", "")).strip()
        if not text:
            self.add_error("category", _("Write a category, or take one of the proposals."))
            return cleaned
        code = codes_by_name().get(f"category:{text.casefold()}", text)
        return {**cleaned, "category": self._known(code), "reason": ""}

    def _known(self, code: str) -> str:
        known = category_leaves().get(code)
        if known is None or known.retired:
            self.add_error("category", _("There is no such category. Choose one from the list."))
            return ""
        return code


class AcceptForm(forms.Form):
    """Proposals that are accepted together: each an item of the queue with the category that was shown for it."""

    year = forms.IntegerField(min_value=1900, max_value=2200)

    def clean(self) -> dict[str, Any]:
        """Return the categories by item; what is no item or no category in use is refused."""
        cleaned = dict(super().clean() or {})
        sent = self.data.getlist("accept") if isinstance(self.data, QueryDict) else []
        pairs = [each.partition(":") for each in sent[:MOST_AT_ONCE]]
        known = category_leaves()
        chosen = {item: code for item, _mark, code in pairs if code in known and not known[code].retired}
        if not chosen:
            raise forms.ValidationError(_("Tick at least one proposal."))
        return {**cleaned, "accept": chosen}
