"""The form on which a supplier reports: a row for each figure, with what was told the time before beside it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Final

from django import forms
from django.utils.translation import gettext_lazy as _

from emissions.forms.activity import AmountField
from follow_up.models import LineKind, ReportedValue, ReportLine, SupplierReport
from follow_up.reports.report_words import line_name, told_words
from follow_up.services.fill_in_report import LineTold, ReportRefusedError
from procurement.forms.figures import typed_figure

UNITS: Final[Mapping[str, tuple[str, ...]]] = {
    "km": ("km", "mil"),
    "l": ("l", "m3"),
    "kWh": ("kWh", "MWh"),
    "kg": ("kg", "t"),
    "t": ("t", "kg"),
    "MWh": ("MWh", "kWh"),
}
"""What a supplier may also write a figure in, by the unit that is asked for."""
YES, NO = "yes", "no"
LONGEST_TYPED: Final = 500
NAMES: Final = ("value", "unit", "note", "sure")


class LineForm(forms.Form):
    """One line: its value, its unit where there are several, a note, and that a surprising figure is right."""

    note = forms.CharField(label=_("Note"), required=False, max_length=LONGEST_TYPED)
    sure = forms.BooleanField(label=_("Yes, it is right"), required=False)

    def __init__(self, line: ReportLine, data: Any, *, initial: Mapping[str, Any]) -> None:  # noqa: ANN401 - what a request sends
        super().__init__(data, prefix=line.uuid.hex, initial=dict(initial))
        if line.kind == LineKind.YES_NO:
            answers = [(YES, _("Yes")), (NO, _("No"))]
            field: forms.Field = forms.ChoiceField(choices=answers, widget=forms.RadioSelect, required=False)
        else:
            field = AmountField(required=False, may_group=line.kind != LineKind.SHARE)
        field.label, field.required = line_name(line), line.is_required
        field.error_messages["required"] = _("Fill this in. If it is nothing, write 0.")
        self.fields["value"] = field
        if units := UNITS.get(line.unit):
            self.fields["unit"] = forms.ChoiceField(
                label=_("Unit"), choices=[(each, each) for each in units], required=False
            )

    @property
    def told(self) -> LineTold | None:
        """What was told, None where nothing was; the form must be valid."""
        said = self.cleaned_data
        if said["value"] in (None, ""):
            return None
        value = Decimal(said["value"] == YES) if said["value"] in (YES, NO) else said["value"]
        return LineTold(value, said.get("unit") or "", said["note"], said["sure"])


class SenderForm(forms.Form):
    """Who reports, and anything else there is to say."""

    name = forms.CharField(label=_("Your name"), max_length=200, error_messages={"required": _("Write who reports.")})
    comment = forms.CharField(
        label=_("Anything the buyer should know"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    revision = forms.IntegerField(widget=forms.HiddenInput, required=False)


@dataclass(frozen=True, slots=True)
class ReportRow:
    """One line on the form; `question` is to be answered by a tick before it can be sent."""

    line: ReportLine
    form: LineForm
    before: str | None
    steps: Sequence[Any] = ()
    question: str = ""


class ReportForms:
    """Everything that a supplier fills in for one period; what was typed and not sent comes back as it was."""

    def __init__(
        self,
        report: SupplierReport,
        lines: Sequence[ReportLine],
        *,
        told: Mapping[int, ReportedValue],
        before: Mapping[int, ReportedValue],
        data: Mapping[str, Any] | None = None,
    ) -> None:
        self.is_bound, self.lines, self.questions = data is not None, lines, dict[str, str]()
        self.before = {line.pk: told_words(line, each.amount) for line in lines if (each := before.get(line.pk))}
        initial = {**_sender(report), "revision": report.revision}
        self.sender = SenderForm(data, initial=initial)
        self._forms = {
            line: LineForm(line, data, initial=report.draft.get(line.uuid.hex) or _told(line, told.get(line.pk)))
            for line in lines
        }

    @property
    def rows(self) -> list[ReportRow]:
        """The lines in their order."""
        return [
            ReportRow(line, form, self.before.get(line.pk), question=self.questions.get(str(line.uuid), ""))
            for line, form in self._forms.items()
        ]

    def is_valid(self) -> bool:
        """Return whether everything makes sense in itself."""
        return all([self.sender.is_valid(), *(form.is_valid() for form in self._forms.values())])

    @property
    def said(self) -> dict[str, LineTold]:
        """What was told, by uuid of the line; the forms must be valid."""
        return {str(line.uuid): told for line, form in self._forms.items() if (told := form.told)}

    def refuse(self, refused: ReportRefusedError) -> None:
        """Put what is wrong at its field, and the questions beside theirs."""
        self.questions.update(refused.questions)
        for line, form in self._forms.items():
            if sentence := refused.wrong.get(str(line.uuid)):
                form.add_error("value", sentence)

    @property
    def errors(self) -> list[tuple[str, str, str]]:
        """What is wrong: the id of its field, where it stands, and the sentence."""
        if not self.is_bound:
            return []
        places = [(form, line_name(line)) for line, form in self._forms.items()]
        found = [
            (form[name].id_for_label or form[name].auto_id, where or str(form[name].label), str(error))
            for form, where in [*places, (self.sender, "")]
            for name, errors in form.errors.items()
            for error in errors
        ]
        asked = [
            (self._forms[line]["sure"].id_for_label, line_name(line), self.questions[str(line.uuid)])
            for line in self.lines
            if str(line.uuid) in self.questions
        ]
        return [*found, *asked]


def typed_so_far(lines: Sequence[ReportLine], sent: Mapping[str, Any]) -> dict[str, Any]:
    """Return what was typed on the form, as it was typed, to be kept until it is sent."""
    draft: dict[str, Any] = {
        line.uuid.hex: {
            name: str(sent.get(f"{line.uuid.hex}-{name}", ""))[:LONGEST_TYPED].replace("\0", "") for name in NAMES
        }
        for line in lines
    }
    return {**draft, "name": str(sent.get("name", ""))[:200], "comment": str(sent.get("comment", ""))[:2000]}


def _sender(report: SupplierReport) -> dict[str, str]:
    kept = {"name": report.submitted_by, "comment": report.comment}
    return {name: report.draft.get(name) or value for name, value in kept.items()}


def _told(line: ReportLine, told: ReportedValue | None) -> dict[str, Any]:
    if told is None:
        return {}
    if line.kind == LineKind.YES_NO:
        return {"value": YES if told.value else NO, "note": told.note}
    return {"value": typed_figure(told.value), "unit": told.unit, "note": told.note, "sure": told.is_confirmed}
