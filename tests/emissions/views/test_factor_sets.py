import csv
from io import StringIO
from typing import Any

import pytest
from django.test import Client

from emissions.queries.published import factor_set_called
from organisations.models import Organisation
from organisations.reference.categories import category_leaves
from tests.emissions.views.conftest import words_of

pytestmark = pytest.mark.usefixtures("vik")
SETS = "/o/vik/factor-sets/"


def test_the_catalogue_says_what_fits_and_what_does_not(as_leader: Client) -> None:
    answer = as_leader.get(SETS)

    assert [facts.code for facts in answer.context["sets"]] == ["no-snac", "no-dta", "us-epa-1.2", "us-epa-1.3.0"]
    text = words_of(answer)
    for known in ("no-snac", "no-dta", "us-epa-1.2", "us-epa-1.3.0"):
        assert factor_set_called(known).fits["en"] in text
        assert factor_set_called(known).does_not_fit["en"] in text
    assert "from Norway" in text


@pytest.mark.parametrize("code", ["no-snac", "us-epa-1.3.0"])
def test_a_set_tells_where_it_comes_from(code: str, as_leader: Client) -> None:
    known = factor_set_called(code)

    text = words_of(as_leader.get(f"{SETS}{code}/"))

    for expected in (
        known.source.publisher,
        known.source.licence.id,
        known.source.licence.attribution,
        known.gwp_set,
        known.quality.basic_source,
        "This set is from",
    ):
        assert " ".join(expected.split()) in text


def test_every_category_has_factors_or_a_reason(as_leader: Client) -> None:
    for code in ("no-snac", "no-dta", "us-epa-1.2", "us-epa-1.3.0"):
        areas = as_leader.get(f"{SETS}{code}/?tab=categories").context["areas"]
        rows = [row for area in areas for row in area["rows"]]
        assert {row["use"].category.code for row in rows} == set(category_leaves())
        for row in rows:
            assert bool(row["factors"]) != bool(row["gap"]), row["name"]


def test_factors_are_found_by_name_and_code(as_leader: Client) -> None:
    by_code = as_leader.get(f"{SETS}no-snac/?tab=factors&q=R49")
    by_name = as_leader.get(f"{SETS}no-snac/?tab=factors&q=land transport")

    for answer in (by_code, by_name):
        assert [entry["row"].code for entry in answer.context["rows"]] == ["R49"]
    assert "Nothing here is called “zebra”" in words_of(as_leader.get(f"{SETS}no-snac/?tab=factors&q=zebra"))


def test_every_figure_of_a_set_is_given_out(as_leader: Client) -> None:
    answer: Any = as_leader.get(f"{SETS}no-snac/factors.csv")

    rows = list(csv.DictReader(StringIO(b"".join(answer.streaming_content).decode("utf-8-sig"))))
    known = factor_set_called("no-snac")
    assert [row["Factor"] for row in rows] == [format(factor.kg_per_unit, "f") for factor in known.factors]
    assert {row["Source"] for row in rows} == {known.source.licence.attribution}


def test_a_set_that_is_none_is_not_found(as_leader: Client, vik: Organisation) -> None:
    assert as_leader.get(f"/o/{vik.slug}/factor-sets/none/").status_code == 404
