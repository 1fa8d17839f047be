"""Baskets and templates of the tests' organisations; each function works within the open access."""

from io import BytesIO
from typing import Any

from docx import Document

from organisations.models import Organisation
from requirements_bank.document_templates.build import FILE
from requirements_bank.models import Basket, BasketItem, DocumentTemplate, RequirementVersion
from requirements_bank.services.baskets import add_version, make_basket
from requirements_bank.services.document_templates import upload_template
from tests.factories.bank import make_published


def make_filled_basket(organisation: Organisation, *versions: RequirementVersion, **fields: Any) -> Basket:
    """A basket with these versions, or with one private requirement."""
    basket = make_basket(organisation=organisation, name=fields.pop("name", "Skoleskyss 2027"), **fields)
    for version in versions or (make_published(organisation, visibility="own"),):
        add_version(basket=basket, version=version)
    return basket


def item_of(basket: Basket, number: int = 0) -> BasketItem:
    return list(basket.items.filter(removed_at=None))[number]


def word_file(*paragraphs: str, rows: tuple[str, ...] = ()) -> bytes:
    """A Word file with these paragraphs, and one table of one column with these rows."""
    document = Document()
    for text in paragraphs:
        document.add_paragraph(text)
    if rows:
        table = document.add_table(rows=len(rows), cols=1)
        for place, text in enumerate(rows):
            table.rows[place].cells[0].text = text
    made = BytesIO()
    document.save(made)
    return made.getvalue()


CLAUSES = ("{%p for clause in clauses %}", "{{ clause.title }}", "{%p endfor %}")
"""The paragraphs of a template that say which requirements there are."""


def make_template(organisation: Organisation, content: bytes | None = None, name: str = "Vår mal") -> DocumentTemplate:
    stream = BytesIO(content or FILE.read_bytes())
    return upload_template(organisation=organisation, stream=stream, file_name="mal.docx", name=name)
