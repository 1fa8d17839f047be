"""Reports of suppliers over the API: what is asked, what came in, and accepting it."""

from typing import Any
from uuid import UUID

from django.http import Http404
from django.utils import timezone
from django.utils.translation import gettext as _
from rest_framework import serializers
from rest_framework.response import Response

from follow_up.api.follow_up_view import READING, WRITING, ClientKey
from follow_up.api.report_output import ReportRequestOutput, SupplierReportDetail, SupplierReportOutput
from follow_up.models import LineKind, ReportLanguage, ReportPeriodKind, ReportState
from follow_up.queries.report_proposals import obligations_of, parts_of
from follow_up.queries.seen import followed_contract
from follow_up.queries.supplier_reports import report_called, reports_of, request_called, requests_of
from follow_up.services.due_reports import make_due_reports
from follow_up.services.judge_report import accept_report
from follow_up.services.report_requests import MOST_LINES, LineSaid, RequestSaid, ask_for_reports
from foundation.api.fields import TypedText, WordsText, YesOrNo
from foundation.api.input import Input, Parameters
from foundation.api.operations import operation
from foundation.api.pagination import NewestFirst
from organisations.api.client_view import ClientView
from procurement.api.fields import check_days, unfit
from procurement.models import Contract


class ReportParameters(Parameters):
    """Which reports."""

    state = serializers.ChoiceField(choices=ReportState.values, required=False, help_text="Its state.")
    contract = serializers.UUIDField(required=False, help_text="Of this contract.")
    report_request = serializers.UUIDField(required=False, help_text="Of this request.")
    due_before = serializers.DateField(required=False, help_text="The day on which it is due is before this one.")


class RequestParameters(Parameters):
    """Which requests."""

    contract = serializers.UUIDField(required=False, help_text="Of this contract.")


class LineInput(Input):
    """One figure to ask for."""

    kind = serializers.ChoiceField(choices=LineKind.values)
    label = WordsText(  # type: ignore[assignment] # a field called label
        required=False, default="", max_length=200, help_text="Empty: by its kind, in their language."
    )
    unit = WordsText(required=False, default="", max_length=40, help_text="Empty: the usual one of the kind.")
    dimension = WordsText(required=False, default="", max_length=100, help_text="Such as a fuel.")
    whole = WordsText(required=False, default="", max_length=100, help_text="Shares of the same: 100 % at most.")
    is_required = YesOrNo(required=False, default=True)
    obligation = serializers.UUIDField(required=False, allow_null=True, default=None)
    series = serializers.UUIDField(required=False, allow_null=True, default=None, help_text="An activity series.")
    part = WordsText(required=False, default="", max_length=100, help_text="Of the series; empty: it is not parted.")


class RequestInput(Input):
    """What is asked of a supplier."""

    contract = serializers.UUIDField()
    party = serializers.UUIDField(help_text="A supplier of the contract.")
    email = serializers.EmailField(max_length=254, help_text="The links go here.")
    language = serializers.ChoiceField(choices=ReportLanguage.values, required=False, default="nb")
    title = WordsText(max_length=200)
    purpose = TypedText(required=False, allow_blank=True, default="", max_length=2000)
    clause = WordsText(required=False, default="", max_length=300)
    obligation = serializers.UUIDField(required=False, allow_null=True, default=None, help_text="The duty to report.")
    period_kind = serializers.ChoiceField(choices=ReportPeriodKind.values)
    season_begins = WordsText(required=False, default="", max_length=5, help_text="Month and day, such as 10-15.")
    season_ends = WordsText(required=False, default="", max_length=5)
    first_day = serializers.DateField()
    last_day = serializers.DateField(required=False, allow_null=True, default=None)
    days_until_due = serializers.IntegerField(min_value=0, max_value=365, required=False, default=30)
    lines = serializers.ListField(child=LineInput(), min_length=1, max_length=MOST_LINES)
    key = ClientKey()


class AcceptInput(Input):
    """Which state of the report was read before it is accepted."""

    revision = serializers.IntegerField(min_value=1, max_value=2_147_483_647)


