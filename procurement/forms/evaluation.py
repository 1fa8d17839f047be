"""How bids are to be compared, as it is typed: the model that decides, and what all models need."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from foundation.reason_fields import ReasonField
from procurement.calculations.bid_answers import FIGURES, AnswerKind
from procurement.calculations.evaluation import CRITERIA_MODELS, Model, rule_problems
from procurement.calculations.evaluation_choice import (
    SCALED,
    CriterionChoice,
    EvaluationChoice,
    PointsBy,
)
from procurement.calculations.told_points import told_points
from procurement.forms.bid import LEVELS
from procurement.forms.figures import FigureField, typed_figure
from procurement.forms.procurement import DayField
from procurement.models import Evaluation, Procurement
from procurement.queries.bid_lines import BidLine, BidPart
from procurement.queries.bids import choice_kept
from procurement.queries.evaluation import chosen_rules
from procurement.reports.bid_words import weight_in_words
from procurement.reports.evaluation_words import FORMULAS, MODELS, POINTS_BY, rank_problem_sentence
from requirements_bank.forms.money import MoneyField, typed_amount

MOST_POINTS = 1000
TEXT = 8000


@dataclass(frozen=True, slots=True)
class CriterionFields:
    """The fields of one award criterion."""

    line: BidLine
    fields: list[forms.BoundField]

    @property
    def weight(self) -> str:
        """What it weighs."""
        return weight_in_words(self.line)


class EvaluationForm(forms.Form):
    """Everything that is said of an evaluation; `choice` is what to keep when the form is valid."""

    model = forms.ChoiceField(label=gettext_lazy("The model that decides"), required=False, widget=forms.RadioSelect)
    most_points = FigureField(label=gettext_lazy("Most points of a criterion"), least=1, most=MOST_POINTS)
    per_tonne = MoneyField(
        label=gettext_lazy("Price of a tonne of CO₂e"),
        max_length=40,
        required=False,
        help_text=gettext_lazy("You set it, with its day and its source: there is none that holds for all."),
    )
    tonne_day = DayField(label=gettext_lazy("Set on"))
    tonne_source = forms.CharField(label=gettext_lazy("By whom, or after what"), max_length=300, required=False)
    ladder_in_percent = forms.BooleanField(
        label=gettext_lazy("The discounts are per cent of the price"), required=False
    )
    expected_price = MoneyField(label=gettext_lazy("The lowest price you expect"), max_length=40, required=False)
    tonnes_apart = FigureField(
        label=gettext_lazy("Tonnes between the best and the worst bid"), required=False, most=10**9
    )
    reasons = forms.CharField(
        label=gettext_lazy("Why this model, and what was weighed"),
        max_length=TEXT,
        required=False,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=gettext_lazy("It stands in the protocol."),
    )
    because = ReasonField(
        label=gettext_lazy("Why bids are compared otherwise than before"),
        max_length=TEXT,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy(
            "What was announced decides: change it to correct a mistake alone. Each change gets its own reason, and the"
            " protocol its day."
        ),
    )
    revision = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(
        self,
        procurement: Procurement,
        part: BidPart,
        stored: Evaluation,
        data: Any = None,  # noqa: ANN401 - what a request sends
    ) -> None:
        kept = choice_kept(stored)
        super().__init__(data, initial=_kept(kept, stored))
        self.procurement, self.part = procurement, part
        models = [(model.value, f"{MODELS[model]}: {FORMULAS[model]}") for model in Model]
        self.fields["model"].choices = [("", _("Not chosen yet")), *models]  # type: ignore[attr-defined]
        for line in part.criteria:
            self._ask_about(line, kept.of(line.key) if stored.chosen_at else _as_in_the_text(line))
        for field in self.fields.values():
            if isinstance(field, MoneyField):
                field.label = f"{field.label} ({procurement.currency})"
        for level in range(1, LEVELS + 1):
            label = _("Discount at level %(level)s") % {"level": level}
            initial = typed_amount(kept.ladder.get(level))
            self.fields[f"level_{level}"] = MoneyField(label=label, max_length=40, required=False, initial=initial)

    def _ask_about(self, line: BidLine, kept: CriterionChoice) -> None:
        ways = [(way.value, POINTS_BY[way]) for way in _ways(line)]
        self.fields[f"by_{line.key}"] = forms.ChoiceField(
            label=_("Points are given"), choices=ways, required=False, initial=kept.by.value
        )
        if len(ways) > 1 and _has_scale(line):
            unit = f" ({line.answer.unit})" if line.answer.unit else ""
            for name, label in (("worst", _("No points at")), ("best", _("All points at"))):
                initial = typed_figure(getattr(kept, name))
                field = FigureField(label=label + unit, required=False, least=None, initial=initial)
                self.fields[f"{name}_{line.key}"] = field
        self.fields[f"sum_{line.key}"] = MoneyField(
            label=_("Full points are worth"), max_length=40, required=False, initial=typed_amount(kept.sum)
        )

    @property
    def criteria(self) -> list[CriterionFields]:
        """The award criteria with their fields."""
        names = ("by", "worst", "best", "sum")
        return [
            CriterionFields(line, [self[f"{name}_{line.key}"] for name in names if f"{name}_{line.key}" in self.fields])
            for line in self.part.criteria
        ]

    @property
    def has_tonnes(self) -> bool:
        """Whether anything stands, or is wrong, where a tonne gets its price."""
        return self._is_used("per_tonne", "tonne_day", "tonne_source")

    @property
    def has_ladder(self) -> bool:
        """Whether anything stands, or is wrong, in the discounts of the ladder."""
        return self._is_used(*(f"level_{level}" for level in range(1, LEVELS + 1)))

    @property
    def has_expected(self) -> bool:
        """Whether anything stands, or is wrong, in what is expected of bids."""
        return self._is_used("expected_price", "tonnes_apart")

    def _is_used(self, *names: str) -> bool:
        return any(self[name].value() or self[name].errors for name in names)

    @property
    def levels(self) -> list[forms.BoundField]:
        """The discounts by level."""
        return [self[f"level_{level}"] for level in range(1, LEVELS + 1)]

    def clean(self) -> dict[str, Any]:
        """Hold what was typed together: scales with two ends, a price with its day and source, a model that works."""
        said = super().clean() or self.cleaned_data
        for line in self.part.criteria:
            self._check_scale(line, said)
        if said.get("per_tonne") is not None:
            for name, sentence in (
                ("tonne_day", _("Say on which day the price was set.")),
                ("tonne_source", _("Say by whom the price was set, or after what.")),
            ):
                if not said.get(name) and name not in self.errors:
                    self.add_error(name, sentence)
        if not self.errors and said.get("model"):
            self._check_model(Model(said["model"]))
        return said

    def _check_scale(self, line: BidLine, said: dict[str, Any]) -> None:
        if said.get(f"by_{line.key}") not in SCALED:
            return
        ends = [said.get(f"{name}_{line.key}") for name in ("worst", "best")]
        for name, end in zip(("worst", "best"), ends, strict=True):
            if end is None and f"{name}_{line.key}" not in self.errors:
                self.add_error(f"{name}_{line.key}", _("Write an answer, such as 40."))
        if None not in ends and ends[0] == ends[1]:
            self.add_error(f"best_{line.key}", _("Write another answer than the one that gets no points."))

    def _check_model(self, model: Model) -> None:
        """Refuse to choose a model that could rank nothing."""
        choice = self.choice
        rules = chosen_rules(self.procurement, self.part, choice)
        lacking = {
            Model.DEDUCTION: not rules.sums and _("This model needs what full points of each criterion are worth."),
            Model.SHADOW_PRICE: not rules.shadow_price and _("This model needs the price of a tonne."),
            Model.LADDER: not rules.ladder and _("This model needs the discounts of the levels."),
        }.get(model)
        wrong = rule_problems(model, rules) if model in CRITERIA_MODELS or not lacking else []
        if lacking:
            self.add_error("model", lacking)
        elif wrong:
            self.add_error("model", rank_problem_sentence(wrong[0], {}, self.part))

    @property
    def choice(self) -> EvaluationChoice:
        """What is said; what does not fit is left out."""
        said = self.cleaned_data
        discounts = {level: said.get(f"level_{level}") for level in range(1, LEVELS + 1)}
        return EvaluationChoice(
            model=Model(said["model"]) if said.get("model") else None,
            most_points=said["most_points"],
            criteria=dict(self._said_of_criteria()),
            per_tonne=said.get("per_tonne"),
            tonne_day=said.get("tonne_day"),
            tonne_source=(said.get("tonne_source") or "").strip(),
            ladder={level: discount for level, discount in discounts.items() if discount is not None},
            ladder_in_percent=bool(said.get("ladder_in_percent")) and any(discounts.values()),
            expected_price=said.get("expected_price"),
            tonnes_apart=said.get("tonnes_apart"),
        )

    def _said_of_criteria(self) -> Iterator[tuple[str, CriterionChoice]]:
        said = self.cleaned_data
        for line in self.part.criteria:
            yield (
                line.key,
                CriterionChoice(
                    PointsBy(said.get(f"by_{line.key}") or PointsBy.PEOPLE),
                    worst=said.get(f"worst_{line.key}"),
                    best=said.get(f"best_{line.key}"),
                    sum=said.get(f"sum_{line.key}"),
                ),
            )


def _ways(line: BidLine) -> Iterator[PointsBy]:
    yield PointsBy.PEOPLE
    if line.answer.kind in FIGURES:
        yield from (PointsBy.LINEAR, PointsBy.RELATIVE)
    if line.answer.kind is AnswerKind.YES_NO:
        yield PointsBy.YES_NO
    if line.steps:
        yield PointsBy.STEPS


def _as_in_the_text(line: BidLine) -> CriterionChoice:
    """Return how points are given by the criterion's own text: between two ends, where it says so."""
    content = line.line.content
    if content is None or PointsBy.LINEAR not in _ways(line):
        return CriterionChoice()
    told = (told_points(wording, content.variables, line.line.values) for wording in content.wording.values())
    scale = next((each for each in told if each.has_scale), None)
    return CriterionChoice(PointsBy.LINEAR, worst=scale.worst, best=scale.best) if scale else CriterionChoice()


def _has_scale(line: BidLine) -> bool:
    return bool(SCALED & set(_ways(line)))


def _kept(choice: EvaluationChoice, stored: Evaluation) -> dict[str, Any]:
    return {
        "model": stored.model,
        "most_points": typed_figure(choice.most_points),
        "per_tonne": typed_amount(choice.per_tonne),
        "tonne_day": choice.tonne_day,
        "tonne_source": choice.tonne_source,
        "ladder_in_percent": choice.ladder_in_percent,
        "expected_price": typed_amount(choice.expected_price),
        "tonnes_apart": typed_figure(choice.tonnes_apart),
        "reasons": stored.inside.reasons,
        "revision": stored.revision,
    }
