"""A bid as it is typed, on its page or in a row of a sheet: who offers, the price, answers, points and steps."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, time
from decimal import Decimal
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from foundation.problems import Problem
from foundation.reason_fields import ReasonField
from procurement.calculations.bid_answers import FIGURES, AnswerKind, AskedAnswer, answer_kept
from procurement.calculations.evaluation_choice import EvaluationChoice, PointsBy
from procurement.forms.figures import FigureField, typed_figure
from procurement.forms.names import NameField
from procurement.forms.procurement import DayField
from procurement.models import Bid, BidState, StaircaseStep
from procurement.models.bids import LONGEST_NAME
from procurement.models.procurements import LATEST_STEP
from procurement.queries.bid_lines import BidLine, BidPart
from procurement.reports.bid_words import answer_sentence, step_in_words, weight_in_words
from procurement.services.bids import AnswerSaid, BidSaid, StepSaid
from requirements_bank.calculations.texts import text_in
from requirements_bank.forms.money import MoneyField, typed_amount

MOST_TONNES, LEVELS = 10**9, 5
TEXT = 4000
SAID_OF_A_BID = [(value, title) for value, title in BidState.choices if value != BidState.STRUCK_OUT]


class AnswerField(forms.CharField):
    """An answer by its kind; the text to keep comes out of it."""

    def __init__(self, asked: AskedAnswer, **kwargs: Any) -> None:  # noqa: ANN401 - Django's own
        self.asked = asked
        super().__init__(required=False, widget=_widget(asked), **kwargs)

    def clean(self, value: Any) -> Any:  # noqa: ANN401 - Django's own signature
        """Return the answer as it is kept."""
        typed = str(super().clean(value) or "")
        names = {title.lower(): name for name, title in _options(self.asked)}
        found = answer_kept(self.asked, names.get(typed.strip().lower(), typed), "answer")
        if isinstance(found, Problem):
            raise forms.ValidationError(answer_sentence(found))
        return found


@dataclass(frozen=True, slots=True)
class ShownLine:
    """The fields of one thing that is asked."""

    line: BidLine
    fields: list[forms.BoundField]
    steps: list[tuple[str, list[forms.BoundField]]]

    @property
    def weight(self) -> str:
        """What it weighs, where it does."""
        return weight_in_words(self.line)


class BidForm(forms.Form):
    """Everything that is said of a bid; `said` is what to keep, and the price is in the procurement's currency."""

    supplier_name = NameField(
        label=gettext_lazy("Supplier"),
        max_length=LONGEST_NAME,
        error_messages={"required": gettext_lazy("Write who offers.")},
    )
    supplier_number = forms.CharField(label=gettext_lazy("Organisation number"), max_length=40, required=False)
    contact_email = forms.EmailField(label=gettext_lazy("E-mail of the contact"), required=False)
    price = MoneyField(
        label=gettext_lazy("Price without VAT"),
        max_length=40,
        help_text=gettext_lazy("For the whole contract."),
        error_messages={"required": gettext_lazy("Write the price.")},
    )
    tonnes = FigureField(
        label=gettext_lazy("Tonnes CO₂e over the contract"),
        most=MOST_TONNES,
        decimals=3,
        required=False,
        help_text=gettext_lazy("As the supplier states them. They are compared where a tonne has a price."),
    )
    ladder_level = forms.IntegerField(
        label=gettext_lazy("Level on the CO₂ performance ladder"),
        min_value=0,
        max_value=LEVELS,
        required=False,
        help_text=gettext_lazy("0 where the supplier has none."),
    )
    received_on = DayField(label=gettext_lazy("Received on"))
    state = forms.ChoiceField(label=gettext_lazy("State"), choices=SAID_OF_A_BID, required=False)
    state_because = ReasonField(
        label=gettext_lazy("Why it is rejected or withdrawn"),
        max_length=TEXT,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    note = forms.CharField(
        label=gettext_lazy("Note for the team"),
        max_length=TEXT,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    revision = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(
        self,
        part: BidPart,
        choice: EvaluationChoice,
        data: Any = None,  # noqa: ANN401 - what a request or a row sends
        *,
        bid: Bid | None = None,
    ) -> None:
        super().__init__(data, initial=kept_of(bid, part) if bid else {"state": BidState.RECEIVED})
        self.part, self.bid = part, bid
        if bid and bid.state == BidState.STRUCK_OUT:
            self.fields["state"].choices = BidState.choices  # type: ignore[attr-defined]
        for line in part.lines:
            if line.is_answered:
                self.fields[f"answer_{line.key}"] = AnswerField(line.answer, label=_of(line, _("What is offered")))
                self.fields[f"evidence_{line.key}"] = _words(_of(line, _("What shows it")))
            for step in line.steps:
                self._ask_for_step(line, step)
            if line.is_criterion and choice.of(line.key).by is PointsBy.PEOPLE:
                label = _of(line, _("Points, 0 to %(most)s") % {"most": typed_figure(choice.most_points)})
                self.fields[f"points_{line.key}"] = FigureField(label=label, most=choice.most_points, required=False)
                self.fields[f"reason_{line.key}"] = _words(_of(line, _("Why these points")))

    def _ask_for_step(self, line: BidLine, step: StaircaseStep) -> None:
        low, high = line.answer.low, line.answer.high
        bounds: dict[str, Any] = {"least": low} if high is None else {"least": low, "most": high}
        unit = f" ({line.answer.unit})" if line.answer.unit else ""
        label = _of(line, _("Promised") + unit)
        self.fields[_step_name("step", line, step)] = FigureField(label=label, required=False, **bounds)
        if step.months is not None:
            self.fields[_step_name("months", line, step)] = forms.IntegerField(
                label=_("Months after start"), min_value=0, max_value=LATEST_STEP, required=False
            )
        else:
            self.fields[_step_name("day", line, step)] = DayField(label=_("From"))

    @property
    def own_fields(self) -> list[forms.BoundField]:
        """The fields of the bid itself."""
        return [self[name] for name in self.base_fields if name in self.fields and name != "revision"]

    @property
    def shown_lines(self) -> list[ShownLine]:
        """What is asked, with the fields of each."""
        return [
            ShownLine(
                line,
                [self[name] for name in _names(line) if name in self.fields],
                [
                    (
                        step_in_words(step, line.answer.unit),
                        [self[name] for name in _step_names(line, step) if name in self.fields],
                    )
                    for step in line.steps
                ],
            )
            for line in self.part.lines
        ]

    def clean(self) -> dict[str, Any]:
        """Hold points and states to their reasons."""
        said = super().clean() or self.cleaned_data
        if said.get("state") == BidState.REJECTED and not said.get("state_because"):
            self.add_error("state_because", _("Say why the bid is rejected."))
        if said.get("price") == 0:
            self.add_error("price", _("Write a price above zero."))
        return said

    @property
    def said(self) -> BidSaid:
        """What is said; the form must be valid."""
        said = self.cleaned_data
        plain = ("supplier_name", "supplier_number", "contact_email", "price", "tonnes", "ladder_level", "note")
        return BidSaid(
            **{name: said[name] for name in plain},
            received_at=self._received_at(),
            state=BidState(said["state"] or BidState.RECEIVED),
            state_because=said["state_because"],
            answers={line.line.asked.pk: self._answer(line) for line in self.part.lines},
            steps={
                (line.line.asked.pk, step.position): promised
                for line in self.part.lines
                for step in line.steps
                if (promised := self._step(line, step))
            },
        )

    def _received_at(self) -> Any:  # noqa: ANN401 - a moment or nothing
        day = self.cleaned_data["received_on"]
        if self.bid and self.bid.received_at and timezone.localdate(self.bid.received_at) == day:
            return self.bid.received_at
        return timezone.make_aware(datetime.combine(day, time(12))) if day else None

    def _answer(self, line: BidLine) -> AnswerSaid:
        """Return what is answered; points stay where others than people give them now."""
        said = self.cleaned_data
        kept = _kept_answers(self.bid).get(line.line.asked.pk)
        has_points = f"points_{line.key}" in self.fields
        return AnswerSaid(
            text=said.get(f"answer_{line.key}") or "",
            evidence=said.get(f"evidence_{line.key}") or "",
            points=said.get(f"points_{line.key}") if has_points else kept and kept.points,
            reason=(said.get(f"reason_{line.key}") or "") if has_points else kept.reason if kept else "",
        )

    def _step(self, line: BidLine, step: StaircaseStep) -> StepSaid | None:
        """Return what is promised at a step, from when it is asked unless something else is said; None for nothing."""
        threshold = self.cleaned_data.get(_step_name("step", line, step))
        if threshold is None:
            return None
        if step.months is None:
            return StepSaid(threshold, day=self.cleaned_data.get(_step_name("day", line, step)) or step.day)
        months = self.cleaned_data.get(_step_name("months", line, step))
        return StepSaid(threshold, months=step.months if months is None else months)


def kept_of(bid: Bid, part: BidPart) -> dict[str, Any]:
    """Return a bid as it would be typed."""
    plain = ("supplier_name", "supplier_number", "contact_email", "ladder_level", "note", "state", "state_because")
    kept: dict[str, Any] = {name: getattr(bid, name) for name in (*plain, "revision")}
    kept |= {"price": typed_amount(bid.price), "tonnes": typed_figure(bid.tonnes)}
    kept["received_on"] = timezone.localdate(bid.received_at) if bid.received_at else None
    answers = _kept_answers(bid)
    steps = {(step.asked_id, step.position): step for step in bid.steps.all()}
    for line in part.lines:
        if said := answers.get(line.line.asked.pk):
            kept |= {f"answer_{line.key}": _typed(line, said.text), f"evidence_{line.key}": said.evidence}
            kept |= {f"points_{line.key}": typed_figure(said.points), f"reason_{line.key}": said.reason}
        for step in line.steps:
            if promised := steps.get((line.line.asked.pk, step.position)):
                kept[_step_name("step", line, step)] = typed_figure(promised.threshold)
                kept[_step_name("months", line, step)] = promised.months
                kept[_step_name("day", line, step)] = promised.day
    return kept


def _typed(line: BidLine, text: str) -> str:
    """Return a kept answer as it would be typed: a figure with the sign of the language."""
    return typed_figure(Decimal(text)) if text and line.answer.kind in FIGURES else text


def _kept_answers(bid: Bid | None) -> dict[int, Any]:
    return {answer.asked_id: answer for answer in bid.answers.all()} if bid else {}


def _names(line: BidLine) -> Iterator[str]:
    yield from (f"{name}_{line.key}" for name in ("answer", "evidence", "points", "reason"))


def _step_names(line: BidLine, step: StaircaseStep) -> Iterator[str]:
    yield from (_step_name(name, line, step) for name in ("step", "months", "day"))


def _step_name(name: str, line: BidLine, step: StaircaseStep) -> str:
    return f"{name}_{line.key}_{step.position}"


def _of(line: BidLine, label: str) -> str:
    """Return a label that tells whose it is, where a summary names the fields without what stands above them."""
    return f"{label} · {line.code}"


def _words(label: str) -> forms.CharField:
    return forms.CharField(label=label, max_length=TEXT, required=False, widget=forms.Textarea(attrs={"rows": 2}))


def _options(asked: AskedAnswer) -> list[tuple[str, str]]:
    if asked.kind is AnswerKind.YES_NO:
        return [("yes", _("Yes")), ("no", _("No"))]
    language = get_language() or "en"
    return [(name, text_in(names, language) or name) for name, names in (asked.options or {}).items()]


def _widget(asked: AskedAnswer) -> forms.Widget:
    options = _options(asked)
    if options:
        return forms.Select(choices=[("", "—"), *options])
    if asked.kind is AnswerKind.DATE:
        return forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    if asked.kind is AnswerKind.WORDS:
        return forms.Textarea(attrs={"rows": 3})
    return forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"})
