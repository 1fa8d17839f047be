"""Write a note on the requirement for its next version, from a deviation."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from follow_up.forms.deviations import RequirementNoteForm
from follow_up.services.requirement_notes import note_for_next_version, requirement_of
from follow_up.views.deviation_seen import CONTROL, deviation_crumbs, deviation_or_404
from foundation.errors import DomainError
from organisations.pages import OrganisationRequest, organisation_page, render_page


@require_http_methods(["GET", "POST"])
@organisation_page(CONTROL)
def note(request: OrganisationRequest, deviation: UUID) -> HttpResponse:
    """Take the note; a deviation from a contract's own words has no requirement."""
    found = deviation_or_404(request, deviation)
    requirement = requirement_of(found)
    if requirement is None:
        raise Http404
    form = RequirementNoteForm(request.POST or None)
    if form.is_valid():
        try:
            note_for_next_version(request.organisation, found, text=form.cleaned_data["text"])
        except DomainError as problem:
            form.add_error("text", str(problem))
        else:
            messages.success(request, _("Noted on %(code)s.") % {"code": requirement.code})
            return redirect("deviation", request.organisation.slug, found.uuid)
    title = _("A note for the next version")
    context = {
        "crumbs": deviation_crumbs(request, found, title),
        "form": form,
        "title": title,
        "kicker": requirement.code,
        "explanation": _("What did this deviation teach you about the wording, the threshold or the proof?"),
        "button": _("Note it"),
        "back": reverse("deviation", args=[request.organisation.slug, found.uuid]),
    }
    return render_page(request, "follow_up/deviation_form.html", context, status=422 if form.errors else 200)
