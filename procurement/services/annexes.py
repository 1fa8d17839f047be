"""Make the tender documents of a procurement: Word by the buyer's own template or ours, PDF, and all at once."""

from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

from django.utils.translation import gettext as _

from foundation.downloads import PDF, WORD, plain_name
from foundation.errors import DomainError
from procurement.models import Procurement, ProcurementDocument
from procurement.queries.tender import Tender
from procurement.reports.annex import Annex, AnnexKind
from procurement.reports.evaluation_annex import evaluation_annex
from procurement.reports.requirement_annex import requirement_annex
from procurement.reports.staircase_annex import staircase_annex
from procurement.services.documents import add_document
from requirements_bank.models import DocumentTemplate
from requirements_bank.services.documents import pdf_document, word_document

FILE_TYPES = {"docx": WORD, "pdf": PDF}
"""Media types of the files that a tender document becomes, by ending."""


@dataclass(frozen=True, slots=True)
class Making:
    """How tender documents are made: the language, the Word template (None for ours), and whether motives stand in."""

    language: str
    template: DocumentTemplate | None = None
    with_motives: bool = False


def kinds_of(tender: Tender) -> list[AnnexKind]:
    """Return which documents there is anything to make of."""
    has = {
        AnnexKind.REQUIREMENTS: any(line.version for line in tender.lines),
        AnnexKind.STAIRCASES: bool(tender.rising),
        AnnexKind.EVALUATION: bool(tender.criteria) or tender.procurement.price_weight is not None,
    }
    return [kind for kind in AnnexKind if has[kind]]


def annex_of(tender: Tender, kind: AnnexKind, making: Making) -> Annex:
    """Return a tender document; DomainError where there is nothing to put into it."""
    if kind not in kinds_of(tender):
        raise DomainError(_("There is nothing to put into this document yet."))
    if kind is AnnexKind.REQUIREMENTS:
        return requirement_annex(tender, making.language, with_motives=making.with_motives)
    return (staircase_annex if kind is AnnexKind.STAIRCASES else evaluation_annex)(tender, making.language)


def annex_file(annex: Annex, procurement: Procurement, ending: str, template: DocumentTemplate | None) -> bytes:
    """Return a tender document as docx or pdf; TemplateNotPossibleError says what is wrong with a template."""
    if ending == "docx":
        return word_document(annex.document, template, added=annex.added)
    organisation = procurement.organisation
    return pdf_document(annex.document, organisation, template="reports/annex.html", more={"annex": annex})


def annex_name(annex: Annex, ending: str) -> str:
    """Return what the file of a tender document is called."""
    return f"{plain_name(annex.document.name, annex.document.words['document'])}.{ending}"


def all_annexes(tender: Tender, making: Making, endings: Sequence[str] = tuple(FILE_TYPES)) -> bytes:
    """Return every tender document in every kind of file, packed into one; DomainError where there is none."""
    kinds = kinds_of(tender)
    if not kinds:
        raise DomainError(
            _("There is nothing to put into a document yet. Put requirements into the procurement first.")
        )
    packed = BytesIO()
    with ZipFile(packed, "w", ZIP_DEFLATED) as archive:
        for kind in kinds:
            annex = annex_of(tender, kind, making)
            for ending in endings:
                content = annex_file(annex, tender.procurement, ending, making.template)
                archive.writestr(annex_name(annex, ending), content)
    return packed.getvalue()


def keep_annex(tender: Tender, kind: AnnexKind, making: Making, ending: str) -> ProcurementDocument:
    """Return a tender document that is kept among those of the procurement, with day and who made it."""
    annex = annex_of(tender, kind, making)
    content = annex_file(annex, tender.procurement, ending, making.template)
    title = f"{annex.document.words['document']} ({annex.document.words['language']}, {ending})"
    name = annex_name(annex, ending)
    stream = BytesIO(content)
    return add_document(tender.procurement, stream=stream, file_name=name, title=title, annex=kind.value)
