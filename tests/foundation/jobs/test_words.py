"""What people read about work that was cut off."""

from datetime import timedelta

import pytest
from django.utils import timezone

from foundation.jobs.words import what_happens_now
from foundation.models import Job


@pytest.mark.parametrize(
    ("attempt", "seconds", "said"),
    [
        (1, 60, "Working"),
        (1, -1, "It was interrupted and is being taken up again. Nothing is lost."),
        (2, 60, "Working – taken up again after an interruption"),
    ],
)
@pytest.mark.usefixtures("in_english")
def test_an_interrupted_job_says_so(attempt: int, seconds: int, said: str) -> None:
    until = timezone.now() + timedelta(seconds=seconds)
    job = Job(name="nobody.words", status=Job.Status.RUNNING, attempt=attempt, leased_until=until)

    assert what_happens_now(job) == said
