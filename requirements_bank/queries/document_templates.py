"""The Word templates of an organisation."""

from uuid import UUID

from organisations.models import Organisation
from requirements_bank.models import DocumentTemplate


def templates_of(organisation: Organisation) -> list[DocumentTemplate]:
    """Return the templates that can be used, by name."""
    found = DocumentTemplate.objects.filter(organisation=organisation, removed_at=None)
    return list(found.select_related("file").order_by("name", "pk"))


def number_of_templates(organisation: Organisation) -> int:
    """Return how many templates the organisation can use."""
    return DocumentTemplate.objects.filter(organisation=organisation, removed_at=None).count()


def template_called(organisation: Organisation, uuid: UUID) -> DocumentTemplate | None:
    """Return the organisation's template with this id, if it can be used."""
    found = DocumentTemplate.objects.filter(organisation=organisation, uuid=uuid, removed_at=None)
    return found.select_related("file").first()


def usual_template(organisation: Organisation) -> DocumentTemplate | None:
    """Return the template that documents are made by unless another is chosen; None for ours."""
    found = DocumentTemplate.objects.filter(organisation=organisation, removed_at=None, is_default=True)
    return found.select_related("file").first()
