"""Where a problem is stands in the reader's language, in every sentence that names it."""

from pathlib import Path

import pytest

from foundation.problems import Problem
from procurement.calculations.place_words import KINDS, place_in_words, places_in_words
from procurement.importers.notice import read_notice
from procurement.importers.notice_problem_texts import TEXTS as NOTICE_TEXTS
from procurement.importers.notice_problem_texts import notice_sentence
from procurement.reports.filling_sentences import filling_sentence
from procurement.reports.publishing_sentences import sentence

SAMPLES = Path(__file__).resolve().parents[2] / "samples" / "notices"


def marked(text: str) -> str:
    """Stand for a translation: what was translated stands in brackets."""
    return f"[{text}]"


def test_a_place_is_its_kind_in_words_and_its_key() -> None:
    assert place_in_words("lot LOT-0001", marked) == "[lot] 1"
    assert place_in_words("lot LOT-0000", marked) == "[the procurement]"
    assert place_in_words("procurement", marked) == "[the procurement]"
    assert places_in_words("lot LOT-1, lot LOT-2 …", marked) == "[lot] 1, [lot] 2 …"
    assert place_in_words("ORG-0001", marked) == "ORG-0001"


@pytest.mark.parametrize("path", sorted(SAMPLES.glob("*.xml")), ids=lambda path: path.stem)
def test_every_place_of_a_notice_has_a_word(path: Path) -> None:
    for problem in read_notice(path).problems:
        assert problem.place.partition(" ")[0] in KINDS
        if "{place}" in NOTICE_TEXTS[problem.code]:
            assert f"[{KINDS[problem.place.partition(' ')[0]]}]" in notice_sentence(problem, marked)


def test_what_is_told_of_filling_and_publishing_names_its_place_in_words() -> None:
    published = Problem("criteria_missing", "lot LOT-0001", "BT-539")
    assert sentence(published, marked).startswith("[[lot] 1")
    cut = Problem("title_is_shortened", "procurement", "BT-21", values={"most": 300})
    assert filling_sentence(cut, marked).startswith("[[the procurement]")
    conditions = Problem("conditions_stay", "procurement", "BT-70", values={"lots": "lot LOT-1, lot LOT-2"})
    assert "([lot] 1, [lot] 2)" in filling_sentence(conditions, marked)


def test_days_and_lengths_are_said_in_words_too() -> None:
    early = Problem("day_is_before_another", "procurement", "bids_due_on", values={"day": "2027", "other": "2028"})
    assert "([bids are due])" in filling_sentence(early, marked)
    for said, expected in (("1 MONTH", "[1 month]"), ("24 MONTH", "[24 months]"), ("two years", "two years")):
        period = Problem("period_is_not_readable", "procurement", "BT-36", values={"said": said})
        assert expected in filling_sentence(period, marked)
