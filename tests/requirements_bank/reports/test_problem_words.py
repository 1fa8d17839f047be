"""Every problem that the readers find has a sentence with place, reason and remedy."""

import ast
from pathlib import Path

import pytest
from django.conf import settings
from django.utils import translation

from foundation.problems import Problem
from requirements_bank.reports import bank_load_words, problem_words, template_words, value_words, wording_words
from requirements_bank.reports.problem_words import place_of, worded

WORDED_BY = (problem_words, bank_load_words, wording_words, template_words, value_words)
READERS = Path(settings.BASE_DIR) / "requirements_bank"


def codes_in_the_code() -> set[str]:
    """Every literal code that is given to Problem(…) or Reader.wrong(…)."""
    found = set()
    for path in READERS.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            name = getattr(getattr(node, "func", None), "attr", getattr(getattr(node, "func", None), "id", ""))
            if isinstance(node, ast.Call) and name in {"wrong", "Problem"} and node.args:
                first = node.args[0]
                if isinstance(first, ast.Constant):
                    found.add(str(first.value))
    return found


def test_every_code_has_a_sentence() -> None:
    known = {code for words in WORDED_BY for code in words.SENTENCES}

    assert codes_in_the_code() - known == set()


@pytest.mark.parametrize(
    ("problem", "sentence"),
    [
        (
            Problem("missing_language", "TRA-101", "motive", values={"language": "sv"}),
            "TRA-101, Hvorfor: Teksten på svensk mangler. Skriv den, eller ta språket ut av banken.",
        ),
        (
            Problem("below_bound", "TRA-101", "variables.share.default", values={"value": 5, "bound": 10}),
            "TRA-101, Variabler, share, standardverdi: 5 er for lavt: den laveste verdien her er 10.",
        ),
        (
            Problem("variable_not_declared", "TRA-101", "wording.nb", values={"name": "part"}),
            "TRA-101, Ordlyd, bokmål: Teksten bruker {part}, som ikke er en variabel. Lag den eller ta den bort.",
        ),
    ],
)
def test_a_sentence_names_place_reason_and_remedy(problem: Problem, sentence: str) -> None:
    with translation.override("nb"):
        assert worded(problem).lower() == sentence.lower()


def test_a_place_may_lack() -> None:
    assert place_of(Problem("missing_text", "")) == ""


def test_a_choice_that_is_not_made_is_missing_not_unknown() -> None:
    with translation.override("nb"):
        assert worded(Problem("unknown_word", "TRA-101", "level", values={"text": "", "words": "basic"})) == (
            "TRA-101, Nivå: Dette mangler. Fyll det ut."
        )
