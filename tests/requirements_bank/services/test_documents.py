"""Word, PDF and Excel of a basket: numbered clauses, filled values, the annex; nothing that was typed does harm."""

from datetime import date
from io import BytesIO
from typing import Any
from zipfile import ZipFile

import openpyxl
import pytest
from docx import Document
from pypdf import PdfReader

from foundation.errors import DomainError
from organisations.models import Organisation
from requirements_bank.models import Basket
from requirements_bank.services.baskets import make_basket
from requirements_bank.services.documents import (
    FOR_TENDERERS,
    TemplateNotPossibleError,
    basket_as_document,
    file_of,
    filled_template,
    holds_requirements,
)
from requirements_bank.services.fill_basket import fill_item
from tests.factories.bank import make_published, texts
from tests.factories.baskets import item_of, make_filled_basket, word_file

pytestmark = pytest.mark.django_db


def text_of(content: bytes) -> str:
    """All words of a Word file, tables too, in the order of the document."""
    document = Document(BytesIO(content))
    return "\n".join(node.text or "" for node in document.element.body.iter() if node.tag.endswith("}t"))


def words_in(content: bytes) -> str:
    """All words of a file of any kind."""
    if content.startswith(b"%PDF"):
        return " ".join(page.extract_text() for page in PdfReader(BytesIO(content)).pages)
    with ZipFile(BytesIO(content)) as parts:
        names = [name for name in parts.namelist() if name.endswith(("document.xml", "sharedStrings.xml"))]
        return " ".join(parts.read(name).decode() for name in names)


def made(basket: Basket, organisation: Organisation, kind: str, language: str = "nb") -> bytes:
    return file_of(basket_as_document(basket, organisation, language), organisation, kind, None)


@pytest.fixture
def basket(at_work_in_ekby: Organisation) -> Basket:
    criterion = make_published(at_work_in_ekby, code="EGN-901", kind="award_criterion")
    basket = make_filled_basket(at_work_in_ekby, make_published(at_work_in_ekby, code="EGN-900"), criterion)
    fill_item(item_of(basket), texts={"share": "75"})
    return basket


def test_word_has_numbered_clauses_with_values_proof_and_annex(basket: Basket, at_work_in_ekby: Organisation) -> None:
    words = text_of(made(basket, at_work_in_ekby, "docx"))

    for expected in (
        "1.1 Egne leveranser",
        "Minst 40\u00a0% av leveransene",
        "2.1 Egne leveranser",
        "Minst 75\u00a0% av leveransene",
        "En oversikt hvert kvartal.",
        "Oversikten sammenlignes",
        "Stemmer oversikten?",
        "EGN-900",
        "Kravene til Ekby kommun",
        "Skoleskyss 2027",
    ):
        assert expected in words, expected
    assert "{{" not in words
    assert "{%" not in words


STEPS = [{"month": 0, "threshold": 40}, {"month": 12, "threshold": 60}]


@pytest.mark.parametrize("kind", ["docx", "pdf", "xlsx"])
def test_the_steps_of_a_requirement_stand_in_its_documents_unless_left_out(
    at_work_in_ekby: Organisation, kind: str
) -> None:
    basket = make_filled_basket(at_work_in_ekby, make_published(at_work_in_ekby, staircase=STEPS))
    with_them, without = (
        words_in(
            file_of(basket_as_document(basket, at_work_in_ekby, "nb", with_steps=each), at_work_in_ekby, kind, None)
        )
        for each in (True, False)
    )

    for step in ("Fra avtalestart: 40\u00a0%", "Fra måned 12 i avtalen: 60\u00a0%"):
        assert (step in with_them, step in without) == (True, False)


@pytest.mark.parametrize("kind", ["docx", "pdf", "xlsx"])
def test_tenderers_do_not_read_how_the_buyer_follows_up(
    basket: Basket, at_work_in_ekby: Organisation, kind: str
) -> None:
    document = basket_as_document(basket, at_work_in_ekby, "nb", parts=FOR_TENDERERS)
    words = words_in(file_of(document, at_work_in_ekby, kind, None))

    assert "En oversikt hvert kvartal." in words
    for hidden in ("Oversikten sammenlignes", "Stemmer oversikten?", "følger det opp"):
        assert hidden not in words


