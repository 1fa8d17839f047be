"""What an applied fix list moved: a figure that is missing on one side is no change."""

import pytest

from emissions.reports.fix_effects import YearMoved, moved_most, years_moved

BEFORE = {"counted": "1000.00", "known": "500.00", "currency": "SEK", "score": 60}

pytestmark = pytest.mark.usefixtures("in_english")


def moved(before: dict[str, object], after: dict[str, object]) -> YearMoved:
    (year,) = years_moved({"2024": before}, {"2024": after})
    return year


@pytest.mark.parametrize(("was", "now", "words"), [(None, 60, ("–", "60")), (60, None, ("60", "–"))])
def test_a_score_that_is_missing_before_or_after_has_not_moved(
    was: int | None, now: int | None, words: tuple[str, str]
) -> None:
    year = moved(BEFORE | {"score": was}, BEFORE | {"score": now})

    score = year.figures[-1]
    assert (score.before, score.after) == words
    assert score.change == ""
    assert not year.is_moved


def test_a_score_that_rose_and_money_that_fell_are_told() -> None:
    year = moved(BEFORE, BEFORE | {"score": 64, "counted": "900.00", "known": "450.00"})

    assert [each.change for each in year.figures] == ["−SEK\N{NO-BREAK SPACE}100", "", "+4"]
    assert "Points of 100 60 → 64" in moved_most([year])
