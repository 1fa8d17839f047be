"""Keep Word templates of the organisation's own, tried before they are kept."""

from typing import IO, Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from foundation.changes.record import current_actor, record_change
from foundation.errors import DomainError
from foundation.files.store import store_file
from organisations.models import Organisation
from requirements_bank.importers.docx_check import MOST_BYTES, check_docx
from requirements_bank.models import DocumentTemplate
from requirements_bank.queries.document_templates import number_of_templates
from requirements_bank.reports.template_words import file_sentence
from requirements_bank.services.documents import TemplateNotPossibleError, filled_template, holds_requirements

NAME_LENGTH = 200
MOST_TEMPLATES = 50


def upload_template(
    *, organisation: Organisation, stream: IO[bytes], file_name: str, name: str = ""
) -> DocumentTemplate:
    """Return the kept template. TemplateNotPossibleError tells everything that keeps it from being used."""
    content = stream.read(MOST_BYTES + 1)
    if not file_name.lower().endswith(".docx"):
        raise TemplateNotPossibleError([file_sentence("not_word")])
    if code := check_docx(content):
        raise TemplateNotPossibleError([file_sentence(code)])
    if number_of_templates(organisation) >= MOST_TEMPLATES:
        raise DomainError(_("There are %(most)s templates already. Remove one first.") % {"most": MOST_TEMPLATES})
    if not holds_requirements(filled_template(content)):
        raise TemplateNotPossibleError([file_sentence("no_requirements")])
    stream.seek(0)
    return _keep(organisation, stream, file_name, name)


@transaction.atomic
def make_default(organisation: Organisation, template: DocumentTemplate | None) -> None:
    """Let documents be made by this template unless another is chosen; by ours without one."""
    DocumentTemplate.objects.filter(organisation=organisation, is_default=True).update(is_default=False)
    if template is None:
        record_change(
            organisation_id=organisation.pk,
            kind="requirements_bank.document_template",
            object_id="klimatrappa",
            action="unmade_default",
        )
        return
    DocumentTemplate.objects.filter(pk=template.pk).update(is_default=True)
    record_change(kind="requirements_bank.document_template", action="made_default", **_about(template))


@transaction.atomic
def remove_template(template: DocumentTemplate) -> None:
    """Offer a template no longer; the file stays, as every file that was handed in."""
    DocumentTemplate.objects.filter(pk=template.pk).update(removed_at=timezone.now(), is_default=False)
    record_change(kind="requirements_bank.document_template", action="removed", **_about(template))


@transaction.atomic
def _keep(organisation: Organisation, stream: IO[bytes], file_name: str, name: str) -> DocumentTemplate:
    template = DocumentTemplate.objects.create(
        organisation=organisation,
        name=(name.strip() or file_name.rsplit(".", 1)[0])[:NAME_LENGTH],
        file=store_file(organisation_id=organisation.pk, stream=stream, name=file_name),
        uploaded_by=current_actor().name,
    )
    record_change(kind="requirements_bank.document_template", action="uploaded", **_about(template))
    return template


def _about(template: DocumentTemplate) -> dict[str, Any]:
    return {
        "organisation_id": template.organisation_id,
        "object_id": template.uuid,
        "summary": {"name": template.name},
    }