def test_a_template_without_a_place_for_requirements_is_refused() -> None:
    assert not holds_requirements(filled_template(word_file("{{ organisation }}", "{{ name }}")))
    loop = ("{%p for clause in clauses %}", "{{ clause.title|upper }}", "{%p endfor %}")
    assert holds_requirements(filled_template(word_file(*loop)))


@pytest.mark.parametrize(("language", "tag"), [("nb", "nb-NO"), ("nn", "nn-NO"), ("sv", "sv-SE"), ("en", "en-GB")])
def test_word_says_its_language(basket: Basket, at_work_in_ekby: Organisation, language: str, tag: str) -> None:
    document = Document(BytesIO(made(basket, at_work_in_ekby, "docx", language)))

    assert {
        node.get(f"{node.tag[:-4]}val") for node in document.styles.element.iter() if node.tag.endswith("}lang")
    } == {tag}


def test_what_lacks_in_the_language_stands_in_another_with_a_notice(
    basket: Basket, at_work_in_ekby: Organisation
) -> None:
    document = basket_as_document(basket, at_work_in_ekby, "en")

    assert [clause.language for clause in document.clauses] == ["nb", "nb"]
    assert document.notices == [
        "Some requirements are not there in this language and stand in another: EGN-901, EGN-900."
    ]


def with_open_date(organisation: Organisation, **changes: Any) -> Basket:
    variables = {"start": {"type": "date", "names": texts("Oppstart", sv="Start")}}
    wording = texts("Fra {start} gjelder <kravet> & mer.\nOgså her.", sv="Från {start} gäller kravet.")
    plain = {"variables": variables, "wording": wording, "measure": None, **changes}
    return make_filled_basket(organisation, make_published(organisation, **plain))


def test_an_open_variable_stands_in_brackets_and_is_counted(at_work_in_ekby: Organisation) -> None:
    basket = with_open_date(at_work_in_ekby)
    document = basket_as_document(basket, at_work_in_ekby, "nb")

    assert (document.unfilled, document.notices) == (1, ["Ikke fylt ut ennå: 1.1 Oppstart."])
    assert "Fra [Oppstart] gjelder <kravet> & mer." in text_of(made(basket, at_work_in_ekby, "docx"))
    fill_item(item_of(basket), texts={"start": "2027-01-01"})
    assert "Fra 1. januar 2027 gjelder" in text_of(made(basket, at_work_in_ekby, "docx"))


def test_pdf_holds_the_same(basket: Basket, at_work_in_ekby: Organisation) -> None:
    reader = PdfReader(BytesIO(made(basket, at_work_in_ekby, "pdf", "sv")))
    words = " ".join(" ".join(page.extract_text() for page in reader.pages).split())

    for expected in ("1.1 Egna leveranser", "Minst 75", "EGN-900", "Bilaga: kraven i kravbanken"):
        assert expected in words, expected
    assert str(reader.root_object["/Lang"]) == "sv"


def test_excel_has_a_row_for_each_requirement_and_no_formula(at_work_in_ekby: Organisation) -> None:
    evil = texts('=HYPERLINK("http://x","y")', sv="+1+1")
    version = make_published(at_work_in_ekby, code="EGN-902", title=evil, motive=texts("@SUM(A1)", sv="-2"))
    basket = make_filled_basket(at_work_in_ekby, version, name="=1+1")
    book = openpyxl.load_workbook(BytesIO(made(basket, at_work_in_ekby, "xlsx")))
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None]

    assert {cell.data_type for cell in cells} == {"s"}
    values = {cell.value for cell in cells}
    assert {'=HYPERLINK("http://x","y")', "@SUM(A1)", "EGN-902"} <= values


@pytest.mark.parametrize("kind", ["docx", "pdf", "xlsx"])
def test_a_note_for_colleagues_stands_in_no_document(basket: Basket, at_work_in_ekby: Organisation, kind: str) -> None:
    fill_item(item_of(basket), note="Bare for oss")
    content = made(basket, at_work_in_ekby, kind)
    if kind == "docx":
        words = text_of(content)
    elif kind == "pdf":
        words = " ".join(page.extract_text() for page in PdfReader(BytesIO(content)).pages)
    else:
        rows = [row for sheet in openpyxl.load_workbook(BytesIO(content)) for row in sheet.iter_rows(values_only=True)]
        words = " ".join(str(cell) for row in rows for cell in row)

    assert "EGN-900" in words
    assert "Bare for oss" not in words
    assert "Notat" not in words


