"""A basket as a document of requirements, for colleagues or for tenderers."""

from collections.abc import Sequence
from dataclasses import replace

from django.utils import timezone

from organisations.models import Organisation
from requirements_bank.models import Basket
from requirements_bank.queries.baskets import Line
from requirements_bank.reports.category_words import category_name
from requirements_bank.reports.purchase_words import amount_in_words
from requirements_bank.reports.requirements_document import (
    RequirementsDocument,
    day_in_words,
    document_words,
    notices_of,
    sections_of,
)


def document_of(
    basket: Basket, organisation: Organisation, lines: Sequence[Line], language: str
) -> RequirementsDocument:
    """Return the basket as a document in the language; what is not there in it stands in the next best."""
    words = document_words()[language]
    clauses_of_kinds = sections_of(lines, words, language)
    hidden = [line.item.code for line in lines if line.version is None]
    document = RequirementsDocument(
        title=f"{words['document']}: {basket.name}",
        name=basket.name,
        introduction=words["introduction"].format(name=basket.name),
        organisation=organisation.name,
        category=category_name(basket.category, language),
        value="" if basket.value is None else amount_in_words(basket.value, basket.country, language),
        length=words["months"].format(months=basket.months) if basket.months else "",
        made=day_in_words(timezone.localdate(), language),
        language=language,
        words=words,
        sections=clauses_of_kinds,
    )
    document.notices.extend(notices_of(document, hidden))
    return document


def for_tenderers(document: RequirementsDocument) -> RequirementsDocument:
    """Return the document without how the buyer follows up, and without what the buyer still has to do."""
    sections = [
        replace(section, clauses=[replace(clause, follow_up="", checklist=[]) for clause in section.clauses])
        for section in document.sections
    ]
    introduction = document.words["introduction_for_tenderers"].format(name=document.name)
    return replace(document, sections=sections, introduction=introduction, notices=[])


def without_steps(document: RequirementsDocument) -> RequirementsDocument:
    """Return the document with the levels in the texts as they stand throughout the contract."""
    sections = [
        replace(section, clauses=[replace(clause, steps=[]) for clause in section.clauses])
        for section in document.sections
    ]
    return replace(document, sections=sections)
