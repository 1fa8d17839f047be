"""Which own factors a footprint was made with, and why the others were not: told where people ask."""

from dataclasses import replace
from pathlib import Path

from django.test import Client

from emissions.calculations.own_set_facts import CodeKind, SpreadKind
from emissions.queries.own_set_use import NotAsked, NotUsed, own_sets_of_footprint
from emissions.services.calculate_footprint import calculate_footprint
from organisations.models import Organisation
from tests.emissions.footprint_cases import YEAR_OF_POSTINGS, at_work, imported
from tests.emissions.own_set_cases import FACTS, FILE, published
from tests.emissions.views.conftest import words_of

IDLE = FILE + b"99.9;Noe som ikke er en kategori;0,02\n"
UNSAID = replace(FACTS, spread_kind=SpreadKind.NONE, spread=None)


def test_what_was_used_and_what_was_not_is_told_with_the_reason(
    vik: Organisation, as_leader: Client, tmp_path: Path
) -> None:
    imported(vik, tmp_path, 2024, YEAR_OF_POSTINGS)
    with at_work(vik):
        chosen = published(vik, file=IDLE, facts=UNSAID)
        beside = published(vik, "Et annet sett")
        footprint = calculate_footprint(organisation=vik, year=2024, factor_set=chosen.code)

        first, other = own_sets_of_footprint(footprint)
        assert (first.uuid, other.uuid) == (chosen.uuid, beside.uuid)
        assert "41-43" in first.used
        assert {why: set(codes) for why, codes in first.unused.items()} == {
            NotUsed.NO_CATEGORY: {"99.9"},
            NotUsed.NO_MONEY: {"10", "26", "62"},
        }
        assert (other.not_asked, other.used) == (NotAsked.NO_PLACE, {})

    (served,) = first.serves
    basis = words_of(as_leader.get(f"/o/vik/footprints/{footprint.uuid}/?by=basis"))
    assert "1 of its 5 factors were used." in basis
    assert "Stand for no purchase category." in basis
    assert "99.9 Noe som ikke er en kategori" in basis
    assert "It was not asked: it serves only where it is chosen" in basis
    page = words_of(as_leader.get(f"/o/vik/factor-sets/own/{chosen.uuid}/"))
    assert "Factors that are never used" in page
    assert "Nobody stated how sure the figures are. GSD² 1.88 is assumed" in page
    why = words_of(as_leader.get(f"/o/vik/footprints/{footprint.uuid}/categories/{served}/"))
    assert "Nobody stated it: assumed as for the Norwegian set of 62 groups" in why
    assert "Your set “Et annet sett” was not used here." in why
    assert "Your set “Konsulentens sett”" not in why


def test_arts_serve_through_the_categories_they_stand_for_only(vik: Organisation, tmp_path: Path) -> None:
    imported(vik, tmp_path, 2024, YEAR_OF_POSTINGS)
    with at_work(vik):
        arts = b"Kode;Navn;Faktor\n115;Matvarer;0,06\n230;Vedlikehold;0,03\n010;Lonn;0,01\n"
        own_set = published(vik, file=arts, facts=replace(FACTS, code_kind=CodeKind.KOSTRA))
        footprint = calculate_footprint(organisation=vik, year=2024, factor_set=own_set.code)

        (use,) = own_sets_of_footprint(footprint)

        assert use.unused[NotUsed.NO_CATEGORY] == {"010": "Lonn"}
        assert use.factors == 3
