"""The leader's page and the network's before there are accounts, and when they have just changed."""

from collections.abc import Callable
from pathlib import Path

from django.test import Client

from organisations.models import Role
from tests.emissions.footprint_cases import FOOD, Posting, at_work, calculated, imported
from tests.emissions.views.conftest import words_of
from tests.leadership.conftest import Region
from tests.leadership.views.test_network_overview import PAGE as NETWORK_PAGE
from tests.leadership.views.test_network_overview import stop_sharing
from tests.leadership.views.test_overview import PAGE


def test_changed_accounts_are_said(region: Region, tmp_path: Path, person_in: Callable[..., Client]) -> None:
    calculated(region.vik, tmp_path, 2024, [FOOD])
    leader = person_in(region.vik)
    assert "have changed since" not in words_of(leader.get(PAGE))
    imported(region.vik, tmp_path, 2024, [FOOD, Posting("02-01", "64400", "Livsmedel", "1.00")])

    assert "Accounts, rules or factors have changed since this was calculated. Calculate again" in words_of(
        leader.get(PAGE)
    )
    guest = words_of(person_in(region.vik, Role.GUEST).get(PAGE))
    assert "have changed since" in guest
    assert "Calculate again" not in guest


def test_before_the_first_accounts_the_page_says_what_to_do(
    region: Region, tmp_path: Path, person_in: Callable[..., Client]
) -> None:
    leader = person_in(region.vik)
    assert "Here stands what your purchases cost the climate" in words_of(leader.get(PAGE))
    imported(region.vik, tmp_path, 2024)

    assert "The accounts are in. Now the tonnes." in words_of(leader.get(PAGE))
    assert leader.get(f"{PAGE}report.pdf").status_code == 404


def test_empty_networks_say_what_to_do(region: Region, person_in: Callable[..., Client]) -> None:
    leader = person_in(region.network)
    assert "Members share their footprints, but none has been calculated yet." in words_of(leader.get(NETWORK_PAGE))
    stop_sharing(region.vik, region.nes)
    assert "none of them shares a footprint yet" in words_of(leader.get(NETWORK_PAGE))
    with at_work(region.network):
        region.network.member_links.all().delete()
    assert "The network has no members yet." in words_of(leader.get(NETWORK_PAGE))
