"""One set of old wordings: what each is alike, and what becomes of it."""

from collections import Counter
from collections.abc import Callable, Mapping
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from foundation.addresses import changed, page_of, without_page
from foundation.downloads import file_of, plain_name
from foundation.errors import DomainError
from foundation.files.local import local_path
from foundation.jobs.models import Job
from foundation.jobs.words import what_happens_now, why_it_failed, words_of
from organisations.pages import OrganisationRequest, organisation_page, render_page
from requirements_bank.forms.wordings import ProposeForm, RewordForm
from requirements_bank.importers.bank_contents import BankFileError
from requirements_bank.importers.old_wordings import wordings_in_file
from requirements_bank.models import Bank, OldWording, RequirementVersion, WordingSet
from requirements_bank.queries.banks import banks_taking_proposals
from requirements_bank.queries.requirements import published_versions
from requirements_bank.queries.wordings import near_versions, set_called, wording_called
from requirements_bank.reports.wording_words import file_sentence, shown_wording, wordings_sheet
from requirements_bank.services.correct_wordings import join_with_previous, leave_out, reword
from requirements_bank.services.decide_wordings import (
    make_a_variant,
    open_again,
    propose_to,
    set_aside,
    use_the_banks,
)
from requirements_bank.services.match_wordings import read_another_column
from requirements_bank.views.bank_seen import bank_tabs

STOP_POLLING = 286
WORDINGS_PER_PAGE = 20
SHOWN: Mapping[str, dict[str, Any]] = {
    "all": {"is_left_out": False},
    "open": {"is_left_out": False, "outcome": ""},
    "decided": {"is_left_out": False, "outcome__gt": ""},
    "left_out": {"is_left_out": True},
}


@never_cache
@require_GET
@organisation_page("requirements_bank.use_bank")
def wording_set(request: OrganisationRequest, wording_set: UUID) -> HttpResponse:
    """Show the wordings with their nearest requirements; while they are matched, how far it is."""
    found = _set_or_404(wording_set)
    address = reverse("wording_set", args=[request.organisation.slug, found.uuid])
    context: dict[str, Any] = {"set": found, "tabs": bank_tabs(request, "old_wordings"), "address": address}
    job = Job.objects.filter(uuid=found.job).first() if found.job and not found.matched_at else None
    if job:
        return _still_matching(request, context, job)
    return render_page(request, "requirements_bank/wording_set.html", {**context, **_wordings(request, found)})


@require_POST
@organisation_page("requirements_bank.use_bank")
def decide_wording(request: OrganisationRequest, wording_set: UUID, wording: UUID) -> HttpResponse:
    """Do what a button of a wording says."""
    found = wording_called(_set_or_404(wording_set), wording)
    act = ACTS.get(request.POST.get("act", ""))
    if found is None or act is None:
        raise Http404
    try:
        told = act(request, found)
    except DomainError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, told)
    return redirect(f"{reverse('wording_set', args=[request.organisation.slug, wording_set])}{_back(request, found)}")


@require_POST
@organisation_page("requirements_bank.use_bank")
def choose_column(request: OrganisationRequest, wording_set: UUID) -> HttpResponse:
    """Read another column of the sheet that the set came from."""
    found = _set_or_404(wording_set)
    if found.file is None:
        raise Http404
    try:
        with local_path(found.file) as path:
            read_another_column(found, wordings_in_file(path.read_bytes(), column=request.POST.get("column", "")))
    except DomainError as error:
        messages.error(request, str(error))
    except BankFileError as error:
        messages.error(request, file_sentence(error.problem.code, error.problem.values))
    return redirect("wording_set", request.organisation.slug, wording_set)


@require_GET
@organisation_page("requirements_bank.use_bank")
def wording_set_export(request: OrganisationRequest, wording_set: UUID) -> HttpResponseBase:  # noqa: ARG001 - as every page
    """Hand the set out as an Excel file."""
    found = _set_or_404(wording_set)
    wordings = list(found.wordings.select_related("version__requirement", "made"))
    versions = near_versions(wordings)
    sheet = wordings_sheet([shown_wording(each, versions) for each in wordings])
    return file_of([sheet], plain_name(found.name) or "wordings", "xlsx")


def _still_matching(request: OrganisationRequest, context: dict[str, Any], job: Job) -> HttpResponse:
    failure = why_it_failed(job) if job.status == Job.Status.FAILED else ""
    context |= {"job": job, "title": words_of(job).title, "sentence": what_happens_now(job), "failure": failure}
    if request.htmx and not request.htmx.boosted:
        response = render_page(request, "requirements_bank/wording_set.html", context, partial="progress")
        if job.is_over:
            response.status_code = STOP_POLLING
            response["HX-Redirect"] = context["address"]
        return response
    return render_page(request, "requirements_bank/wording_set.html", context)


