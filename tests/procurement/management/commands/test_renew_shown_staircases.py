"""`manage.py renew_shown_staircases`: says how many it renewed, and finds nothing to do a second time."""

import json

import pytest
from django.core.management import call_command

from foundation.access import open_access
from foundation.scoping import access_for_work
from procurement.models import ShownStaircase
from procurement.services.staircases import Rules
from tests.factories.cast import Cast
from tests.factories.procurements import make_rising

pytestmark = pytest.mark.django_db


def test_it_counts_what_it_renewed(cast: Cast, capsys: pytest.CaptureFixture[str]) -> None:
    with open_access(access_for_work(cast.ekby.pk)):
        make_rising(cast.ekby, rules=Rules(seen_by="network"))
        ShownStaircase.objects.update(code="OLD")
    told = []
    for named in (["--organisation", str(cast.granby.number)], [], []):
        call_command("renew_shown_staircases", *named, "--json")
        told.append(json.loads(capsys.readouterr().out)["staircases"])
    assert told == [0, 1, 0]
