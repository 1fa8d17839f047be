"""Keep documents of a contract: checked by content, named, and taken out with a reason."""

from typing import IO

from django.db import transaction
from django.utils.translation import gettext as _

from foundation.changes.record import current_actor, record_change
from foundation.files.store import store_file
from foundation.typed_reasons import reason_of
from procurement.models import Contract, ContractDocument
from procurement.services.documents import MOST_DOCUMENTS, TITLE_LENGTH, check_document
from procurement.services.locked_contract import ContractNotPossibleError, about_contract, locked_contract


def add_contract_document(
    contract: Contract, *, stream: IO[bytes], file_name: str, title: str = "", confidential_because: str = ""
) -> ContractDocument:
    """Return the kept document, called as its file unless it has a title.

    Raises ProcurementNotPossibleError for a file that is empty, too large, or no document of a kind that is taken, and
    ContractNotPossibleError where there are as many as there may be.
    """
    check_document(stream, file_name)
    with transaction.atomic():
        contract = locked_contract(contract)
        if ContractDocument.objects.filter(contract=contract).count() >= MOST_DOCUMENTS:
            sentence = _("There are %(most)s documents already. Take one out first.")
            raise ContractNotPossibleError(sentence % {"most": MOST_DOCUMENTS})
        document = ContractDocument.objects.create(
            organisation_id=contract.organisation_id,
            contract=contract,
            file=store_file(organisation_id=contract.organisation_id, stream=stream, name=file_name),
            title=(title.strip() or file_name.rpartition(".")[0])[:TITLE_LENGTH],
            confidential_because=reason_of(confidential_because)[:TITLE_LENGTH],
            uploaded_by=current_actor().name,
        )
        said = about_contract(contract, document=document.title)
        record_change(kind="procurement.contract", action="filed", **said)
    return document


@transaction.atomic
def remove_contract_document(document: ContractDocument, *, because: str) -> None:
    """Take a document out of its contract; the reason stays among the changes, and the file where it is kept.

    Raises ContractNotPossibleError without a reason.
    """
    contract = locked_contract(document.contract)
    if not reason_of(because):
        raise ContractNotPossibleError(_("Say why the document is taken out."), field="because")
    gone, _each = ContractDocument.objects.filter(pk=document.pk).delete()
    if gone:
        said = about_contract(contract, document=document.title, because=reason_of(because)[:500])
        record_change(kind="procurement.contract", action="document_removed", **said)
