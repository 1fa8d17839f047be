"""Cards belong to one organisation; the party behind a public number is the same for all, and never a person."""

from importlib import import_module

import polars as pl
import pytest
from django.apps import apps
from django.db import connection
from django.test.utils import CaptureQueriesContext

from foundation.access import open_access
from foundation.scoping import access_for_work
from organisations.models import Organisation
from suppliers.models import Party, SupplierCard
from suppliers.services.register import register_suppliers
from tests.factories.cast import Cast

judge_again = import_module("suppliers.migrations.0003_tell_companies_from_persons").judge_again

NORDBYGG, ANNA = ("556687-3963", "Nordbygg AB"), ("850709-9805", "Anna Andersson")


def register(place: Organisation, *pairs: tuple[str | None, str | None]) -> list[int | None]:
    written = pl.DataFrame(pairs, schema={"supplier_number": pl.String, "supplier_name": pl.String}, orient="row")
    with open_access(access_for_work(place.pk)):
        found = register_suppliers(organisation_id=place.pk, country=place.country, written=written)
    return found["supplier_id"].to_list()


def cards(place: Organisation) -> dict[str, SupplierCard]:
    with open_access(access_for_work(place.pk)):
        return {card.name: card for card in SupplierCard.objects.select_related("party")}


def test_the_same_supplier_has_one_card_however_often_it_is_met(cast: Cast) -> None:
    first = register(cast.ekby, NORDBYGG, NORDBYGG)
    second = register(cast.ekby, NORDBYGG)

    assert (len(set(first)), first[:1]) == (1, second)


def test_a_line_without_a_supplier_gets_none(cast: Cast) -> None:
    assert register(cast.ekby, (None, None), ("", "")) == [None, None]


def test_two_organisations_know_the_same_party_by_their_own_cards(cast: Cast) -> None:
    register(cast.ekby, NORDBYGG)
    register(cast.granby, ("5566873963", "NORDBYGG"))
    ours, theirs = cards(cast.ekby)["Nordbygg AB"], cards(cast.granby)["NORDBYGG"]

    assert (ours.pk == theirs.pk, ours.party == theirs.party, Party.objects.count()) == (False, True, 1)


def test_a_sole_trader_is_marked_and_never_a_party(cast: Cast) -> None:
    register(cast.ekby, ANNA)
    card = cards(cast.ekby)["Anna Andersson"]

    assert (card.is_personal, card.party, Party.objects.count()) == (True, None, 0)


def test_a_companys_vat_number_leads_to_the_party_of_its_number(cast: Cast) -> None:
    register(cast.granby, ("556687-3963", "Bolaget AB"), ("SE556687396301", "Bolaget"))

    found = cards(cast.granby)
    assert found["Bolaget"].party == found["Bolaget AB"].party
    assert (found["Bolaget"].is_personal, Party.objects.count()) == (False, 1)


def test_cards_that_were_misjudged_are_judged_again(cast: Cast) -> None:
    register(cast.granby, ("SE556687396301", "Bolaget AB"), ("SE850709980501", "Anna Andersson"), NORDBYGG)
    with open_access(access_for_work(cast.granby.pk)):
        SupplierCard.objects.filter(name="Bolaget AB").update(is_personal=True, party=None)
        SupplierCard.objects.filter(name="Anna Andersson").update(is_personal=False)

        judge_again(apps, None)

    found = cards(cast.granby)
    assert {name: card.is_personal for name, card in found.items()} == {
        "Anna Andersson": True,
        "Bolaget AB": False,
        "Nordbygg AB": False,
    }
    assert (found["Bolaget AB"].party, found["Anna Andersson"].party) == (found["Nordbygg AB"].party, None)


@pytest.mark.parametrize("number", ["556687-3964", "abc", None])
def test_a_number_that_is_none_has_a_card_and_no_party(cast: Cast, number: str | None) -> None:
    (card_id,) = register(cast.ekby, (number, "Nordbygg AB"))

    assert card_id is not None
    assert (cards(cast.ekby)["Nordbygg AB"].party, Party.objects.count()) == (None, 0)


def test_a_neighbour_sees_no_cards(cast: Cast) -> None:
    register(cast.ekby, NORDBYGG, ANNA)

    assert (list(cards(cast.granby)), len(cards(cast.ekby))) == ([], 2)


def test_long_names_are_cut_and_found_again(cast: Cast) -> None:
    long = ("1" * 60, "A" * 400)

    assert register(cast.ekby, long) == register(cast.ekby, long)


def test_many_suppliers_cost_no_more_queries_than_few(cast: Cast) -> None:
    counts = []
    for size, start in ((10, 0), (400, 1000)):
        with CaptureQueriesContext(connection) as captured:
            register(cast.ekby, *((None, f"Supplier {start + number}") for number in range(size)))
        counts.append(len(captured))

    assert counts[0] == counts[1]
