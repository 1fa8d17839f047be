"""What is asked of a supplier: to whom, for which periods, and line by line."""

import re
from datetime import date
from typing import Any
from uuid import UUID, uuid4

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from follow_up.models import LineKind, ReportLanguage, ReportLine, ReportPeriodKind, ReportRequest
from follow_up.queries.report_proposals import obligations_of, parts_of, proposed_lines
from follow_up.services.report_requests import MOST_LINES, LineSaid, RequestSaid
from procurement.forms.contract import NeededDayField
from procurement.forms.procurement import DayField
from procurement.models import Contract, Obligation

_DAY = re.compile(r"(\d{1,2})[./ ]+(\d{1,2})\.?")
FIRST_LINES = 3
MORE_LINES = 1


class YearDayField(forms.CharField):
    """A day of the year, as day and month; kept as month and day."""

    def __init__(self, **kwargs: Any) -> None:  # noqa: ANN401 - Django's own
        super().__init__(required=False, max_length=8, **kwargs)

    def clean(self, value: Any) -> str:  # noqa: ANN401 - Django's own signature
        """Return the day as 10-15; empty where nothing is said."""
        typed = str(super().clean(value) or "")
        if not typed:
            return ""
        found = _DAY.fullmatch(typed)
        if not found:
            raise forms.ValidationError(_("Write the day as day and month, such as 15.10."))
        return f"{int(found[2]):02d}-{int(found[1]):02d}"

    def prepare_value(self, value: Any) -> Any:  # noqa: ANN401 - Django's own signature
        """Return a kept day as it is typed."""
        kept = re.fullmatch(r"(\d\d)-(\d\d)", str(value or ""))
        return f"{int(kept[2])}.{int(kept[1])}." if kept else value


