"""A factor set of one's own: its versions, what each holds, and what stands for each category."""

from typing import Any
from uuid import UUID

from django.http import FileResponse, Http404, HttpResponse, HttpResponseBase
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from emissions.models import OwnFactorSet, OwnSetVersion
from emissions.queries.own_sets import draft_version_of, versions_of
from emissions.queries.version_changes import version_before
from emissions.reports.own_set_page import category_rows, set_answer, shown_version
from emissions.reports.own_set_words import definitions_of
from emissions.reports.source_words import price_basis_name
from emissions.reports.version_changes_page import change_row, version_changes
from emissions.views.own_sets_seen import KEEP, SEE, address_of, own_set_or_404, set_context, set_or_404
from foundation.addresses import changed, page_of, without_page
from foundation.downloads import file_of, plain_name
from foundation.files.opened import opened
from foundation.money import PriceBasis
from foundation.personal_numbers import without_personal_numbers
from foundation.spreadsheets import Column, Sheet
from organisations.models import Organisation
from organisations.pages import OrganisationRequest, organisation_page, render_page
from requirements_bank.models import SeenBy

PAGE_SIZE = 50
TABS = ("about", "categories", "factors", "changes")


@require_GET
@organisation_page(SEE)
def own_set(request: OrganisationRequest, own_set: UUID) -> HttpResponse:
    """Show a set in its newest version, or in the one that is asked for."""
    found = set_or_404(request, own_set)
    versions = list(versions_of(found))
    version = _asked(request, versions)
    tab = request.GET.get("tab", "about")
    tab = tab if tab in TABS else "about"
    is_ours = found.organisation_id == request.organisation.pk
    context: dict[str, Any] = {
        **set_context(request, None, found.title),
        "own_set": found,
        "answer": set_answer(found, version),
        "version": version,
        "versions": [_in_list(request, found, one, version) for one in versions],
        "draft": draft_version_of(found) if is_ours else None,
        "is_ours": is_ours,
        "is_shared": found.seen_by == SeenBy.NETWORK,
        "may_keep": is_ours and request.place.may(KEEP),
        "tab": tab,
        "tabs": _tabs(request, tab, follows=version is not None and version_before(version) is not None),
    }
    return render_page(request, "emissions/own_set.html", context | _content(request, version, tab))


@require_GET
@organisation_page(SEE)
def export(request: OrganisationRequest, own_set: UUID, number: int, kind: str) -> HttpResponseBase:
    """Give out the figures of a version and what stands for each category."""
    found = set_or_404(request, own_set)
    version = versions_of(found).filter(number=number, facts__isnull=False).first()
    if version is None:
        raise Http404
    sheets = [_figures(version), _categories(version)]
    name = f"{plain_name(found.title)}-{number}"
    return file_of(sheets if kind == "xlsx" else sheets[:1], name, kind)


@require_GET
@organisation_page(KEEP)
def original(request: OrganisationRequest, own_set: UUID, number: int) -> FileResponse:
    """Give out the file that a version was read from, as it came."""
    version = versions_of(own_set_or_404(request, own_set)).filter(number=number).first()
    if version is None:
        raise Http404
    stream = opened(version.file)
    return FileResponse(stream, as_attachment=True, filename=version.file_name, content_type="application/octet-stream")


def _asked(request: OrganisationRequest, versions: list[OwnSetVersion]) -> OwnSetVersion | None:
    """Return the version in the address, else the newest published one, else the draft."""
    asked = request.GET.get("version", "")
    named = next((one for one in versions if asked.isdecimal() and one.number == int(asked)), None)
    if asked and named is None:
        raise Http404
    return named or next((one for one in versions if not one.is_draft), versions[0] if versions else None)


def _content(request: OrganisationRequest, version: OwnSetVersion | None, tab: str) -> dict[str, Any]:
    """Return what a tab shows of a version that has been read."""
    if version is None or version.facts is None or not version.factors.exists():
        return {"definitions": [], "areas": [], "page": None}
    if tab == "categories":
        return {"areas": category_rows(version)}
    if tab == "factors":
        words = request.GET.get("q", "").strip()
        rows = version.factors.order_by("row")
        found = rows.filter(name__icontains=words) | rows.filter(code__istartswith=words) if words else rows
        page = page_of(request, found, PAGE_SIZE)
        return {"page": page, "words": words, "query": without_page(request), "currency": version.facts["currency"]}
    if tab == "changes":
        return _changes(request.organisation, version)
    return {"definitions": definitions_of(version), "shown": shown_version(version)}


def _changes(organisation: Organisation, version: OwnSetVersion) -> dict[str, Any]:
    """Return what a version changes; nothing for a first one."""
    changes = version_changes(organisation, version)
    rows = [] if changes is None else [change_row(each) for each in changes.footprints]
    return {"changes": changes, "rows": rows}


def _in_list(
    request: OrganisationRequest, found: OwnFactorSet, version: OwnSetVersion, current: OwnSetVersion | None
) -> dict[str, Any]:
    address = f"{address_of(request, 'own_set', found)}?version={version.number}"
    keeps = found.organisation_id == request.organisation.pk and request.place.may(KEEP)
    return {
        "version": version,
        "address": address,
        "is_current": version == current,
        "file_name": without_personal_numbers(version.file_name) if keeps else "",
    }


def _tabs(request: OrganisationRequest, current: str, *, follows: bool) -> list[dict[str, Any]]:
    """Return the parts of the page; a version that `follows` another one tells what it changes."""
    titles = {"about": _("What it is"), "categories": _("Categories"), "factors": _("Factors")}
    if follows:
        titles["changes"] = _("What it changes")
    return [
        {"title": title, "address": changed(request, tab=name, q=None), "current": name == current}
        for name, title in titles.items()
    ]


def _figures(version: OwnSetVersion) -> Sheet:
    facts = version.facts or {}
    columns = [
        Column(_("Row"), "integer"),
        Column(_("Code")),
        Column(_("Name")),
        Column(_("As written")),
        Column(f"kg CO2e/{facts['currency']}", "number"),
        Column(_("Price year"), "integer"),
        Column(_("Year of the emissions"), "integer"),
        Column(_("GSD²"), "number"),
        Column(_("Price basis")),
        Column(_("Source")),
    ]
    basis = price_basis_name(PriceBasis(facts["price_basis"]))
    rows = (
        [
            row.row, row.code, row.name, row.written, row.kg_per_unit, row.price_year, row.ghg_year, row.gsd2, basis,
            facts["source"],
        ]
        for row in version.factors.order_by("row").iterator()
    )  # fmt: skip
    return Sheet(_("Factors"), columns, rows)


def _categories(version: OwnSetVersion) -> Sheet:
    columns = [Column(_("Category")), Column(_("Code")), Column(_("Name")), Column(_("Weight"), "number")]
    rows = [
        [row["name"], factor["code"], factor["name"], factor["weight"]]
        for area in category_rows(version)
        for row in area["rows"]
        for factor in row["factors"]
    ]
    return Sheet(_("Categories"), columns, rows)