class SupplierReportsView(ClientView):
    """The reports of an organisation's suppliers."""

    needs = {"GET": READING}

    @operation("List supplier reports", output=SupplierReportOutput, many=True, parameters=ReportParameters)
    def get(self) -> Response:
        """Reports of every period that has ended, the newest first."""
        asked, found = self.asked, reports_of(self.organisation)
        check_days(asked)
        paths = {
            "state": "state",
            "contract": "request__contract__uuid",
            "report_request": "request__uuid",
            "due_before": "due_on__lt",
        }
        found = found.filter(**{path: asked[name] for name, path in paths.items() if name in asked})
        return self.page(NewestFirst(found), SupplierReportOutput)


class SupplierReportView(ClientView):
    """One report."""

    needs = {"GET": READING}

    @operation("Read a supplier report", output=SupplierReportDetail)
    def get(self, report: UUID) -> Response:
        """With the figures that hold."""
        found = report_called(self.organisation, report)
        if found is None:
            raise Http404
        return Response(SupplierReportDetail(found).data)


class AcceptSupplierReportView(ClientView):
    """Accepting a report."""

    needs = {"POST": WRITING}

    def initial(self, request: Any, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - the framework's signature
        """Look the report up before anything that was sent is read."""
        super().initial(request, *args, **kwargs)
        if report_called(self.organisation, kwargs["report"]) is None:
            raise Http404

    @operation("Accept a supplier report", output=SupplierReportDetail, body=AcceptInput)
    def post(self, report: UUID) -> Response:
        """Its figures become measurements of obligations and stand in activity series."""
        found = report_called(self.organisation, report)
        if found is None:
            raise Http404
        return Response(SupplierReportDetail(accept_report(found, revision=self.sent["revision"])).data)


class ReportRequestsView(ClientView):
    """What suppliers are asked to report."""

    needs = {"GET": READING, "POST": WRITING}

    @operation("List report requests", output=ReportRequestOutput, many=True, parameters=RequestParameters)
    def get(self) -> Response:
        """What is or was asked for, the newest first."""
        found = requests_of(self.organisation).prefetch_related("lines__obligation", "lines__series", "lines__part")
        if "contract" in self.asked:
            found = found.filter(contract__uuid=self.asked["contract"])
        return self.page(NewestFirst(found), ReportRequestOutput)

    @operation("Ask for reports", output=ReportRequestOutput, body=RequestInput, status=201)
    def post(self) -> Response:
        """Ask a supplier of a signed contract; the link goes out by e-mail when a period has ended."""
        sent = dict(self.sent)
        check_days(sent)
        contract = followed_contract(self.organisation, sent.pop("contract"))
        if contract is None:
            raise unfit("contract", _("The organisation follows no such contract up."), "unknown_contract")
        lines = [_line(contract, place, dict(said)) for place, said in enumerate(sent.pop("lines"))]
        key = sent.pop("key", None)
        made = ask_for_reports(contract, _request(contract, sent), lines, form_key=key)
        make_due_reports(self.organisation.pk, timezone.localdate())
        return Response(ReportRequestOutput(made).data, status=201)


class ReportRequestView(ClientView):
    """One request for reports."""

    needs = {"GET": READING}

    @operation("Read a report request", output=ReportRequestOutput)
    def get(self, report_request: UUID) -> Response:
        """What one supplier is asked for, line by line."""
        found = request_called(self.organisation, report_request)
        if found is None:
            raise Http404
        return Response(ReportRequestOutput(found).data)


def _request(contract: Contract, sent: dict[str, Any]) -> RequestSaid:
    party = contract.parties.filter(uuid=sent["party"]).first()
    if party is None:
        raise unfit("party", _("Choose a supplier of this contract."), "unknown_party")
    sent["party"] = party
    sent["obligation"] = _obligation(contract, "obligation", sent["obligation"])
    return RequestSaid(**sent)


def _line(contract: Contract, place: int, said: dict[str, Any]) -> LineSaid:
    said["obligation"] = _obligation(contract, f"lines.{place}.obligation", said["obligation"])
    series, part = said.pop("series"), said.pop("part")
    if series is None:
        return LineSaid(**said)
    found = parts_of(contract.organisation).filter(series__uuid=series, name=part).first()
    if found is None:
        raise unfit(f"lines.{place}.part", _("The series has no such part."), "unknown_part")
    return LineSaid(**said, series=found.series, part=found)


def _obligation(contract: Contract, field: str, uuid: UUID | None) -> Any:  # noqa: ANN401 - an obligation or None
    if uuid is None:
        return None
    found = obligations_of(contract).filter(uuid=uuid).first()
    if found is None:
        raise unfit(field, _("Choose an obligation of this contract."), "unknown_obligation")
    return found
