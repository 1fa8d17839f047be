"""What of a procurement goes out: the business terms for a notice, a draft of the notice, and open contracting data."""

import json
from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from foundation.downloads import plain_name, saved_as
from organisations.pages import OrganisationRequest, organisation_page, render_page
from procurement.calculations.published_terms import OtherCriterion, PublishedTerms
from procurement.forms.publish import NoticeDetailsForm
from procurement.models import Procurement
from procurement.queries.asked import price_weights
from procurement.queries.law_facts import judged
from procurement.queries.published_terms import published_terms
from procurement.reports.eforms_download import as_json
from procurement.reports.eforms_notice import notice_draft
from procurement.reports.eforms_terms import BusinessTerms, business_terms
from procurement.reports.ocds_package import ocds_package
from procurement.reports.ocds_release import ocds_release
from procurement.reports.publishing_sentences import sentence
from procurement.views.procurement_seen import RUN, led_or_404, procurement_context

PRICE = "price"
JSON, XML = "application/json", "application/xml"


@require_GET
@organisation_page(RUN)
def publish(request: OrganisationRequest, procurement: UUID) -> HttpResponse:
    """Show the business terms and what is left to be looked at, with the files."""
    found = led_or_404(request, procurement)
    _terms, business = _business(found)
    context = {
        **procurement_context(request, found, "procurement_publish"),
        "business": business,
        "problems": [sentence(problem, gettext) for problem in business.problems],
        "form": NoticeDetailsForm(),
    }
    return render_page(request, "procurement/publish.html", context)


@require_GET
@organisation_page(RUN)
def published_file(request: OrganisationRequest, procurement: UUID, kind: str) -> HttpResponse:
    """Give out the business terms or the open contracting data as JSON, or a draft of the notice as XML."""
    found = led_or_404(request, procurement)
    terms, business = _business(found)
    name = plain_name(found.title, kind)
    if kind == "terms":
        return saved_as(f"{name}.json", _json(as_json(business, terms)), JSON)
    if kind == "ocds":
        return saved_as(f"{name}.json", _json(_package(request, terms)), JSON)
    if kind != "notice":
        raise Http404
    form = NoticeDetailsForm(request.GET)
    draft = notice_draft(terms, business, form.details()) if form.is_valid() else None
    if draft is None or draft.xml is None:
        lacking = [problem for problem in draft.problems if problem.is_error] if draft else []
        said = [sentence(problem, gettext) for problem in lacking] or form.sentences()
        messages.error(request, _("The notice cannot be written yet: %(missing)s") % {"missing": " ".join(said)})
        return redirect("procurement_publish", request.organisation.slug, found.uuid)
    return saved_as(f"{name}.xml", draft.xml, XML)


def _business(procurement: Procurement) -> tuple[PublishedTerms, BusinessTerms]:
    """Return what may be published, in the language of the reader, and the terms by the law guard's judgement."""
    others = [OtherCriterion(PRICE, _("Price"), weight, lot) for lot, weight in price_weights(procurement).items()]
    terms = published_terms(procurement, language=(get_language() or "nb")[:2], others=others)
    by_part = {each.part: each.judgement for each in judged(procurement)}
    titles = {lot.number: lot.title for lot in terms.lots}
    found = {number: by_part.get(titles.get(number, ""), by_part.get("")) for number in terms.lot_numbers}
    return terms, business_terms(terms, {number: each for number, each in found.items() if each})


def _package(request: OrganisationRequest, terms: PublishedTerms) -> dict[str, Any]:
    now = timezone.localtime()
    release = ocds_release(terms, prefix=settings.OCID_PREFIX, released_at=now)
    address = request.build_absolute_uri()
    return ocds_package([release], uri=address, publisher=terms.lead, published_at=now)


def _json(data: dict[str, Any]) -> bytes:
    return json.dumps(data, ensure_ascii=False, indent=1).encode()
