"""Word templates of the organisation's own: hand one over, see what can stand in it, choose the usual one."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from foundation.downloads import WORD, plain_name, saved_as
from foundation.errors import DomainError
from organisations.pages import OrganisationRequest, organisation_page, render_page
from requirements_bank.forms.documents import TemplateForm
from requirements_bank.models import DocumentTemplate
from requirements_bank.queries.document_templates import template_called, templates_of
from requirements_bank.reports.template_places import shown_loops, shown_places
from requirements_bank.services.document_templates import make_default, remove_template, upload_template
from requirements_bank.services.documents import TemplateNotPossibleError, template_bytes
from requirements_bank.views.bank_seen import bank_tabs


@require_GET
@organisation_page("requirements_bank.view_bank")
def document_templates(request: OrganisationRequest) -> HttpResponse:
    """List the templates, and what can stand in one."""
    return _page(request, TemplateForm())


@require_POST
@organisation_page("requirements_bank.use_bank")
def upload(request: OrganisationRequest) -> HttpResponse:
    """Try a template and keep it."""
    form = TemplateForm(request.POST, request.FILES)
    if not form.is_valid():
        return _page(request, form, [str(error) for errors in form.errors.values() for error in errors], status=422)
    sent = form.upload
    try:
        made = upload_template(
            organisation=request.organisation, stream=sent, file_name=sent.name or "", name=form.cleaned_data["name"]
        )
    except TemplateNotPossibleError as error:
        return _page(request, form, error.sentences, status=422)
    except DomainError as error:
        return _page(request, form, [str(error)], status=422)
    messages.success(request, _("%(name)s works. Choose it when you make a document.") % {"name": made.name})
    return redirect("document_templates", request.organisation.slug)


@require_GET
@organisation_page("requirements_bank.view_bank")
def document_template(request: OrganisationRequest, template: UUID) -> HttpResponse:
    """Give out a template as it came."""
    found = _template_or_404(request, template)
    return saved_as(f"{plain_name(found.name)}.docx", template_bytes(found), WORD)


@require_GET
@organisation_page("requirements_bank.view_bank")
def our_template(request: OrganisationRequest) -> HttpResponse:  # noqa: ARG001 - a page
    """Give out Klimatrappa's own template, to begin with."""
    name = plain_name("klimatrappa", _("template"))
    return saved_as(f"{name}.docx", template_bytes(None), WORD)


@require_POST
@organisation_page("requirements_bank.use_bank")
def use(request: OrganisationRequest, template: UUID) -> HttpResponse:
    """Let documents be made by this template unless another is chosen."""
    make_default(request.organisation, _template_or_404(request, template))
    return redirect("document_templates", request.organisation.slug)


@require_POST
@organisation_page("requirements_bank.use_bank")
def use_ours(request: OrganisationRequest) -> HttpResponse:
    """Let documents be made by Klimatrappa's template unless another is chosen."""
    make_default(request.organisation, None)
    return redirect("document_templates", request.organisation.slug)


@require_POST
@organisation_page("requirements_bank.use_bank")
def remove(request: OrganisationRequest, template: UUID) -> HttpResponse:
    """Offer a template no longer."""
    found = _template_or_404(request, template)
    remove_template(found)
    messages.success(request, _("%(name)s is removed.") % {"name": found.name})
    return redirect("document_templates", request.organisation.slug)


def _page(
    request: OrganisationRequest, form: TemplateForm, sentences: list[str] | None = None, status: int = 200
) -> HttpResponse:
    templates = templates_of(request.organisation)
    context = {
        "tabs": bank_tabs(request, "baskets"),
        "templates": templates,
        "ours_is_usual": not any(template.is_default for template in templates),
        "form": form,
        "sentences": sentences or [],
        "listed": shown_places(),
        "loops": shown_loops(),
        "may_use": request.place.may("requirements_bank.use_bank"),
    }
    return render_page(request, "requirements_bank/document_templates.html", context, status=status)


def _template_or_404(request: OrganisationRequest, uuid: UUID) -> DocumentTemplate:
    found = template_called(request.organisation, uuid)
    if found is None:
        raise Http404
    return found
