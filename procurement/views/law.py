"""What the law asks of a procurement: the answer first, what was found, and the questions it needs answered."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from foundation.errors import ConflictError
from organisations.pages import OrganisationRequest, organisation_page, render_page
from procurement.calculations.law_rules import LANGUAGES, rules_on
from procurement.calculations.procurement_facts import CriterionFacts
from procurement.forms.law import LawForm
from procurement.models import Procurement
from procurement.queries.asked import AskedLine, asked_lines, parts_of
from procurement.queries.law_facts import (
    JudgedPart,
    announced_day,
    answers_of,
    criteria_of,
    day_of_rules,
    judged,
    open_questions,
)
from procurement.queries.law_rules import shipped_law_rules
from procurement.reports.law_page import law_answer, shown_findings
from procurement.reports.law_sentences import DocumentLine, document_lines
from procurement.reports.lot_value_words import lot_values_sentence
from procurement.services.law_answers import answer_law
from procurement.views.procurement_seen import RUN, led_or_404, procurement_context, procurement_or_404


@require_http_methods(["GET", "HEAD", "POST"])
@organisation_page("procurement.view_procurement")
def law(request: OrganisationRequest, procurement: UUID) -> HttpResponse:
    """Show the judgement; keep what was answered."""
    if request.method != "POST":
        found = procurement_or_404(request, procurement)
        return render_page(request, "procurement/law.html", _context(request, found, _form(found)))
    if not request.place.may(RUN):
        raise Http404
    found = led_or_404(request, procurement)
    typed = request.POST.copy()
    form = _form(found, typed)
    if form.is_valid() and _saved(found, form):
        messages.success(request, _("Saved."))
        return redirect("procurement_law", request.organisation.slug, found.uuid)
    typed["revision"] = str(answers_of(found).revision)  # what was typed can be saved over what somebody else saved
    return render_page(request, "procurement/law.html", _context(request, found, form), status=422)


def _form(procurement: Procurement, typed: Any = None) -> LawForm:  # noqa: ANN401 - what a request sends
    rules = rules_on(shipped_law_rules().rules, procurement.country, day_of_rules(procurement))
    return LawForm(answers_of(procurement), asked_lines(procurement), rules, typed)


def _saved(procurement: Procurement, form: LawForm) -> bool:
    """Keep what was answered; where somebody else answered meanwhile, say so in the form."""
    try:
        answer_law(procurement, revision=form.cleaned_data["revision"] or 0, **form.said)
    except ConflictError as problem:
        form.add_error(None, str(problem))
        return False
    return True


def _context(request: OrganisationRequest, procurement: Procurement, form: LawForm) -> dict[str, Any]:
    lines, rules = asked_lines(procurement), shipped_law_rules()
    parts, answers, unanswered = judged(procurement, lines), answers_of(procurement), open_questions(procurement)
    return {
        "values": lot_values_sentence(procurement),
        **procurement_context(request, procurement, "procurement_law"),
        "form": form,
        "answer": law_answer(parts, unanswered, announced_day(procurement)),
        "is_complete": not unanswered and all(each.judgement.is_complete for each in parts),
        "day": procurement.announced_on or procurement.first_day,
        "groups": shown_findings(parts, rules),
        "criteria": [
            (lot, _named(criteria_of(procurement, those, answers, lot=lot), those))
            for lot, those in parts_of(lines, list(procurement.lots.all()))
        ],
        "documents": _documents(parts),
    }


def _named(criteria: Sequence[CriterionFacts], lines: Sequence[AskedLine]) -> list[CriterionFacts]:
    """Return the criteria by what they are called beside their codes, as a reader knows them."""
    language = get_language() or "en"
    titles = {line.asked.code: f"{line.asked.code} {line.title_in(language)}" for line in lines}
    return [replace(each, name=titles.get(each.name, each.name)) for each in criteria]


def _documents(parts: list[JudgedPart]) -> list[DocumentLine]:
    """Return what the documents will say of what is met, told once where lots share it."""
    language = (get_language() or "en").partition("-")[0]
    known = language if language in LANGUAGES else "en"
    lines = [line for each in parts for line in document_lines(each.judgement, shipped_law_rules(), known)]
    return list(dict.fromkeys(lines))