def test_an_empty_basket_makes_no_document(at_work_in_ekby: Organisation) -> None:
    with pytest.raises(DomainError):
        made(make_basket(organisation=at_work_in_ekby), at_work_in_ekby, "docx")


def test_a_control_character_in_a_text_breaks_no_document(at_work_in_ekby: Organisation) -> None:
    basket = make_filled_basket(at_work_in_ekby, make_published(at_work_in_ekby, title=texts("Rar\x0btittel", sv="x")))

    assert "Rartittel" in text_of(made(basket, at_work_in_ekby, "docx"))


def test_a_template_of_one_s_own_is_filled(basket: Basket, at_work_in_ekby: Organisation) -> None:
    template = word_file(
        "{{ organisation|upper }}",
        "{%p for section in sections %}",
        "{{ section.heading }}",
        "{%p for clause in section.clauses if clause.measure %}",
        "{{ loop.index }}: {{ clause.code }}{% if not clause.checklist %} uten sjekkliste{% endif %}",
        "{%p endfor %}",
        "{%p endfor %}",
        rows=("{%tr for row in annex %}", "{{ row.code }} v{{ row['version'] }}", "{%tr endfor %}"),
    )
    document = basket_as_document(basket, at_work_in_ekby, "nb")

    assert text_of(filled_template(template, document)).split("\n") == [
        "EKBY KOMMUN", "Tildelingskriterier", "1: EGN-901", "Kontraktsvilkår", "1: EGN-900", "EGN-901 v1", "EGN-900 v1",
    ]  # fmt: skip


def test_a_value_that_looks_like_a_place_is_not_filled_again(at_work_in_ekby: Organisation) -> None:
    basket = make_filled_basket(at_work_in_ekby, name="{{ organisation }} {% for x in y %}")
    document = basket_as_document(basket, at_work_in_ekby, "nb")

    assert "{{ organisation }} {% for x in y %}" in text_of(filled_template(word_file("{{ name }}"), document))


@pytest.mark.parametrize(
    ("paragraphs", "named"),
    [
        (["Innledning", "Her er {{ tittel }} for oss"], ["{{ tittel }}", "Her er {{ tittel }} for oss", "title"]),
        (["{%p for clause in clauses %}", "{{ clause.tekst }}", "{%p endfor %}"], ["{{ clause.tekst }}", "text"]),
        (["{%p for clause in clauses %}", "Krav {{ clause.title }}"], ["for clause in clauses", "endfor"]),
        (["Slutt", "{%p endfor %}"], ["endfor", "Slutt"]),
        (["{%p for x in title %}", "{%p endfor %}"], ["title", "sections"]),
        (["{{ title | b64 }}"], ["b64", "upper"]),
        (["Uferdig {{ title"], ["Uferdig"]),
    ],
)
def test_what_is_wrong_is_named_with_its_place_and_what_there_is(paragraphs: list[str], named: list[str]) -> None:
    with pytest.raises(TemplateNotPossibleError) as refused:
        filled_template(word_file(*paragraphs))
    sentence = " ".join(refused.value.sentences)
    for words in named:
        assert words in sentence, sentence


def test_a_loop_that_begins_in_a_table_and_ends_outside_is_refused() -> None:
    with pytest.raises(TemplateNotPossibleError):
        filled_template(word_file("{% endfor %}", rows=("{% for row in annex %}", "{{ row.code }}")))


def test_all_that_is_wrong_is_told_at_once() -> None:
    with pytest.raises(TemplateNotPossibleError) as refused:
        filled_template(word_file("{{ en }}", "{{ to }}", "{{ to }}"))
    assert len(refused.value.sentences) == 2


def test_dates_are_worded_in_the_language(at_work_in_ekby: Organisation) -> None:
    basket = with_open_date(at_work_in_ekby)
    fill_item(item_of(basket), texts={"start": date(2027, 3, 1).isoformat()})

    assert "Från 1 mars 2027" in text_of(made(basket, at_work_in_ekby, "docx", "sv"))
