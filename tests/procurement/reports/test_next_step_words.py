"""What is next stands in one sentence, whatever the stage and the day."""

from datetime import date, timedelta

import pytest

from procurement.models import Procurement, Stage
from procurement.reports.next_step_words import next_sentence

TODAY = date(2027, 3, 1)
IN_TENDER = {"stage": Stage.TENDER}

pytestmark = pytest.mark.usefixtures("in_english")


@pytest.mark.parametrize(
    ("days", "sentence"),
    [
        (41, "Bids are due in 41 days."),
        (1, "Bids are due in 1 day."),
        (0, "Bids are due today."),
        (-1, "Bids were due 1 day ago. Move on to the evaluation."),
        (-9, "Bids were due 9 days ago. Move on to the evaluation."),
    ],
)
def test_the_days_until_bids_are_due(days: int, sentence: str) -> None:
    tender = Procurement(stage=Stage.TENDER, bids_due_on=TODAY + timedelta(days))

    assert next_sentence(tender, TODAY) == sentence


@pytest.mark.parametrize("offset", [-3, -1, 0, 1, 3, None])
@pytest.mark.parametrize("stage", list(Stage))
@pytest.mark.parametrize("months", [1, None])
def test_every_stage_has_a_sentence_for_every_day(stage: Stage, offset: int | None, months: int | None) -> None:
    day = None if offset is None else TODAY + timedelta(offset)
    days = dict.fromkeys(("dialogue_on", "announced_on", "bids_due_on", "awarded_on", "first_day"), day)
    sentence = next_sentence(Procurement(stage=stage, months=months, **days), TODAY)

    assert "%" not in sentence
    assert bool(sentence) is (stage != Stage.STOPPED)
