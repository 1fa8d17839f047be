"""The catalogue shows sets of factors by activity, and finds and gives out their factors."""

import pytest
from django.test import Client

from emissions.queries.published import activity_factor_sets
from organisations.models import Organisation
from tests.emissions.views.conftest import words_of


@pytest.mark.parametrize("code", ["uk-desnz-2025", "agribalyse", "nordic-energy", "aib-electricity"])
def test_the_catalogue_shows_sets_for_what_was_counted(vik: Organisation, as_leader: Client, code: str) -> None:
    address = f"/o/{vik.slug}/factor-sets/"
    known = activity_factor_sets()[code]

    assert known.fits["en"] in words_of(as_leader.get(address))
    about = words_of(as_leader.get(f"{address}{code}/"))
    assert known.source.licence.attribution in about
    assert ("These figures count CO₂ only." in about) == (code in ("nordic-energy", "aib-electricity"))


def test_factors_are_searched_and_given_out(vik: Organisation, as_leader: Client) -> None:
    address = f"/o/{vik.slug}/factor-sets/uk-desnz-2025/"

    found = as_leader.get(f"{address}?tab=factors&q=25_314_3146")
    none = as_leader.get(f"{address}?tab=factors&q=unicorn")
    file = b"".join(as_leader.get(f"{address}factors.csv").streaming_content).decode()  # type: ignore[attr-defined]

    assert [row.factor.code for row in found.context["rows"]] == ["25_314_3146_11_1"]
    assert "0.02776" in words_of(found)
    assert "Nothing here is called “unicorn”." in words_of(none)
    assert len(file.splitlines()) == 1 + 659
