"""The demonstration brings the shipped bank along, once."""

import pytest

from leadership.demonstration import load
from organisations.models import Organisation
from requirements_bank.models import Example, Requirement

pytestmark = pytest.mark.django_db


def test_the_demonstration_brings_the_bank_along(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(load, "YEARS", ())  # its accounts take a minute
    monkeypatch.setattr(load, "fill_follow_up", lambda _organisations: None)  # it has a test of its own

    load.load_demonstration()
    first = Organisation.objects.count(), Requirement.objects.count(), Example.objects.count()
    load.load_demonstration()

    assert min(first) > 0
    assert (Organisation.objects.count(), Requirement.objects.count(), Example.objects.count()) == first
