"""The papers of a talk: hand one over, save it, take it out."""

from uuid import UUID

from django.contrib import messages
from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET, require_POST

from foundation.downloads import plain_name
from foundation.errors import DomainError
from organisations.pages import OrganisationRequest, organisation_page
from procurement.forms.dialogues import PaperForm
from procurement.importers.document_kind import KINDS, MOST_BYTES
from procurement.models import DialogueEntry, DialoguePaper
from procurement.services.dialogue_papers import add_paper, remove_paper
from procurement.services.documents import MEGABYTE
from procurement.views.dialogue_log import entry_page
from procurement.views.dialogue_seen import entry_or_404
from procurement.views.documents import FORM_BYTES, PLAIN
from procurement.views.procurement_seen import RUN, led_or_404, procurement_or_404
from requirements_bank.views.bounded import bounded


def _too_large(request: OrganisationRequest, procurement: UUID, entry: UUID) -> HttpResponse:
    form = PaperForm({})
    form.is_valid()
    form.errors.clear()
    sentence = _("The file is larger than %(most)s MB. Make it smaller, or divide it.")
    form.add_error("file", sentence % {"most": MOST_BYTES // MEGABYTE})
    return entry_page(request, entry_or_404(led_or_404(request, procurement), entry), paper_form=form, status=413)


@csrf_exempt  # the token stands in a body that may be too large to read; `bounded` checks it
@require_POST
@organisation_page(RUN)
@bounded(MOST_BYTES + FORM_BYTES, _too_large)
def add(request: OrganisationRequest, procurement: UUID, entry: UUID) -> HttpResponse:
    """Keep a paper of a talk."""
    found = entry_or_404(led_or_404(request, procurement), entry)
    form = PaperForm(request.POST, request.FILES)
    if not form.is_valid() or not _kept(found, form):
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
    return paper_file(found)


@require_POST
@organisation_page(RUN)
def remove(request: OrganisationRequest, procurement: UUID, entry: UUID, paper: UUID) -> HttpResponse:
    """Take a paper out."""
    found = _paper_or_404(entry_or_404(led_or_404(request, procurement), entry), paper)
    remove_paper(found)
    messages.success(request, _("%(paper)s is taken out.") % {"paper": found.title})
    return redirect("dialogue_entry", request.organisation.slug, procurement, entry)


def paper_file(paper: DialoguePaper) -> FileResponse:
    """Return the file of a paper, to be saved. Needs the lead's access."""
    ending = paper.file.name.rpartition(".")[2].lower()
    name = plain_name(paper.title) or plain_name(_("document"))
    named = f"{name}.{ending}" if ending in KINDS else name
    stream = default_storage.open(paper.file.path)
    return FileResponse(stream, as_attachment=True, filename=named, content_type=PLAIN)


def _kept(entry: DialogueEntry, form: PaperForm) -> bool:
    """Keep what was handed over; where that is not possible, say so in the form."""
    said = {name: form.cleaned_data[name] for name in ("title", "is_handed_out")}
    try:
        add_paper(entry, stream=form.upload, file_name=form.upload.name or "", **said)
    except DomainError as problem:
        form.add_error(getattr(problem, "field", "") or None, str(problem))
        return False
    return True


def _paper_or_404(entry: DialogueEntry, uuid: UUID) -> DialoguePaper:
    found = DialoguePaper.objects.filter(entry=entry, uuid=uuid).select_related("procurement").first()
    if found is None:
        raise Http404
    return found
