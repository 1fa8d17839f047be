"""Every problem that a reader can report has a sentence, and every sentence a problem."""

import re
from pathlib import Path

import pytest

from emissions.importers.problem_texts import ROW_CODES, TEXTS, sentence
from emissions.importers.problem_wording import worded
from foundation.problems import Problem

CODE = Path(__file__).parents[3] / "emissions"


def codes_in_the_source() -> set[str]:
    """Return every string in the importers and services that is the code of a sentence."""
    walker = CODE.parent / "foundation" / "xml_stream.py"
    files = [*(CODE / "importers").rglob("*.py"), *(CODE / "services").glob("*.py"), walker]
    texts = "".join(path.read_text() for path in files if not path.name.endswith("problem_texts.py"))
    return set(re.findall(r'"([a-z0-9]+(?:_[a-z0-9]+)+)"', texts)) & TEXTS.keys()


def test_no_sentence_is_left_over() -> None:
    assert codes_in_the_source() == TEXTS.keys()


def test_row_errors_have_sentences() -> None:
    assert TEXTS.keys() >= ROW_CODES


@pytest.mark.parametrize("code", sorted(TEXTS))
def test_sentence_is_a_sentence(code: str) -> None:
    text = TEXTS[code]
    assert text[0].isupper()
    assert text.endswith(".")
    assert re.sub(r"\{[a-z]+\}", "", text).count("{") == 0


def test_sentence_is_filled() -> None:
    problem = Problem("amount_is_no_number", "row 7", "belopp", values={"row": 7, "field": "belopp", "value": "tolv"})
    assert sentence(problem).startswith('Row 7, belopp: "tolv" is not an amount.')


def test_our_own_sums_are_written_as_the_language_writes_them() -> None:
    values = {"voucher": "A 1", "row": 7, "difference": "-0.01"}
    assert "−0,01" in worded(Problem("voucher_is_unbalanced", "voucher A 1", values=values), "nb")
    assert "−0.01" in worded(Problem("voucher_is_unbalanced", "voucher A 1", values=values), "en")


def test_missing_value_stays_visible_and_unknown_code_is_said() -> None:
    assert "{row}" in sentence(Problem("amount_is_missing", "row 7"))
    assert sentence(Problem("something_new", "row 7")) == "row 7: something_new"


def test_translation_is_filled_with_the_same_values() -> None:
    problem = Problem("file_is_empty", "file")
    assert sentence(problem, {TEXTS["file_is_empty"]: "Filen är tom."}.__getitem__) == "Filen är tom."


@pytest.mark.parametrize("language", ["en", "nb", "sv"])
def test_every_sentence_can_be_worded_in_every_language(language: str) -> None:
    for code, text in TEXTS.items():
        values = dict.fromkeys(re.findall(r"\{([a-z]+)\}", text), "VALUE")
        said = worded(Problem(code, "file", values=values), language)
        assert said.count("VALUE") == text.count("{")


def test_how_many_is_written_as_the_language_writes_figures() -> None:
    problem = Problem("rows_without_amount", "file", "belopp", values={"field": "belopp", "count": 82356})

    assert sentence(problem, language="nb").endswith(": 82\N{NARROW NO-BREAK SPACE}356.")