class RequestForm(forms.Form):
    """To whom, about what, for which periods."""

    party = forms.ChoiceField(label=gettext_lazy("Supplier"))
    email = forms.EmailField(
        label=gettext_lazy("E-mail"), help_text=gettext_lazy("The link goes here. Whoever has it can report.")
    )
    language = forms.ChoiceField(label=gettext_lazy("Language of the letters"), choices=ReportLanguage)
    title = forms.CharField(label=gettext_lazy("What is reported"), max_length=200)
    purpose = forms.CharField(
        label=gettext_lazy("What the figures are used for"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    clause = forms.CharField(label=gettext_lazy("Where the contract asks for it"), required=False, max_length=300)
    obligation = forms.ChoiceField(label=gettext_lazy("The duty to report"), required=False)
    period_kind = forms.ChoiceField(label=gettext_lazy("How often"), choices=ReportPeriodKind)
    season_begins = YearDayField(
        label=gettext_lazy("The season begins on"), help_text=gettext_lazy("Day and month, such as 15.10.")
    )
    season_ends = YearDayField(label=gettext_lazy("The season ends on"))
    first_day = NeededDayField(label=gettext_lazy("From"))
    last_day = DayField(label=gettext_lazy("Until"), help_text=gettext_lazy("Empty: as long as the contract runs."))
    days_until_due = forms.IntegerField(
        label=gettext_lazy("Days to report after the period"), min_value=0, max_value=365, initial=30
    )
    revision = forms.IntegerField(widget=forms.HiddenInput, required=False)
    form_key = forms.UUIDField(widget=forms.HiddenInput, required=False)

    def __init__(
        self,
        contract: Contract,
        data: Any = None,  # noqa: ANN401 - what a request sends
        *,
        request: ReportRequest | None = None,
        about: Obligation | None = None,
    ) -> None:
        self._parties = {str(each.uuid): each for each in contract.parties.all()}
        self._obligations = {str(each.uuid): each for each in obligations_of(contract)}
        super().__init__(data, initial=_kept(request) if request else _fresh(contract, about))
        _choose(self, "party", [(key, each.name) for key, each in self._parties.items()])
        none = ("", _("none in particular"))
        _choose(self, "obligation", [none, *((key, each.title) for key, each in self._obligations.items())])

    @property
    def said(self) -> RequestSaid:
        """What was said; the form must be valid."""
        said = {name: value for name, value in self.cleaned_data.items() if name not in ("revision", "form_key")}
        said["party"] = self._parties[said["party"]]
        said["obligation"] = self._obligations.get(said["obligation"])
        return RequestSaid(**said)


class RequestLineForm(forms.Form):
    """One figure to ask for; without a kind there is no line."""

    uuid = forms.UUIDField(widget=forms.HiddenInput, required=False)
    kind = forms.ChoiceField(label=gettext_lazy("What"), required=False)
    label = forms.CharField(
        label=gettext_lazy("In words"),
        required=False,
        max_length=200,
        help_text=gettext_lazy("Empty: in the supplier's language, such as “Kilometres driven”."),
    )
    dimension = forms.CharField(
        label=gettext_lazy("Of what"),
        required=False,
        max_length=100,
        help_text=gettext_lazy("Such as a fuel: diesel, HVO, electricity."),
    )
    unit = forms.CharField(label=gettext_lazy("Unit"), required=False, max_length=40)
    whole = forms.CharField(
        label=gettext_lazy("Share of"),
        required=False,
        max_length=100,
        help_text=gettext_lazy("Shares of the same are 100 % together at most."),
    )
    obligation = forms.ChoiceField(label=gettext_lazy("Measures the obligation"), required=False)
    part = forms.ChoiceField(label=gettext_lazy("Goes into the activity series"), required=False)
    is_required = forms.BooleanField(label=gettext_lazy("Has to be filled in"), required=False, initial=True)

    def __init__(self, *args: Any, choices: "LineChoices", **kwargs: Any) -> None:  # noqa: ANN401 - as Django's
        super().__init__(*args, **kwargs)
        self._choices = choices
        _choose(self, "kind", [("", _("no line")), *LineKind.choices])
        _choose(
            self, "obligation", [("", _("none")), *((key, each.title) for key, each in choices.obligations.items())]
        )
        parts = [(key, f"{each.series.title}: {each}"[:120]) for key, each in choices.parts.items()]
        _choose(self, "part", [("", _("none")), *parts])

    @property
    def said(self) -> LineSaid | None:
        """What was said, None where it is no line; the form must be valid."""
        said = dict(self.cleaned_data)
        if not said.get("kind") or said.pop("DELETE", False):
            return None
        part = self._choices.parts.get(said["part"])
        obligation = self._choices.obligations.get(said["obligation"])
        return LineSaid(**{**said, "obligation": obligation, "part": part, "series": part.series if part else None})


class LineChoices:
    """What the lines of a contract's requests may name, read once for all of them."""

    def __init__(self, contract: Contract) -> None:
        self.obligations = {str(each.uuid): each for each in obligations_of(contract)}
        self.parts = {str(each.pk): each for each in parts_of(contract.organisation)}


def lines_formset(
    contract: Contract,
    data: Any = None,  # noqa: ANN401 - what a request sends
    *,
    request: ReportRequest | None = None,
) -> Any:  # noqa: ANN401 - a formset, of which the stubs know little
    """Return the lines of a request, or those proposed for the contract, with some empty ones below."""
    initial = _kept_lines(request) if request else proposed_lines(contract)
    extra = FIRST_LINES if not initial else MORE_LINES
    kind = forms.formset_factory(
        RequestLineForm, extra=extra, can_delete=True, max_num=MOST_LINES, absolute_max=MOST_LINES
    )
    return kind(data, prefix="lines", initial=initial, form_kwargs={"choices": LineChoices(contract)})


def with_another_line(data: Any) -> Any:  # noqa: ANN401 - what a request sends
    """Return what was sent with one more empty line."""
    more = data.copy()
    said = more.get("lines-TOTAL_FORMS", "0")
    number = int(said) if said.isascii() and said.isdigit() and len(said) < 4 else 0  # noqa: PLR2004 - no request has a thousand lines
    more["lines-TOTAL_FORMS"] = str(min(number + 1, MOST_LINES))
    return more


def _choose(form: forms.Form, name: str, choices: list[tuple[str, Any]]) -> None:
    field = form.fields[name]
    assert isinstance(field, forms.ChoiceField)  # noqa: S101 - tells the type checker
    field.choices = choices


def _fresh(contract: Contract, about: Obligation | None) -> dict[str, Any]:
    party = about.party if about and about.party else contract.parties.first()
    return {
        "party": str(party.uuid) if party else "",
        "email": party.email if party else "",
        "language": "sv" if contract.country == "SE" else "nb",
        "title": about.title[:200] if about else "",
        "clause": " ".join(filter(None, [about.code, about.title]))[:300] if about else "",
        "obligation": str(about.uuid) if about else "",
        "period_kind": _period(about.period if about else ""),
        "first_day": max(filter(None, [contract.first_day, _quarter_begins()])),
        "days_until_due": 30,
        "form_key": uuid4(),
    }


def _quarter_begins() -> date:
    """Return the first day of this quarter: what has passed long since is asked for by whoever wants it."""
    today = timezone.localdate()
    return date(today.year, (today.month - 1) // 3 * 3 + 1, 1)


def _period(said: str) -> str:
    return said if said in ReportPeriodKind.values else ReportPeriodKind.QUARTER.value


def _kept(request: ReportRequest) -> dict[str, Any]:
    names = ("email", "language", "title", "purpose", "clause", "period_kind", "season_begins", "season_ends")
    days = ("first_day", "last_day", "days_until_due", "revision")
    kept = {name: getattr(request, name) for name in (*names, *days)}
    about: UUID | None = request.obligation.uuid if request.obligation else None
    return {**kept, "party": str(request.party.uuid), "obligation": str(about) if about else ""}


def _kept_lines(request: ReportRequest) -> list[dict[str, Any]]:
    return [_kept_line(line) for line in request.lines.filter(is_asked=True).select_related("obligation")]


def _kept_line(line: ReportLine) -> dict[str, Any]:
    names = ("uuid", "kind", "label", "dimension", "unit", "whole", "is_required")
    kept: dict[str, Any] = {name: getattr(line, name) for name in names}
    kept["obligation"] = str(line.obligation.uuid) if line.obligation else ""
    kept["part"] = str(line.part_id or "")
    return kept
