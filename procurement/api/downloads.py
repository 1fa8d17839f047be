"""Files: what of a procurement is published, a staircase as a document, and the 24-month plan."""

import json
from typing import Any
from uuid import UUID, uuid4

from django.http import Http404, HttpResponse
from django.utils import timezone
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework import serializers

from foundation.api.fields import PatternText
from foundation.api.input import Parameters
from foundation.api.operations import operation
from foundation.api.problem_details import PROBLEM_JSON
from foundation.api.schema import ProblemOutput
from foundation.api.views import GivesFile
from foundation.downloads import PDF, WORD, file_of, plain_name, saved_as
from organisations.api.client_view import ClientView
from procurement.api.fields import FreeText
from procurement.api.notice_output import NoticeLacksError
from procurement.api.procurement_output import ProcurementDetail, ProcurementOutput
from procurement.api.procurement_view import READING, RUNNING, OneProcurementView
from procurement.api.staircase_output import StaircaseDetail
from procurement.api.staircases import OneStaircaseView
from procurement.calculations.published_terms import PublishedTerms
from procurement.queries.plan_ahead import plan_of
from procurement.reports.eforms_download import as_json
from procurement.reports.eforms_notice import LEGAL_BASES, SUBTYPES, NoticeDetails, notice_draft
from procurement.reports.eforms_terms import BusinessTerms
from procurement.reports.plan_sheet import plan_as_json, plan_sheet
from procurement.reports.staircase_document import document_of
from procurement.reports.staircase_pdf import staircase_pdf
from procurement.reports.staircase_word import staircase_as_word
from procurement.reports.terms_to_publish import release_to_publish, terms_to_publish

JSON, XML, CSV = "application/json", "application/xml", "text/csv"
REFUSED = {(422, PROBLEM_JSON): ProblemOutput}


class NoticeParameters(Parameters):
    """What a notice says beside the procurement; the other files need none of it."""

    subtype = serializers.ChoiceField(choices=sorted(SUBTYPES), default="16", help_text="Notice subtype (OPP-070).")
    legal_basis = serializers.ChoiceField(choices=sorted(LEGAL_BASES), default="32014L0024", help_text="BT-01.")
    city = FreeText(max_length=100, default="", help_text="Of the buyer.")
    region = PatternText(r"^([A-Z]{2}[0-9A-Z]{1,3})?\Z", default="", allow_blank=True, help_text="NUTS, such as NO091.")


class PublishedView(GivesFile, OneProcurementView):
    """What of a procurement goes out as a file, for whoever runs it."""

    needs = {"GET": RUNNING}

    @extend_schema(responses={(200, JSON): OpenApiTypes.OBJECT, (200, XML): OpenApiTypes.BINARY, **REFUSED})
    @operation("Read what is published", output=ProcurementDetail, parameters=NoticeParameters)
    def get(self, procurement: UUID, published: str) -> Any:  # noqa: ANN401, ARG002 - a file; looked up already
        """The business terms for a notice (terms), a draft of the notice in eForms (notice), or an OCDS release (ocds).

        A draft that no notice can do without something for is refused, and names what is missing.
        """
        terms, business = terms_to_publish(self.found)
        name = plain_name(self.found.title, published)
        if published == "terms":
            return saved_as(f"{name}.json", _json(as_json(business, terms)), JSON)
        if published == "ocds":
            release = release_to_publish(terms, self.request.build_absolute_uri())
            return saved_as(f"{name}.json", _json(release), JSON)
        if published != "notice":
            raise Http404
        return saved_as(f"{name}.xml", self._notice(terms, business), XML)

    def _notice(self, terms: PublishedTerms, business: BusinessTerms) -> bytes:
        draft = notice_draft(terms, business, NoticeDetails(notice_id=uuid4(), **self.asked))
        if draft.xml is None:
            raise NoticeLacksError(draft.problems)
        return draft.xml


class StaircaseFileView(GivesFile, OneStaircaseView):
    """A staircase as a document."""

    needs = {"GET": READING}

    @extend_schema(responses={(200, PDF): OpenApiTypes.BINARY, (200, WORD): OpenApiTypes.BINARY})
    @operation("Read a staircase as a document", output=StaircaseDetail)
    def get(self, procurement: UUID, asked: UUID, kind: str) -> Any:  # noqa: ANN401, ARG002 - a file; looked up already
        """PDF (pdf) or Word (docx), on one page where it fits: picture, steps, rules and what the saving rests on."""
        rising = self.saved()
        if kind not in ("pdf", "docx") or rising.plan is None or rising.stored is None:
            raise Http404
        today = timezone.localdate()
        made = document_of(rising.plan, rising.stored, self.found, title=rising.title, today=today)
        name = plain_name(self.found.title, rising.asked.code)
        if kind == "docx":
            return saved_as(f"{name}.docx", staircase_as_word(made), WORD)
        return saved_as(f"{name}.pdf", staircase_pdf(made, self.found.organisation, self.request._request), PDF)  # noqa: SLF001 - what templates take


class PlanView(GivesFile, ClientView):
    """The 24-month plan of an organisation."""

    needs = {"GET": READING}

    @extend_schema(
        operation_id="organisations_procurement_plan_retrieve",
        tags=["procurements"],
        responses={(200, JSON): OpenApiTypes.OBJECT, (200, CSV): OpenApiTypes.BINARY},
    )
    @operation("Read the plan of what ends", output=ProcurementOutput)
    def get(self, table: str) -> Any:  # noqa: ANN401 - a file
        """Contracts that end within 24 months and by when buying anew has to begin, as JSON (json) or CSV (csv)."""
        today = timezone.localdate()
        plan = plan_of(self.organisation, today)
        if table == "csv":
            return file_of([plan_sheet(plan, today)], plain_name(self.organisation.name, "plan"), "csv")
        if table != "json":
            raise Http404
        return HttpResponse(_json(plan_as_json(plan, today)), content_type=JSON)


def _json(data: dict[str, Any]) -> bytes:
    return json.dumps(data, ensure_ascii=False, indent=1).encode()
