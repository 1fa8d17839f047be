"""Old wordings: hand over what stood in earlier contracts, and come back to what was found in it."""

from typing import IO, cast

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from foundation.addresses import page_of, without_page
from foundation.files.store import store_file
from organisations.pages import OrganisationRequest, organisation_page, render_page
from requirements_bank.forms.wordings import WordingsForm
from requirements_bank.importers.bank_contents import BankFileError
from requirements_bank.importers.old_wordings import MOST_BYTES, wordings_in_file, wordings_in_text
from requirements_bank.models import WordingSet
from requirements_bank.queries.wordings import wording_sets
from requirements_bank.reports.wording_words import file_sentence
from requirements_bank.services.match_wordings import keep_wordings
from requirements_bank.views.bank_seen import bank_tabs
from requirements_bank.views.bounded import bounded

SETS_PER_PAGE = 20
NAME_WORDS = 8


def _too_large(request: OrganisationRequest) -> HttpResponse:
    return _page(request, WordingsForm(), 413, _("The file is larger than 20 MB. Split it, and hand the parts over."))


@csrf_exempt  # the token stands in a body that may be too large to read; `bounded` checks it
@require_http_methods(["GET", "POST"])
@organisation_page("requirements_bank.use_bank")
@bounded(MOST_BYTES, _too_large)
def old_wordings(request: OrganisationRequest) -> HttpResponse:
    """List the sets, and take a new one: a pasted text or a file."""
    if request.method == "GET":
        return _page(request, WordingsForm(), 200)
    form = WordingsForm(request.POST, request.FILES)
    if not form.is_valid():
        return _page(request, form, 422)
    try:
        kept = _kept(request, form)
    except BankFileError as error:
        form.add_error("file" if form.upload else "text", file_sentence(error.problem.code, error.problem.values))
        return _page(request, form, 422)
    return redirect("wording_set", request.organisation.slug, kept.uuid)


def _kept(request: OrganisationRequest, form: WordingsForm) -> WordingSet:
    upload, name = form.upload, form.cleaned_data["name"]
    if upload is None:
        text = form.cleaned_data["text"]
        name = name or " ".join(text.split()[:NAME_WORDS])
        return keep_wordings(organisation=request.organisation, name=name, found=wordings_in_text(text))
    found = wordings_in_file(upload.read())
    stream = cast("IO[bytes]", upload)
    stored = store_file(organisation_id=request.organisation.pk, stream=stream, name=upload.name or "")
    return keep_wordings(organisation=request.organisation, name=name or stored.name, found=found, file=stored)


def _page(request: OrganisationRequest, form: WordingsForm, status: int, refused: str = "") -> HttpResponse:
    context = {
        "tabs": bank_tabs(request, "old_wordings"),
        "form": form,
        "refused": refused,
        "page": page_of(request, wording_sets(), SETS_PER_PAGE),
        "query": without_page(request),
    }
    return render_page(request, "requirements_bank/old_wordings.html", context, status=status)
