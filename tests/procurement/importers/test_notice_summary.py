"""What `read_notice` says of a notice: the counts, and the sentence of each problem."""

import re
from pathlib import Path

import pytest

from foundation.problems import Problem
from procurement.importers.notice import read_notice
from procurement.importers.notice_problem_texts import TEXTS, notice_sentence
from procurement.importers.notice_summary import notice_as_json, worded
from tests.procurement.importers.notices import AWARD_NOTICE, CONTRACT_NOTICE, ODD, SAMPLES

IMPORTERS = Path(__file__).parents[3] / "procurement" / "importers"


def test_summary_of_a_contract_notice() -> None:
    assert notice_as_json(read_notice(SAMPLES / CONTRACT_NOTICE)) == {
        "notice_id": "0b6c8d52-1d3e-4d0a-8f43-7c1d2a9f4e11",
        "subtype": "16",
        "language": "NOB",
        "issue_date": "2026-09-01",
        "buyer": ["Vik kommune", "Fjordby kommune"],
        "lots": 2,
        "lot_results": 0,
        "organizations": 2,
        "cpv_codes": {"34136000": 2, "31158000": 2, "45310000": 1},
        "procurement_type_codes": {
            "supplies": 3, "services": 1, "env-imp": 2, "clim-mitig": 2, "pollu-prev": 1, "eu": 1, "n-inc": 1,
            "work-cond": 1,
        },
        "award_criterion_types": {
            "price": 2, "quality": 1, "quality-nor-env-criteria": 1, "quality-nor-env-spec": 1,
        },
        "estimated_amounts": [
            {"amount": "12500000.50", "currency": "NOK"},
            {"amount": "10000000", "currency": "NOK"},
            {"amount": "2500000.5", "currency": "NOK"},
        ],
        "problems": [],
        "accepted": True,
    }  # fmt: skip


def test_summary_of_an_award_notice() -> None:
    found = notice_as_json(read_notice(SAMPLES / AWARD_NOTICE))

    assert (found["lots"], found["lot_results"], found["organizations"]) == (2, 2, 5)
    assert found["award_criterion_types"] == {"price": 2, "quality-nor-env-criteria": 1}


def test_what_is_not_said_is_missing_and_never_zero() -> None:
    refused, odd = (
        notice_as_json(read_notice(SAMPLES / "vans_cut_short.xml")),
        notice_as_json(read_notice(SAMPLES / ODD)),
    )

    assert [refused[key] for key in ("notice_id", "subtype", "language", "issue_date", "buyer")] == [None] * 4 + [[]]
    assert odd["buyer"] == []
    assert odd["estimated_amounts"] == [{"amount": "1250000", "currency": None}]


def test_a_problem_is_told_with_place_code_sentence_and_severity() -> None:
    problems = notice_as_json(read_notice(SAMPLES / "entity_bomb.xml"))["problems"]

    assert isinstance(problems, list)
    assert [problem.keys() for problem in problems] == [{"place", "code", "message", "severity"}]
    assert problems[0]["message"].startswith("The file declares a document type or entities (DOCTYPE)")


def test_every_problem_has_a_sentence_and_every_sentence_a_problem() -> None:
    files = [path for path in IMPORTERS.glob("notice*.py") if path.name != "notice_problem_texts.py"]
    texts = "".join(path.read_text() for path in files)
    named = set(re.findall(r'"([a-z0-9]+(?:_[a-z0-9]+)+)"', texts))

    assert (named & TEXTS.keys()) | {"more_of_the_same"} == TEXTS.keys()
    assert {name for name in named if re.search("_(is|are|has)_", name)} <= TEXTS.keys()


@pytest.mark.parametrize("code", sorted(TEXTS))
def test_a_sentence_is_filled_in_every_language(code: str) -> None:
    values = dict.fromkeys(re.findall(r"\{([a-z_]+)\}", TEXTS[code]), "VALUE")

    for language in ("en", "nb", "sv"):
        said = worded(Problem(code, "file", values=values), language)
        assert said.count("VALUE") == TEXTS[code].count("{") - TEXTS[code].count("{place}")
        assert said[0].isupper()
        assert said.endswith(".")


def test_a_translation_is_filled_with_the_same_values() -> None:
    problem = Problem("file_is_empty", "file")

    swedish = {TEXTS["file_is_empty"]: "Filen är tom."}
    assert notice_sentence(problem, lambda text: swedish.get(text, text)) == "Filen är tom."
