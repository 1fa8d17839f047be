"""What a supplier answered in a talk, as an officer notes it."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from foundation.errors import ConflictError, DomainError
from organisations.pages import OrganisationRequest, organisation_page, render_page
from procurement.forms.step_answer import NotedForm
from procurement.forms.supplier_answers import AnswerForms
from procurement.models import DialogueEntry, SupplierAnswer
from procurement.queries.market_answers import asked_of_market
from procurement.services.supplier_answers import note_answer, remove_noted_answer
from procurement.views.dialogue_seen import TAB, dialogue_context, entry_or_404
from procurement.views.procurement_seen import RUN, led_or_404


@require_http_methods(["GET", "POST"])
@organisation_page(RUN)
def new(request: OrganisationRequest, procurement: UUID, entry: UUID) -> HttpResponse:
    """Note what one more supplier answered in a talk."""
    return _noted(request, entry_or_404(led_or_404(request, procurement), entry), None)


@require_http_methods(["GET", "POST"])
@organisation_page(RUN)
def change(request: OrganisationRequest, procurement: UUID, entry: UUID, answer: UUID) -> HttpResponse:
    """Change what was noted, or take it out."""
    found = entry_or_404(led_or_404(request, procurement), entry)
    those = SupplierAnswer.objects.filter(entry=found, uuid=answer).select_related("procurement")
    stored = those.prefetch_related("steps").first()
    if stored is None:
        raise Http404
    if request.POST.get("do") == "remove":
        remove_noted_answer(stored)
        messages.success(request, _("The answer of %(supplier)s is taken out.") % {"supplier": stored.supplier})
        return redirect("dialogue_entry", request.organisation.slug, procurement, entry)
    return _noted(request, found, stored)


def _noted(request: OrganisationRequest, entry: DialogueEntry, stored: SupplierAnswer | None) -> HttpResponse:
    """Take the answer in, or show it with what is wrong; what was typed is never lost."""
    typed = request.POST.copy()
    forms = AnswerForms(
        asked_of_market(entry.procurement), stored, typed if request.method == "POST" else None, form=NotedForm
    )
    problem, status = "", 200
    if forms.is_bound:
        problem, status = _save(entry, stored, forms) if forms.is_valid() and not forms.is_moved else ("", 422)
        if status == 302:  # noqa: PLR2004 - moved on
            messages.success(request, _("The answer is noted."))
            return redirect("dialogue_entry", request.organisation.slug, entry.procurement.uuid, entry.uuid)
        newer = SupplierAnswer.objects.filter(pk=stored.pk).first() if stored else None
        typed["revision"] = str(newer.revision if newer else 0)
    context = {
        **dialogue_context(request, entry.procurement, TAB),
        "entry": entry,
        "forms": forms,
        "problem": problem,
        "stored": stored,
    }
    place = [request.organisation.slug, entry.procurement.uuid, entry.uuid]
    context["crumbs"] += [
        {"title": entry.get_kind_display(), "address": reverse("dialogue_entry", args=place)},
        {"title": _("Note an answer")},
    ]
    return render_page(request, "procurement/note_answer.html", context, status=status)


def _save(entry: DialogueEntry, stored: SupplierAnswer | None, forms: AnswerForms) -> tuple[str, int]:
    """Keep the answer; return what stood in the way, and the status that the page answers with."""
    said = forms.consent.cleaned_data
    try:
        note_answer(
            entry,
            forms.said,
            supplier=said["supplier"],
            number=said["number"],
            answer=stored,
            revision=said["revision"] or 0,
        )
    except ConflictError as conflict:
        return str(conflict), 409
    except DomainError as refused:
        return str(refused), 422
    return "", 302
