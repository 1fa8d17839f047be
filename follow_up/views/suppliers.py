"""The suppliers of signed contracts, and the card of one: fair, with its own words beside what was found."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from follow_up.forms.suppliers import ContactForm, SupplierNoteForm
from follow_up.models import SupplierContact
from follow_up.queries.suppliers import (
    KnownSupplier,
    contacts_of,
    contracts_of_supplier,
    count_open,
    deviations_of_supplier,
    known_suppliers,
    meetings_with,
    notes_on,
    obligations_of_supplier,
    record_of,
    reports_of_supplier,
    statements_of_supplier,
    supplier_called,
)
from follow_up.reports.supplier_words import kept_sentence, mending_sentence, obligation_rows, year_rows
from follow_up.services.supplier_cards import SaidOfContact, keep_contact, keep_note, remove_contact
from follow_up.views.deviation_seen import CONTROL, SEE
from follow_up.views.follow_up_tabs import follow_up_tabs
from foundation.addresses import page_of, without_page
from foundation.errors import ConflictError, DomainError
from organisations.pages import OrganisationRequest, organisation_page, render_page
from suppliers.queries.parties import card_of_number

PAGE_SIZE = 50
MOST_SHOWN = 50
MOST_LETTERS = 200


@require_GET
@organisation_page(SEE)
def suppliers(request: OrganisationRequest) -> HttpResponse:
    """List the suppliers of signed contracts."""
    words = " ".join(request.GET.get("q", "")[:MOST_LETTERS].split())
    found = known_suppliers(request.organisation, words)
    page = page_of(request, found, PAGE_SIZE)
    count_open(page.object_list)
    answer = ngettext(
        "%(count)s supplier has a signed contract.", "%(count)s suppliers have a signed contract.", len(found)
    )
    context = {
        "tabs": follow_up_tabs(request, "follow_up_suppliers"),
        "page": page,
        "found": len(found),
        "words": words,
        "query": without_page(request),
        "answer": answer % {"count": len(found)} if found and not words else "",
    }
    return render_page(request, "follow_up/suppliers.html", context)


@require_GET
@organisation_page(SEE)
def supplier(request: OrganisationRequest, key: str) -> HttpResponse:
    """Show the card of one supplier."""
    return _card(request, supplier_or_404(request, key))


@require_POST
@organisation_page(CONTROL)
def note(request: OrganisationRequest, key: str) -> HttpResponse:
    """Keep a note on the relation."""
    found, form = supplier_or_404(request, key), SupplierNoteForm(request.POST)
    if form.is_valid():
        try:
            keep_note(request.organisation, found, text=form.cleaned_data["text"])
        except DomainError as problem:
            form.add_error("text", str(problem))
        else:
            messages.success(request, _("Noted."))
            return redirect("follow_up_supplier", request.organisation.slug, key)
    return _card(request, found, form, 422)


@require_http_methods(["GET", "POST"])
@organisation_page(CONTROL)
def new_contact(request: OrganisationRequest, key: str) -> HttpResponse:
    """Add somebody to talk to."""
    return _contact_page(request, supplier_or_404(request, key), None)


@require_http_methods(["GET", "POST"])
@organisation_page(CONTROL)
def contact(request: OrganisationRequest, key: str, contact: UUID) -> HttpResponse:
    """Change a contact."""
    found = supplier_or_404(request, key)
    return _contact_page(request, found, _contact_or_404(request, found, contact))


@require_POST
@organisation_page(CONTROL)
def take_contact(request: OrganisationRequest, key: str, contact: UUID) -> HttpResponse:
    """Take a contact out for good."""
    found = supplier_or_404(request, key)
    remove_contact(request.organisation, found, _contact_or_404(request, found, contact))
    messages.success(request, _("The contact is taken out."))
    return redirect("follow_up_supplier", request.organisation.slug, key)


def supplier_or_404(request: OrganisationRequest, key: str) -> KnownSupplier:
    """Return a supplier of one of the organisation's signed contracts."""
    found = supplier_called(request.organisation, key)
    if found is None:
        raise Http404
    return found


def _contact_or_404(request: OrganisationRequest, found: KnownSupplier, uuid: UUID) -> SupplierContact:
    kept = contacts_of(request.organisation, found.key).filter(uuid=uuid).first()
    if kept is None:
        raise Http404
    return kept


def _card(
    request: OrganisationRequest, found: KnownSupplier, form: SupplierNoteForm | None = None, status: int = 200
) -> HttpResponse:
    today = timezone.localdate()
    record = record_of(found, today)
    may_control = request.place.may(CONTROL)
    deviations = deviations_of_supplier(found)
    context: dict[str, Any] = {
        "crumbs": _crumbs(request, found.name),
        "supplier": found,
        "answer": kept_sentence(record),
        "mending": mending_sentence(record),
        "years": year_rows(record),
        "contracts": list(contracts_of_supplier(found)[:MOST_SHOWN]),
        "obligations": obligation_rows(obligations_of_supplier(found)[:MOST_SHOWN]),
        "deviations": list(deviations[:MOST_SHOWN]),
        "more_deviations": max(deviations.count() - MOST_SHOWN, 0),
        "statements": list(statements_of_supplier(found)[:MOST_SHOWN]),
        "meetings": list(meetings_with(found)[:MOST_SHOWN]),
        "reports": list(reports_of_supplier(found)[:MOST_SHOWN]),
        "contacts": list(contacts_of(request.organisation, found.key)),
        "notes": list(notes_on(request.organisation, found.key)[:MOST_SHOWN]),
        "note_form": (form or SupplierNoteForm()) if may_control else None,
        "may_control": may_control,
        "in_accounts": card_of_number(request.organisation, found.key),
        "today": today,
    }
    return render_page(request, "follow_up/supplier.html", context, status=status)


def _contact_page(request: OrganisationRequest, found: KnownSupplier, kept: SupplierContact | None) -> HttpResponse:
    names = ("name", "part", "email", "phone", "revision")
    initial = {name: getattr(kept, name) for name in names} if kept else {}
    form, status = ContactForm(request.POST or None, initial=initial), 200
    if form.is_valid():
        said = dict(form.cleaned_data)
        revision = said.pop("revision") or 0
        try:
            keep_contact(request.organisation, found, SaidOfContact(**said), contact=kept, revision=revision)
        except DomainError as problem:
            field = getattr(problem, "field", "")
            form.add_error(field if field in form.fields else None, str(problem))
            status = problem.status if isinstance(problem, ConflictError) else 422
        else:
            messages.success(request, _("Saved."))
            return redirect("follow_up_supplier", request.organisation.slug, found.key)
    title = _("Change the contact") if kept else _("A new contact")
    context = {
        "crumbs": _crumbs(request, title),
        "form": form,
        "title": title,
        "kicker": found.name,
        "explanation": _("Somebody at the supplier whom colleagues may call. Take them out when that is over."),
        "button": _("Save"),
        "back": reverse("follow_up_supplier", args=[request.organisation.slug, found.key]),
    }
    refused = 422 if form.errors and status == 200 else status  # noqa: PLR2004 - OK
    return render_page(request, "follow_up/deviation_form.html", context, status=refused)


def _crumbs(request: OrganisationRequest, here: str) -> list[dict[str, Any]]:
    address = reverse("follow_up_suppliers", args=[request.organisation.slug])
    register = {"title": _("Follow-up"), "address": reverse("register", args=[request.organisation.slug])}
    return [register, {"title": _("Suppliers"), "address": address}, {"title": here}]