def _wordings(request: OrganisationRequest, found: WordingSet) -> dict[str, Any]:
    chosen = request.GET.get("show", "all")
    wordings = found.wordings.filter(**SHOWN.get(chosen, SHOWN["all"])).select_related("version__requirement", "made")
    page = page_of(request, wordings, WORDINGS_PER_PAGE)
    versions = near_versions(page.object_list)
    alike = Counter(found.wordings.filter(is_left_out=False).exclude(group=None).values_list("group", flat=True))
    names = {"all": _("All"), "open": _("Not decided"), "decided": _("Decided"), "left_out": _("Left out")}
    return {
        "page": page,
        "query": without_page(request),
        "wordings": [shown_wording(each, versions, max(alike.get(each.group, 0) - 1, 0)) for each in page.object_list],
        "chips": [
            {
                "title": name,
                "address": changed(request, show=code),
                "current": code == chosen,
                "count": found.wordings.filter(**SHOWN[code]).count(),
            }
            for code, name in names.items()
        ],
        "may_write": request.place.may("requirements_bank.write_bank"),
        "banks": banks_taking_proposals(),
    }


def _use(request: OrganisationRequest, wording: OldWording) -> str:
    version, language = _chosen(request)
    is_new = use_the_banks(organisation=request.organisation, wording=wording, version=version, language=language)
    sentence = _("%(code)s is used from now on.") if is_new else _("%(code)s was in use already.")
    return sentence % {"code": version.requirement.code}


def _vary(request: OrganisationRequest, wording: OldWording) -> str:
    if not request.place.may("requirements_bank.write_bank"):
        raise Http404
    version, language = _chosen(request)
    draft = make_a_variant(organisation=request.organisation, wording=wording, version=version, language=language)
    return _("%(code)s is begun with your old wording. Complete and publish it among the drafts.") % {
        "code": draft.requirement.code
    }


def _propose(request: OrganisationRequest, wording: OldWording) -> str:
    form = ProposeForm(request.POST)
    bank = form.cleaned_data["bank"] if form.is_valid() else None
    if bank is None:
        raise DomainError(_("Choose a bank, and say why the wording should stand there."))
    reason = form.cleaned_data["reason"]
    language = _language(request, bank)
    propose_to(organisation=request.organisation, wording=wording, bank=bank, language=language, reason=reason)
    return _("The wording is proposed to %(bank)s.") % {"bank": bank.name}


def _set_aside(request: OrganisationRequest, wording: OldWording) -> str:  # noqa: ARG001 - as every act
    set_aside(wording)
    return _("Marked as not relevant.")


def _open_again(request: OrganisationRequest, wording: OldWording) -> str:  # noqa: ARG001 - as every act
    open_again(wording)
    return _("The wording can be decided anew. What was done by it stays.")


def _reword(request: OrganisationRequest, wording: OldWording) -> str:
    form = RewordForm(request.POST)
    if not form.is_valid():
        raise DomainError(" ".join(map(str, form.errors["text"])))
    count = len(reword(wording, form.cleaned_data["text"]))
    return _("The wording is matched anew.") if count == 1 else _("It is %(count)s wordings now.") % {"count": count}


def _join(request: OrganisationRequest, wording: OldWording) -> str:  # noqa: ARG001 - as every act
    join_with_previous(wording)
    return _("It is joined with the wording above.")


def _leave_out(request: OrganisationRequest, wording: OldWording) -> str:
    is_out = request.POST.get("act") == "leave_out"
    leave_out(wording, out=is_out)
    return _("It is left out.") if is_out else _("It is among the wordings again.")


ACTS: Mapping[str, Callable[[OrganisationRequest, OldWording], str]] = {
    "use": _use,
    "vary": _vary,
    "propose": _propose,
    "set_aside": _set_aside,
    "open_again": _open_again,
    "reword": _reword,
    "join": _join,
    "leave_out": _leave_out,
    "take_back": _leave_out,
}


def _chosen(request: OrganisationRequest) -> tuple[RequirementVersion, str]:
    """Return the version that a button names, and the language it was shown in."""
    uuid, _colon, language = request.POST.get("version", "").partition(":")
    try:
        version = published_versions().filter(uuid=UUID(uuid)).first()
    except ValueError:
        version = None
    if version is None:
        raise DomainError(_("The requirement is not there any more. Load the page again."))
    return version, language if language in version.content["wording"] else next(iter(version.content["wording"]))


def _language(request: OrganisationRequest, bank: Bank) -> str:
    own = {"SE": "sv", "NO": "nb"}.get(request.organisation.country, "en")
    return own if own in bank.languages else bank.languages[0]


def _set_or_404(uuid: UUID) -> WordingSet:
    found = set_called(uuid)
    if found is None:
        raise Http404
    return found


def _back(request: OrganisationRequest, wording: OldWording) -> str:
    """Return the part of the page that one came from, so that nobody has to look for the place again."""
    query = request.POST.get("query", "")
    query = f"?{query}" if query.replace("&", "").replace("=", "").replace("_", "").isalnum() else ""
    return f"{query}#wording-{wording.position}"
