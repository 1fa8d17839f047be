"""Personal numbers wherever a ledger may have them: in cards, names, texts and rules, hidden and not to be found."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from django.test import Client

from emissions.models import Footprint, LedgerImport
from emissions.services.calculate_footprint import calculate_footprint
from emissions.services.change_rules import RuleDraft, add_rule
from organisations.models import Organisation, Role, Share, User
from tests.emissions.footprint_cases import SOLE_TRADER, YEAR_OF_POSTINGS, at_work, calculated
from tests.emissions.views.conftest import words_of
from tests.factories.organisations import make_member, make_organisation, share

NUMBER, HIDDEN = "850709-9805", "••••••-••••"
IN_NAME = replace(SOLE_TRADER, supplier=f"Hyra {NUMBER} Lindgren", number="559900-0128")


@pytest.fixture
def footprint(vik: Organisation, tmp_path: Path) -> Footprint:
    """The usual year with a number in a supplier's name, and a rule that names a person."""
    calculated(vik, tmp_path, postings=[*YEAR_OF_POSTINGS, IN_NAME])
    draft = RuleDraft(
        supplier_number=SOLE_TRADER.number,
        supplier_name="Lindgren",
        category="services.consulting",
        explanation=f"Lena Lindgren, {NUMBER}, är konsult",
    )
    with at_work(vik):
        add_rule(organisation=vik, draft=draft)
        made = calculate_footprint(organisation=vik, year=2024)
        return Footprint.objects.select_related("organisation", "intensity_set").get(pk=made.pk)


@pytest.fixture
def as_neighbour(vik: Organisation, in_english: Callable[[User], Client]) -> Client:
    """A leader of a neighbour with whom the footprint is shared down to the line."""
    nes = make_organisation("nes")
    share(vik, nes, depth=Share.Depth.ROWS)
    return in_english(make_member("Nora Ness", nes, Role.LEADER))


def why_address(footprint: Footprint, place: str = "vik") -> str:
    row = YEAR_OF_POSTINGS.index(SOLE_TRADER) + 2
    with at_work(footprint.organisation):
        ledger_import = LedgerImport.objects.get(pk=footprint.imports[0]["import"])
    return f"/o/{place}/footprints/{footprint.uuid}/lines/{ledger_import.uuid}/{row}/"


@pytest.mark.parametrize("part", ["lines/?treatment=all", "lines.csv?treatment=all", "?by=supplier"])
def test_no_page_and_no_export_shows_a_number_in_a_name(part: str, page: str, as_leader: Client) -> None:
    answer = as_leader.get(page + part)
    shown = b"".join(answer) if answer.streaming else answer.content

    assert answer.status_code == 200
    assert NUMBER.encode() not in shown


def test_a_number_in_a_name_is_shown_to_the_finance_role(page: str, as_finance: Client) -> None:
    assert IN_NAME.supplier in b"".join(as_finance.get(f"{page}lines.csv")).decode()


def test_the_rule_behind_a_line_hides_the_number_at_home(
    footprint: Footprint, as_leader: Client, as_finance: Client
) -> None:
    text = words_of(as_leader.get(why_address(footprint)))

    assert f"Supplier number: {HIDDEN}, Supplier: Lindgren" in text
    assert NUMBER not in text
    assert NUMBER in words_of(as_finance.get(why_address(footprint)))


def test_the_rule_behind_a_shared_line_does_not_name_the_person(footprint: Footprint, as_neighbour: Client) -> None:
    answer = as_neighbour.get(why_address(footprint, "nes"))

    assert answer.status_code == 200
    assert "Lindgren" not in words_of(answer)


@pytest.mark.parametrize("words", ["850709", "9805", "8507"])
@pytest.mark.parametrize("where", ["footprint", "mapping"])
def test_a_number_that_is_hidden_is_not_found_by_its_digits(
    where: str, words: str, page: str, as_leader: Client, as_finance: Client
) -> None:
    address = {
        "footprint": f"{page}lines/?treatment=all&q={words}",
        "mapping": f"/o/vik/accounts/mapping/?by=supplier&q={words}",
    }[where]
    found, found_by_finance = (
        {"Lindgren" in words_of(client.get(address)), "Lena" in words_of(client.get(address))}
        for client in (as_leader, as_finance)
    )

    assert found == {False}
    assert True in found_by_finance


def test_a_person_is_still_found_by_name(page: str, as_leader: Client, as_neighbour: Client) -> None:
    address = f"{page}lines/?treatment=all&q=Lindgren"

    assert "Lena Lindgren" in words_of(as_leader.get(address))
    assert as_neighbour.get(address.replace("/o/vik/", "/o/nes/")).context["selection"].lines == 0
