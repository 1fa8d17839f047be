"""A basket as Word, PDF and Excel: choose a language and a template, see what is missing, save the file."""

from uuid import UUID

from django.http import Http404, HttpResponse
from django.views.decorators.http import require_GET

from foundation.downloads import plain_name, saved_as
from organisations.pages import OrganisationRequest, organisation_page, render_page
from requirements_bank.forms.documents import DocumentForm
from requirements_bank.models import Basket
from requirements_bank.queries.document_templates import templates_of
from requirements_bank.reports.requirements_document import RequirementsDocument
from requirements_bank.services.documents import DOCUMENT_TYPES, TemplateNotPossibleError, basket_as_document, file_of
from requirements_bank.views.bank_seen import bank_tabs
from requirements_bank.views.basket_context import basket_or_404


@require_GET
@organisation_page("requirements_bank.view_bank")
def documents(request: OrganisationRequest, basket: UUID) -> HttpResponse:
    """Show what the documents will hold and lack, and where to save them."""
    found = basket_or_404(request, basket)
    form = DocumentForm(request.GET, templates_of(request.organisation))
    document = _document(request, found, form)
    context = {
        "tabs": bank_tabs(request, "baskets"),
        "basket": found,
        "form": form,
        "document": document,
        "others": document.in_other_languages,
        "open": [(clause, clause.unfilled) for clause in document.clauses if clause.unfilled],
        "rises": any(clause.content and clause.content.staircase for clause in document.clauses),
        "is_empty": not document.clauses,
    }
    return render_page(request, "requirements_bank/basket_documents.html", context)


@require_GET
@organisation_page("requirements_bank.view_bank")
def document(request: OrganisationRequest, basket: UUID, kind: str) -> HttpResponse:
    """Give out the document as one kind of file."""
    found = basket_or_404(request, basket)
    if kind not in DOCUMENT_TYPES:
        raise Http404
    form = DocumentForm(request.GET, templates_of(request.organisation))
    made = _document(request, found, form)
    try:
        content = file_of(made, request.organisation, kind, form.chosen_template)
    except TemplateNotPossibleError as error:
        context = {"basket": found, "template": form.chosen_template, "sentences": error.sentences}
        return render_page(request, "requirements_bank/template_refused.html", context, status=422)
    return saved_as(f"{plain_name(request.organisation.name, found.name)}.{kind}", content, DOCUMENT_TYPES[kind])


def _document(request: OrganisationRequest, basket: Basket, form: DocumentForm) -> RequirementsDocument:
    return basket_as_document(
        basket, request.organisation, form.chosen_language, parts=form.chosen_parts, with_steps=form.with_steps
    )
