"""What somebody answers for the law guard; only what the rules of the day ask about is asked."""

from collections.abc import Collection, Iterator, Sequence
from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from foundation.reason_fields import ReasonField
from procurement.calculations.law_rules import ChecklistTerms, LawRule, VehicleTerms, WeightTerms
from procurement.forms.law_fields import WAYS, CheckedItem, Ranked, VehicleRow, in_language
from procurement.models import ClimateBy, LawAnswers
from procurement.queries.asked import AskedLine, parts_of
from procurement.queries.law_facts import PRICE
from procurement.services.law_answers import Answered

LONGEST = 4000
YES_NO = [("", _("Not known yet")), ("yes", _("Yes")), ("no", _("No"))]
SAYS = {"yes": True, "no": False}


class LawForm(forms.Form):
    """The answers of one procurement; `said` is what to keep, `revision` what the page was made from."""

    contract = forms.ChoiceField(label=_("What is bought"), required=False)
    above = forms.ChoiceField(label=_("Is the value above the EU threshold?"), choices=YES_NO, required=False)
    climate_by = forms.ChoiceField(
        label=_("How are climate and environment taken care of in the award?"),
        required=False,
        widget=forms.RadioSelect,
    )
    requirements = forms.MultipleChoiceField(
        label=_("Requirements that do it"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Only where requirements stand instead of an award criterion, or beside it."),
    )
    ground = forms.ChoiceField(label=_("Ground of the exemption"), required=False)
    reason = ReasonField(
        label=_("Reason"),
        required=False,
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Why the requirements clearly do more, or why the ground holds. It stands in the documents."),
    )
    revision = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(
        self,
        answers: LawAnswers,
        lines: Sequence[AskedLine],
        rules: Sequence[LawRule],
        data: Any = None,  # noqa: ANN401 - what a request sends
    ) -> None:
        super().__init__(data, initial=_kept(answers))
        self.answers = answers
        self.weight_terms = next((rule.terms for rule in rules if isinstance(rule.terms, WeightTerms)), None)
        self._choose("contract", [("", "—"), *LawAnswers.Contract.choices])
        self._ask_of_climate([line for line in lines if not line.is_criterion])
        self.ranked = [Ranked(self, PRICE, _("Price"), answers)]
        self.parts = [{PRICE, *(line.asked.uuid.hex for line in those)} for _lot, those in parts_of(lines)]
        asked = [line.asked for line in lines if line.is_criterion]
        self.ranked += [Ranked(self, each.uuid.hex, f"{each.code} {each.title}", answers) for each in asked]
        terms = [rule.terms for rule in rules if isinstance(rule.terms, VehicleTerms)]
        grounds = {each: of.grounds for of in terms for each in of.classes}
        self.vehicles = [VehicleRow(self, each, allowed, answers) for each, allowed in grounds.items()]
        items = [each for rule in rules if isinstance(rule.terms, ChecklistTerms) for each in rule.terms.items]
        self.checklist = [CheckedItem(self, item, answers) for item in items]

    @property
    def said(self) -> Answered:
        """What was answered; the form must be valid."""
        said = self.cleaned_data
        return {
            "contract": said["contract"],
            "is_above_eu_threshold": SAYS.get(said["above"]),
            **self._of_climate(),
            "vehicles": [*self._other_vehicles(), *(row for each in self.vehicles if (row := each.said))],
            "checklist": {**self._other_answers(), **{each.code: of for each in self.checklist if (of := each.said)}},
        }

    @property
    def has_vehicles(self) -> bool:
        """Whether any vehicle is said to be bought, or something typed about them does not fit."""
        return any(each.is_open for each in self.vehicles)

    def clean(self) -> dict[str, Any]:
        """Refuse two criteria in one place."""
        cleaned = dict(super().clean() or {})
        if cleaned.get("climate_by") == ClimateBy.RANKS:
            for twice in {each.name for keys in self.parts for each in _twice(self.ranked, keys)}:
                self.add_error(twice, _("Another criterion has this place, too."))
        return cleaned

    def _of_climate(self) -> Answered:
        """Return what is said of climate; nothing where the law of the day does not ask: what was said stays."""
        if self.weight_terms is None:
            return {}
        said = self.cleaned_data
        return {
            "climate_by": said["climate_by"],
            "requirements": said["requirements"],
            "ground": said["ground"],
            "reason": said["reason"],
            "ranks": {each.key: each.rank for each in self.ranked if each.rank is not None},
        }

    def _other_vehicles(self) -> list[dict[str, Any]]:
        """Return what was said of vehicles that the rules of this day are not about."""
        asked = {each.vehicle_class.value for each in self.vehicles}
        return [row for row in self.answers.vehicles if row["vehicle_class"] not in asked]

    def _other_answers(self) -> dict[str, dict[str, Any]]:
        """Return the answers to questions that the rules of this day do not ask."""
        asked = {each.code for each in self.checklist}
        return {code: row for code, row in self.answers.checklist.items() if code not in asked}

    def _ask_of_climate(self, lines: Sequence[AskedLine]) -> None:
        """Ask how climate is taken care of, where the law of the day says anything of it."""
        if self.weight_terms is None:
            for name in ("climate_by", "requirements", "ground", "reason"):
                del self.fields[name]
            return
        ways = [(way, WAYS[way]) for way in ClimateBy if way != ClimateBy.EXEMPTION or self.weight_terms.grounds]
        self._choose("climate_by", [("", _("Not decided yet")), *ways])
        self._choose(
            "requirements",
            [(line.asked.code, _called(line)) for line in lines],
        )
        grounds = [(each.code, in_language(each.names, get_language())) for each in self.weight_terms.grounds]
        self._choose("ground", [("", "—"), *grounds])

    def _choose(self, name: str, choices: list[Any]) -> None:
        self.fields[name].choices = choices  # type: ignore[attr-defined]


def _twice(ranked: Sequence[Ranked], keys: Collection[str]) -> Iterator[Ranked]:
    """Yield those of the criteria with these keys whose place another one before them has."""
    seen: set[int] = set()
    for each in (each for each in ranked if each.key in keys):
        if each.rank in seen:
            yield each
        if each.rank is not None:
            seen.add(each.rank)


def _kept(answers: LawAnswers) -> dict[str, Any]:
    above = {True: "yes", False: "no", None: ""}[answers.is_above_eu_threshold]
    names = ("contract", "climate_by", "requirements", "ground", "reason", "revision")
    return {**{name: getattr(answers, name) for name in names}, "above": above}


def _called(line: AskedLine) -> str:
    return f"{line.asked.code} {line.title_in(get_language() or 'en')}"
