"""Make documents of a basket: Word by the organisation's own template or ours, PDF and Excel."""

from collections.abc import Mapping
from io import BytesIO
from typing import Any
from zipfile import ZipFile

from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.utils.translation import override

from foundation.downloads import EXCEL, PDF, WORD
from foundation.errors import DomainError
from foundation.files.local import local_path
from foundation.pdf import pdf_of
from organisations.models import Organisation
from requirements_bank.calculations.document_places import TemplateProblem
from requirements_bank.document_templates.build import FILE
from requirements_bank.models import Basket, DocumentTemplate
from requirements_bank.queries.baskets import lines_of
from requirements_bank.reports.basket_document import document_of, for_tenderers, without_steps
from requirements_bank.reports.basket_workbook import workbook_of_basket
from requirements_bank.reports.requirements_document import RequirementsDocument, template_context
from requirements_bank.reports.template_places import sample_context, schema_of
from requirements_bank.reports.template_words import problem_sentence
from requirements_bank.reports.word_process import SECONDS, fill_template

MOST_TOLD = 12
EVERYTHING, FOR_TENDERERS = "everything", "tender"


class TemplateNotPossibleError(DomainError):
    """A template cannot be used; `sentences` tell everything that is wrong with it."""

    def __init__(self, sentences: list[str]) -> None:
        super().__init__(" ".join(sentences[:3]))
        self.sentences = sentences


def word_document(
    document: RequirementsDocument, template: DocumentTemplate | None, *, added: Mapping[str, Any] | None = None
) -> bytes:
    """Return the document as Word, by this template or ours; TemplateNotPossibleError says what is wrong with it.

    `added` is what no place of a template holds, as `fill_template` takes it.
    """
    return filled_template(template_bytes(template), document, added=added)


def filled_template(
    content: bytes,
    document: RequirementsDocument | None = None,
    *,
    added: Mapping[str, Any] | None = None,
    seconds: float = SECONDS,
) -> bytes:
    """Return a template filled with the document, or with examples where there is none."""
    context = template_context(document) if document else sample_context()
    tag = document.words["tag"] if document else "nb-NO"
    schema = schema_of(sample_context())
    filled = fill_template(content, schema=schema, context=context, language_tag=tag, added=added, seconds=seconds)
    if filled.problems:
        raise TemplateNotPossibleError(_told(filled.problems))
    return filled.document


def holds_requirements(tried: bytes) -> bool:
    """Whether a template that was filled with examples says anything of a requirement."""
    sample = sample_context()["clauses"][0]
    with ZipFile(BytesIO(tried)) as parts:
        said = b"".join(parts.read(name) for name in parts.namelist() if name.endswith(".xml")).decode(errors="replace")
    return any(sample[name].casefold() in said.casefold() for name in ("text", "title", "code", "proof"))


def pdf_document(
    document: RequirementsDocument,
    organisation: Organisation,
    *,
    template: str = "reports/basket.html",
    more: Mapping[str, Any] | None = None,
) -> bytes:
    """Return the document as PDF, in its own language throughout; `more` is what the HTML template wants beside it."""
    context = {**(more or {}), "document": document, "organisation": organisation}
    with override(document.language):
        html = render_to_string(template, context)
    return pdf_of(html)


def excel_document(document: RequirementsDocument) -> bytes:
    """Return the document as Excel; its columns are titled in the document's language as far as it has words."""
    return workbook_of_basket(document, _columns(document))


def basket_as_document(
    basket: Basket, organisation: Organisation, language: str, *, parts: str = EVERYTHING, with_steps: bool = True
) -> RequirementsDocument:
    """Return the document of a basket in a language; notes for colleagues stand in none.

    `parts` is EVERYTHING or FOR_TENDERERS, which says nothing of how the buyer follows up.
    """
    document = document_of(basket, organisation, lines_of(basket), language)
    document = document if with_steps else without_steps(document)
    return for_tenderers(document) if parts == FOR_TENDERERS else document


DOCUMENT_TYPES = {"docx": WORD, "pdf": PDF, "xlsx": EXCEL}
"""Media types of the files that a basket becomes, by ending."""


def file_of(
    document: RequirementsDocument, organisation: Organisation, kind: str, template: DocumentTemplate | None
) -> bytes:
    """Return the document as docx, pdf or xlsx; DomainError for one without requirements."""
    if not document.clauses:
        raise DomainError(_("There is nothing to put into a document. Put requirements into the basket first."))
    if kind == "docx":
        return word_document(document, template)
    return pdf_document(document, organisation) if kind == "pdf" else excel_document(document)


def template_bytes(template: DocumentTemplate | None) -> bytes:
    """Return the bytes of an own template, or of ours."""
    if template is None:
        return FILE.read_bytes()
    with local_path(template.file) as path:
        return path.read_bytes()


def _told(problems: tuple[TemplateProblem, ...]) -> list[str]:
    told = list(dict.fromkeys(problem_sentence(problem) for problem in problems))
    more = len(told) - MOST_TOLD
    return [*told[:MOST_TOLD], *([_("And %(number)s more like these.") % {"number": more}] if more > 0 else [])]


def _columns(document: RequirementsDocument) -> dict[str, str]:
    words = document.words
    with override("nb" if document.language == "nn" else document.language):
        ours = {
            "motive": _("Why"),
            "variables": _("Variables"),
            "unfilled": _("Not filled in"),
            "law": _("Law"),
            "market": _("Market"),
            "categories": _("Categories"),
            "cpv": _("CPV"),
            "kind": _("Kind"),
        }
    names = (
        "number", "code", "title", "kind", "level", "text", "variables", "unfilled", "proof", "evidence", "follow_up",
        "measure", "steps", "checklist", "motive", "market", "law", "categories", "cpv", "version", "bank",
        "valid_from",
    )  # fmt: skip
    return {name: ours.get(name) or words.get(name) or words["requirement"] for name in names}
