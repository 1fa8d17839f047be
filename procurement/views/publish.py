"""What of a procurement goes out: the business terms for a notice, a draft of the notice, and open contracting data."""

import json
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from foundation.downloads import plain_name, saved_as
from organisations.pages import OrganisationRequest, organisation_page, render_page
from procurement.forms.publish import NoticeDetailsForm
from procurement.reports.eforms_download import as_json
from procurement.reports.eforms_notice import notice_draft
from procurement.reports.lot_value_words import lot_values_sentence
from procurement.reports.publish_page import shown_terms
from procurement.reports.publishing_sentences import sentence
from procurement.reports.terms_to_publish import release_to_publish, terms_to_publish
from procurement.views.procurement_seen import RUN, led_or_404, procurement_context

JSON, XML = "application/json", "application/xml"


@require_GET
@organisation_page(RUN)
def publish(request: OrganisationRequest, procurement: UUID) -> HttpResponse:
    """Show the business terms and what is left to be looked at, with the files."""
    found = led_or_404(request, procurement)
    terms, business = terms_to_publish(found)
    context = {
        **procurement_context(request, found, "procurement_publish"),
        "business": business,
        "parts": shown_terms(terms, business),
        "problems": [
            *([values] if (values := lot_values_sentence(found)) else []),
            *(sentence(problem, gettext) for problem in business.problems),
        ],
        "form": NoticeDetailsForm(found.country),
    }
    return render_page(request, "procurement/publish.html", context)


@require_GET
@organisation_page(RUN)
def published_file(request: OrganisationRequest, procurement: UUID, kind: str) -> HttpResponse:
    """Give out the business terms or the open contracting data as JSON, or a draft of the notice as XML."""
    found = led_or_404(request, procurement)
    terms, business = terms_to_publish(found)
    name = plain_name(found.title, kind)
    if kind == "terms":
        return saved_as(f"{name}.json", _json(as_json(business, terms)), JSON)
    if kind == "ocds":
        return saved_as(f"{name}.json", _json(release_to_publish(terms, request.build_absolute_uri())), JSON)
    if kind != "notice":
        raise Http404
    form = NoticeDetailsForm(found.country, request.GET)
    draft = notice_draft(terms, business, form.details()) if form.is_valid() else None
    if draft is None or draft.xml is None:
        lacking = [problem for problem in draft.problems if problem.is_error] if draft else []
        said = [sentence(problem, gettext) for problem in lacking] or form.sentences()
        messages.error(request, _("The notice cannot be written yet: %(missing)s") % {"missing": " ".join(said)})
        return redirect("procurement_publish", request.organisation.slug, found.uuid)
    return saved_as(f"{name}.xml", draft.xml, XML)


def _json(data: dict[str, Any]) -> bytes:
    return json.dumps(data, ensure_ascii=False, indent=1).encode()
