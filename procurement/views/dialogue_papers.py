"""The papers of a talk: hand one over, save it, take it out."""

from functools import partial
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET, require_POST

from organisations.pages import OrganisationRequest, organisation_page
from procurement.forms.dialogues import PaperForm
from procurement.models import DialogueEntry, DialoguePaper
from procurement.services.dialogue_papers import add_paper, remove_paper
from procurement.views.dialogue_log import entry_page
from procurement.views.dialogue_seen import entry_or_404
from procurement.views.handed_over import MOST_IN_A_REQUEST, given_out, is_kept, too_large
from procurement.views.procurement_seen import RUN, led_or_404, procurement_or_404
from requirements_bank.views.bounded import bounded


def _too_large(request: OrganisationRequest, procurement: UUID, entry: UUID) -> HttpResponse:
    form = too_large(PaperForm({}))
    return entry_page(request, entry_or_404(led_or_404(request, procurement), entry), paper_form=form, status=413)


@csrf_exempt  # the token stands in a body that may be too large to read; `bounded` checks it
@require_POST
@organisation_page(RUN)
@bounded(MOST_IN_A_REQUEST, _too_large)
def add(request: OrganisationRequest, procurement: UUID, entry: UUID) -> HttpResponse:
    """Keep a paper of a talk."""
    found = entry_or_404(led_or_404(request, procurement), entry)
    form = PaperForm(request.POST, request.FILES)
    if not form.is_valid() or not is_kept(form, partial(add_paper, found), ("title", "is_handed_out")):
        return entry_page(request, found, paper_form=form, status=422)
    messages.success(request, _("The paper is kept."))
    return redirect("dialogue_entry", request.organisation.slug, procurement, entry)


@require_GET
@organisation_page("procurement.view_procurement")
def paper(request: OrganisationRequest, procurement: UUID, entry: UUID, paper: UUID) -> HttpResponseBase:
    """Give out a paper as it came, to be saved; the lead's people alone have the files."""
    found = _paper_or_404(entry_or_404(procurement_or_404(request, procurement), entry), paper)
    if found.organisation_id != request.organisation.pk:
        raise Http404
    return given_out(found)


@require_POST
@organisation_page(RUN)
def remove(request: OrganisationRequest, procurement: UUID, entry: UUID, paper: UUID) -> HttpResponse:
    """Take a paper out."""
    found = _paper_or_404(entry_or_404(led_or_404(request, procurement), entry), paper)
    remove_paper(found)
    messages.success(request, _("%(paper)s is taken out.") % {"paper": found.title})
    return redirect("dialogue_entry", request.organisation.slug, procurement, entry)


def _paper_or_404(entry: DialogueEntry, uuid: UUID) -> DialoguePaper:
    found = DialoguePaper.objects.filter(entry=entry, uuid=uuid).select_related("procurement").first()
    if found is None:
        raise Http404
    return found
