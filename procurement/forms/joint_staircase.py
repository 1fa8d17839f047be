"""What people say of joint staircases: their steps, a vote, and how a member takes them over."""

import re
from collections.abc import Sequence
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from django import forms
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from foundation.reason_fields import ReasonField
from procurement.calculations.staircase import Step
from procurement.models import JointAdoption, Vote
from requirements_bank.models import RequirementVersion, SeenBy, State
from requirements_bank.reports.category_words import categories_and_areas

MOST_STEPS, LATEST_MONTHS = 20, 240
_STEP = re.compile(r"^\s*(?P<threshold>\d+(?:[.,]\d+)?)\s*%?\s+(?P<when>\d{4}-\d{2}-\d{2}|\d{1,3})\s*\S*\s*$")


class StepsField(forms.CharField):
    """Steps, one on a line: the threshold, and the months after the contract's start or a fixed day."""

    def __init__(self, **kwargs: Any) -> None:  # noqa: ANN401 - Django's own
        kwargs.setdefault("label", gettext_lazy("Steps, one on each line"))
        kwargs.setdefault(
            "help_text",
            gettext_lazy(
                "The threshold, then the months after the contract begins or a fixed day: 50 0, 70 24, 90 2030-01-01."
            ),
        )
        super().__init__(widget=forms.Textarea(attrs={"rows": 4, "class": "steps-typed"}), max_length=2000, **kwargs)

    def clean(self, value: Any) -> Any:  # noqa: ANN401 - Django's own signature
        """Return the steps; the first line that cannot be read is named."""
        lines = [line for line in str(super().clean(value) or "").splitlines() if line.strip()]
        if len(lines) > MOST_STEPS:
            raise forms.ValidationError(_("A staircase has at most %(most)s steps.") % {"most": MOST_STEPS})
        return tuple(_read(line) for line in lines)


class JointStaircaseForm(forms.Form):
    """A new joint staircase: what it is called, on which requirement, its steps, and who sees it."""

    title = forms.CharField(label=gettext_lazy("Name"), max_length=200)
    code = forms.CharField(
        label=gettext_lazy("Code of the requirement"),
        max_length=30,
        help_text=gettext_lazy("A published requirement with a threshold, such as TRA-012."),
    )
    description = forms.CharField(
        label=gettext_lazy("What it is for"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    category = forms.ChoiceField(label=gettext_lazy("Category"), required=False)
    steps = StepsField()
    seen_by = forms.ChoiceField(
        label=gettext_lazy("Who sees it"),
        choices=[(each.value, each.label) for each in (SeenBy.NETWORK, SeenBy.PUBLIC)],
        help_text=gettext_lazy("What everybody sees stands on the public page for suppliers."),
    )

    def __init__(self, data: Any = None) -> None:  # noqa: ANN401 - what a request sends
        super().__init__(data)
        self.fields["category"].choices = [("", "—"), *categories_and_areas()]  # type: ignore[attr-defined]

    def clean_code(self) -> RequirementVersion:
        """Return the published version with this code."""
        code = str(self.cleaned_data["code"]).strip()
        found = (
            RequirementVersion.objects.filter(requirement__code__iexact=code, state=State.PUBLISHED)
            .select_related("requirement")
            .order_by("requirement__organisation_id", "pk")
            .last()
        )
        if found is None:
            raise forms.ValidationError(
                _("No published requirement in sight is called %(code)s.") % {"code": code[:30]}
            )
        return found


class NextVersionForm(forms.Form):
    """A new version of the steps, and what is new in it."""

    steps = StepsField()
    note = forms.CharField(
        label=gettext_lazy("What is new, and why"), max_length=2000, widget=forms.Textarea(attrs={"rows": 2})
    )


class VoteForm(forms.Form):
    """A member's vote."""

    answer = forms.ChoiceField(label=gettext_lazy("We say"), choices=Vote.Answer, widget=forms.RadioSelect)
    comment = forms.CharField(
        label=gettext_lazy("Comment"), required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 2})
    )


class TakeOverForm(forms.Form):
    """How a member takes the agreed steps over."""

    way = forms.ChoiceField(
        label=gettext_lazy("We follow the steps"), choices=JointAdoption.Way, widget=forms.RadioSelect
    )
    months_later = forms.IntegerField(
        label=gettext_lazy("So many months later"),
        required=False,
        min_value=1,
        max_value=LATEST_MONTHS,
        help_text=gettext_lazy("Only where you follow later."),
    )
    steps = StepsField(required=False, label=gettext_lazy("Our own steps, one on each line"))
    reason = ReasonField(
        label=gettext_lazy("Why we do otherwise"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=gettext_lazy("The neighbours see the reason."),
    )


def steps_as_typed(steps: Sequence[Step]) -> str:
    """Return steps as a reader would type them."""
    comma = "." if (get_language() or "en").startswith("en") else ","
    return "\n".join(
        f"{format(step.threshold.normalize(), 'f').replace('.', comma)} {step.months if step.day is None else step.day}"
        for step in steps
    )


def kept_way(adoption: JointAdoption | None, steps: Sequence[Step]) -> dict[str, Any]:
    """Return what the form shows of how a member follows now."""
    if adoption is None:
        return {"way": JointAdoption.Way.AS_IT_IS}
    return {
        "way": adoption.way,
        "months_later": adoption.months_later or None,
        "steps": steps_as_typed(steps),
        "reason": adoption.reason,
    }


def _read(line: str) -> Step:
    found = _STEP.match(line)
    sentence = _("“%(line)s” is no step. Write the threshold, then months or a day: 70 24.") % {
        "line": line.strip()[:60]
    }
    if found is None:
        raise forms.ValidationError(sentence)
    try:
        threshold = Decimal(found["threshold"].replace(",", "."))
        day = date.fromisoformat(found["when"]) if "-" in found["when"] else None
    except (InvalidOperation, ValueError) as error:
        raise forms.ValidationError(sentence) from error
    return Step(threshold, day=day, months=None if day else int(found["when"]))
