"""What is corrected in an accepted report: a figure for each line, and why."""

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from emissions.forms.activity import AmountField
from follow_up.forms.fill_in_report import NO, YES
from follow_up.models import LineKind, SupplierReport
from follow_up.queries.supplier_reports import lines_of, told_in
from follow_up.reports.report_words import line_name
from follow_up.services.fill_in_report import ReportRefusedError
from foundation.errors import DomainError
from foundation.reason_fields import ReasonField
from procurement.forms.figures import typed_figure


class CorrectionForm(forms.Form):
    """The figures that hold, in the units of their lines, to be written anew."""

    because = ReasonField(
        label=gettext_lazy("Why they are corrected"), max_length=500, widget=forms.Textarea(attrs={"rows": 2})
    )
    revision = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, report: SupplierReport, data: Any = None) -> None:  # noqa: ANN401 - what a request sends
        told = told_in(report)
        lines = [line for line in lines_of(report) if line.pk in told]
        initial: dict[str, Any] = {"revision": report.revision}
        super().__init__(data, initial=initial)
        for line in lines:
            amount, name = told[line.pk].amount, line.uuid.hex
            label = f"{line_name(line)} ({line.unit})" if line.unit else line_name(line)
            if line.kind == LineKind.YES_NO:
                answers = [(YES, _("Yes")), (NO, _("No"))]
                self.fields[name] = forms.ChoiceField(label=label, choices=answers, widget=forms.RadioSelect)
                initial[name] = YES if amount else NO
            else:
                self.fields[name] = AmountField(label=label, may_group=line.kind != LineKind.SHARE)
                initial[name] = typed_figure(amount)
        self._lines = {line.uuid.hex: str(line.uuid) for line in lines}
        self.order_fields([*self._lines, "because", "revision"])

    @property
    def values(self) -> dict[str, Decimal]:
        """The figures by uuid of the line; the form must be valid."""
        said = {key: self.cleaned_data[name] for name, key in self._lines.items()}
        return {key: Decimal(value == YES) if value in (YES, NO) else value for key, value in said.items()}

    def refuse(self, refused: DomainError) -> None:
        """Put what stands in the way at its field."""
        if isinstance(refused, ReportRefusedError):
            for name, key in self._lines.items():
                if sentence := refused.wrong.get(key):
                    self.add_error(name, sentence)
            return
        field = getattr(refused, "field", "")
        self.add_error(field if field in self.fields else None, str(refused))
