"""Wordings come out of Word, Excel, CSV and text with their places; what cannot be read says why."""

from pathlib import Path

import pytest
from django.utils import translation

from requirements_bank.importers.bank_contents import BankFileError
from requirements_bank.importers.old_wordings import LONGEST_WORDING, wordings_in_file, wordings_in_text
from requirements_bank.reports.wording_words import file_sentence, place_of_wording

SAMPLES = Path(__file__).resolve().parents[2] / "samples" / "old_wordings"


def refusal(data: bytes) -> str:
    with pytest.raises(BankFileError) as raised:
        wordings_in_file(data)
    with translation.override("en"):
        return file_sentence(raised.value.problem.code, raised.value.problem.values)


def test_a_text_with_thirty_wordings_is_cut() -> None:
    found = wordings_in_file((SAMPLES / "old_wordings.txt").read_bytes())

    assert sum(not wording.is_heading for wording in found.wordings) == 30
    assert found.wordings[0].is_heading
    assert found.wordings[1].place == "line:3"


def test_a_word_document_gives_paragraphs_lists_and_tables() -> None:
    found = wordings_in_file((SAMPLES / "old_wordings.docx").read_bytes()).wordings

    assert [wording.text for wording in found if wording.is_heading] == ["Miljøkrav", "Transport", "Avfall"]
    assert [wording.place for wording in found if not wording.is_heading] == [
        "paragraph:2", "paragraph:4", "paragraph:5", "paragraph:6", "paragraph:7", "paragraph:8", "paragraph:9",
        "paragraph:13", "table:1:2", "table:1:3", "table:1:4",
    ]  # fmt: skip
    assert found[8].text == "Rapporten skal vise:\n- kjørte kilometer per kjøretøy\n- forbruk av drivstoff"


def test_the_column_with_most_words_is_read_unless_another_is_chosen() -> None:
    data = (SAMPLES / "old_wordings.xlsx").read_bytes()

    found = wordings_in_file(data)
    other = wordings_in_file(data, column="Krav!D")

    assert (found.column, [column.title for column in found.columns]) == ("Krav!C", ["Krav", "Merknad"])
    assert len(found.wordings) == 30
    assert found.wordings[0].place == "Krav!C:2"
    assert {wording.text for wording in other.wordings} == {"Fra avtalen i 2019", "Ble ikke fulgt opp i det hele tatt"}


def test_a_csv_file_is_read_by_columns_and_a_text_with_commas_is_not() -> None:
    found = wordings_in_file((SAMPLES / "old_wordings.csv").read_bytes())
    text = wordings_in_file("Bilene, også lastebilene, skal gå på strøm.\n\nSvinnet skal veies, og meldes.".encode())

    assert (found.column, len(found.wordings)) == ("B", 10)
    assert [wording.place for wording in text.wordings] == ["line:1", "line:3"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_a_text_is_read_in_the_usual_encodings(encoding: str) -> None:
    data = "Kjøretøyene skal være utslippsfrie.".encode(encoding)

    assert wordings_in_file(data).wordings[0].text == "Kjøretøyene skal være utslippsfrie."


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"", "The file is empty"),
        (b"%PDF-1.7 ...", "no Word, Excel, CSV or text file"),
        (b"\x00\x01\x02binary", "no Word, Excel, CSV or text file"),
        (b"Innhold", "No wording was found"),
        (b"Bilene skal\n\n" * 2_001, "At most 2000 wordings"),
        (b"Bilene skal " + b"x" * LONGEST_WORDING, "at most 10000 are taken"),
        ((SAMPLES / "broken.docx").read_bytes(), "damaged or locked"),
    ],
)
def test_what_cannot_be_taken_says_why(data: bytes, sentence: str) -> None:
    assert sentence in refusal(data)


def test_signs_that_no_database_takes_are_left_out() -> None:
    assert wordings_in_text("Bilene skal\x00 gå på\x07 strøm.").wordings[0].text == "Bilene skal gå på strøm."


def test_places_are_worded() -> None:
    with translation.override("en"):
        places = [place_of_wording(place) for place in ("line:4", "paragraph:2", "table:1:3", "Krav!C:7", "B:9")]

    assert places == ["Line 4", "Paragraph 2", "Table 1, row 3", "Krav, C7", "B9"]
