"""Keep documents of a procurement: checked by content, named, and taken out with a reason."""

from typing import IO

from django.db import transaction
from django.utils.translation import gettext as _

from foundation.changes.record import current_actor, record_change
from foundation.files.store import store_file
from foundation.typed_reasons import reason_of
from procurement.importers.document_kind import KINDS, MOST_BYTES, document_kind
from procurement.models import Procurement, ProcurementDocument
from procurement.services.locked_procurement import ProcurementNotPossibleError, about, locked

MOST_DOCUMENTS = 200
TITLE_LENGTH = 200
MEGABYTE = 1024 * 1024


def add_document(
    procurement: Procurement,
    *,
    stream: IO[bytes],
    file_name: str,
    title: str = "",
    confidential_because: str = "",
    annex: str = "",
) -> ProcurementDocument:
    """Return the kept document, called as its file unless it has a title; `annex` where it is a tender document.

    Raises ProcurementNotPossibleError for a file that is empty, too large, or no document of a kind that is taken.
    """
    check_document(stream, file_name)
    named = title.strip() or file_name.rpartition(".")[0]
    document = ProcurementDocument(
        title=named[:TITLE_LENGTH], confidential_because=reason_of(confidential_because)[:TITLE_LENGTH], annex=annex
    )
    return _keep(procurement, document, stream, file_name)


@transaction.atomic
def remove_document(document: ProcurementDocument, *, because: str) -> None:
    """Take a document out of its procurement; the reason stays among the changes, and the file where it is kept.

    Raises ProcurementNotPossibleError without a reason.
    """
    procurement = locked(document.procurement)
    if not reason_of(because):
        raise ProcurementNotPossibleError(_("Say why the document is taken out."), field="because")
    gone, _each = ProcurementDocument.objects.filter(pk=document.pk).delete()
    if gone:
        said = about(procurement, document=document.title, because=reason_of(because)[:500])
        record_change(kind="procurement.procurement", action="document_removed", **said)


@transaction.atomic
def _keep(
    procurement: Procurement, document: ProcurementDocument, stream: IO[bytes], file_name: str
) -> ProcurementDocument:
    procurement = locked(procurement)
    if ProcurementDocument.objects.filter(procurement=procurement).count() >= MOST_DOCUMENTS:
        raise ProcurementNotPossibleError(
            _("There are %(most)s documents already. Take one out first.") % {"most": MOST_DOCUMENTS}
        )
    document.organisation_id, document.procurement = procurement.organisation_id, procurement
    document.file = store_file(organisation_id=procurement.organisation_id, stream=stream, name=file_name)
    document.uploaded_by = current_actor().name
    document.save()
    record_change(kind="procurement.procurement", action="filed", **about(procurement, document=document.title))
    return document


def check_document(stream: IO[bytes], file_name: str) -> None:
    """Raise ProcurementNotPossibleError for a file that is empty, too large, or no document of a kind that is taken."""
    size = stream.seek(0, 2)
    stream.seek(0)
    if not size:
        raise ProcurementNotPossibleError(_("The file is empty. Choose another one."), field="file")
    if size > MOST_BYTES:
        sentence = _("The file is larger than %(most)s MB. Make it smaller, or divide it.")
        raise ProcurementNotPossibleError(sentence % {"most": MOST_BYTES // MEGABYTE}, field="file")
    if document_kind(stream, file_name) is None:
        sentence = _("The file is none of these kinds, or not what its name says: %(kinds)s. Save it as one of them.")
        raise ProcurementNotPossibleError(sentence % {"kinds": ", ".join(KINDS)}, field="file")
