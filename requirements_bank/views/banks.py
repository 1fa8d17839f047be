"""The banks in sight, their files to download, and loading one from a file."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET, require_POST

from organisations.pages import OrganisationRequest, organisation_page, render_page
from requirements_bank.forms.bank_loading import BankUploadForm
from requirements_bank.importers.bank_file import MOST_BYTES
from requirements_bank.models import Bank, SeenBy
from requirements_bank.queries.banks import bank_called, banks_in_sight
from requirements_bank.queries.uploaded_banks import waiting_banks
from requirements_bank.reports.bank_formats import FORMATS, bank_file
from requirements_bank.reports.code_words import LANGUAGE_NAMES
from requirements_bank.services.bank_uploads import upload_bank
from requirements_bank.views.bank_seen import bank_tabs
from requirements_bank.views.bounded import bounded


@require_GET
@organisation_page("requirements_bank.view_bank")
def banks(request: OrganisationRequest) -> HttpResponse:
    """List the banks in sight, ours first."""
    return banks_page(request)


def banks_page(request: OrganisationRequest, form: BankUploadForm | None = None, status: int = 200) -> HttpResponse:
    """Show the banks, with what is wrong with a file that was handed over."""
    may_load = request.place.may("requirements_bank.write_bank")
    found = sorted(banks_in_sight(), key=lambda bank: _rank(request, bank))
    context = {
        "tabs": bank_tabs(request, "banks"),
        "banks": [_shown(request, bank) for bank in found],
        "form": (form or BankUploadForm(request.organisation)) if may_load else None,
        "waiting": waiting_banks(request.organisation) if may_load else [],
    }
    return render_page(request, "requirements_bank/banks.html", context, status=status)


def _too_large(request: OrganisationRequest) -> HttpResponse:
    form = BankUploadForm(request.organisation, {}, {})
    form.errors.clear()
    form.add_error("file", _("The file is larger than 30 MB. Split it by area, and load the parts."))
    return banks_page(request, form, status=413)


@csrf_exempt  # the token stands in a body that may be too large to read; `bounded` checks it
@require_POST
@organisation_page("requirements_bank.write_bank")
@bounded(MOST_BYTES, _too_large)
def load_bank(request: OrganisationRequest) -> HttpResponse:
    """Keep a file with a bank and look at it."""
    form = BankUploadForm(request.organisation, request.POST, request.FILES)
    if not form.is_valid():
        return banks_page(request, form, status=422)
    sent = form.upload
    job = upload_bank(organisation=request.organisation, stream=sent, name=sent.name or "", choices=form.choices)
    return redirect("bank_upload", request.organisation.slug, job.uuid)


@require_GET
@organisation_page("requirements_bank.view_bank")
def bank_export(request: OrganisationRequest, bank: UUID, kind: str) -> HttpResponse:  # noqa: ARG001 - as every page
    """Hand out the published requirements of a bank as a file."""
    found = bank_called(bank)
    if found is None or kind not in FORMATS:
        raise Http404
    return bank_file(found, kind)


def _rank(request: OrganisationRequest, bank: Bank) -> tuple[int, str]:
    """Ours first, then what comes with Klimatrappa, then others'; within each by name."""
    ours = bank.organisation_id == request.organisation.pk
    place = (0 if not bank.source else 2) if ours else 1 if bank.organisation_id is None else 3
    return place, bank.name.lower()


def _shown(request: OrganisationRequest, bank: Bank) -> dict[str, Any]:
    ours = bank.organisation_id == request.organisation.pk
    whose = _whose(bank, ours=ours)
    return {
        "bank": bank,
        "whose": whose,
        "owner": f"{whose} · {SeenBy(bank.seen_by).label}" if ours else whose,
        "is_ours": ours,
        "may_be_mapped": bool(bank.source) and request.place.may("requirements_bank.use_bank"),
        "languages": ", ".join(str(LANGUAGE_NAMES.get(language, language)) for language in bank.languages),
    }


def _whose(bank: Bank, *, ours: bool) -> str:
    if bank.organisation is None:
        return _("Comes with Klimatrappa")
    if ours:
        return _("Loaded by us") if bank.source else _("Our own")
    return bank.organisation.name
