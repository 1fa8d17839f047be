"""A bank of another source is mapped to ours: the nearest are proposed, a person decides, and that stays."""

from datetime import UTC, date, datetime
from typing import Any

import pytest

from foundation.access import open_access
from foundation.errors import DomainError
from foundation.postgres.owner import as_owner
from foundation.scoping import access_for_work
from requirements_bank.models import Bank, Counterpart, Requirement, SeenBy
from requirements_bank.queries.counterparts import (
    counterparts_of,
    next_open,
    progress_of,
    requirement_in_ours,
    versions_shown,
)
from requirements_bank.reports.mapping_words import mapping_sheet, shown_counterpart
from requirements_bank.services.map_bank import decide_counterpart, propose_counterparts
from tests.factories.bank import make_loaded_bank, make_published, said, texts
from tests.factories.cast import Cast
from tests.factories.organisations import join_network, make_organisation

pytestmark = pytest.mark.django_db


@pytest.fixture
def bank(cast: Cast) -> Any:
    """Ekby's loaded bank with two requirements, one of which Ekby has, too; the access stays open."""
    with open_access(access_for_work(cast.ekby.pk)):
        make_published(cast.ekby, code="EGN-1")
        other = said("NAB-2", title=texts("Garanti"), wording=texts("Garantien gjelder {share}."), measure=None)
        other["variables"]["share"]["names"] = texts("Andel")
        yield make_loaded_bank(cast.ekby, said("NAB-1"), other)


def ours() -> Requirement:
    return Requirement.objects.get(code="EGN-1")


def test_the_nearest_of_ours_are_proposed_and_nothing_is_decided(bank: Bank, cast: Cast) -> None:
    assert propose_counterparts(organisation=cast.ekby, bank=bank) == 2

    one, two = counterparts_of(bank)
    assert one.near == [{"requirement": ours().pk, "likeness": 1.0}]
    assert (one.relation, one.ours, one.decided_at) == ("", None, None)
    assert two.likeness is None
    assert progress_of(bank)["decided"] == 0
    assert next_open(bank) == one
    assert next_open(bank, "NAB-1") == two


def test_a_code_means_our_own_first_then_a_networks_then_the_shipped_one(bank: Bank, cast: Cast) -> None:
    late = make_organisation("aasby", name="Aasby")
    join_network(late, cast.network)
    with as_owner():
        shipped_bank, _new = Bank.objects.get_or_create(organisation=None, defaults={"slug": "k", "languages": ["nb"]})
        shipped = Requirement.objects.create(bank=shipped_bank, code="EGN-7", is_published=True, seen_by=SeenBy.PUBLIC)
    made = [shipped]
    for organisation in (cast.granby, cast.network, late):
        with open_access(access_for_work(organisation.pk)):
            made.append(make_published(organisation, code="EGN-7").requirement)

    assert Requirement.objects.filter(code="EGN-7").count() == 4
    assert requirement_in_ours(cast.ekby, bank, "egn-7 ") == made[2]
    with open_access(access_for_work(late.pk)):
        assert requirement_in_ours(late, bank, "EGN-7") == made[3]
        Requirement.objects.filter(pk=made[3].pk).update(is_published=False)
    with open_access(access_for_work(cast.network.pk)):
        Requirement.objects.filter(pk=made[2].pk).update(is_published=False)
    assert requirement_in_ours(cast.ekby, bank, "EGN-7") == made[1]
    with open_access(access_for_work(cast.granby.pk)):
        Requirement.objects.filter(pk=made[1].pk).update(is_published=False)
    assert requirement_in_ours(cast.ekby, bank, "EGN-7") == shipped


def test_a_decision_is_of_the_day_on_which_it_was_made_here(bank: Bank, cast: Cast) -> None:
    propose_counterparts(organisation=cast.ekby, bank=bank)
    decided = decide_counterpart(counterparts_of(bank)[0], relation="none", chosen=None)
    decided.decided_at = datetime(2027, 6, 30, 22, 30, tzinfo=UTC)  # half past midnight in summer

    versions = versions_shown([decided.requirement_id])
    (row,) = mapping_sheet([shown_counterpart(decided, versions)]).rows

    assert row[-1] == date(2027, 7, 1)


def test_a_decision_stays_when_the_nearest_are_found_anew(bank: Bank, cast: Cast) -> None:
    propose_counterparts(organisation=cast.ekby, bank=bank)
    one, two = counterparts_of(bank)
    decide_counterpart(one, relation="same", chosen=ours())
    decide_counterpart(two, relation="none", chosen=ours())

    propose_counterparts(organisation=cast.ekby, bank=bank)

    one, two = counterparts_of(bank)
    assert (one.relation, one.ours, one.proposed_by) == ("same", ours(), Counterpart.Proposer.MACHINE)
    assert (two.relation, two.ours) == ("none", None)
    assert progress_of(bank) | {"broader": 0} == {
        "total": 2, "decided": 2, "same": 1, "broader": 0, "narrower": 0, "related": 0, "none": 1,
    }  # fmt: skip


@pytest.mark.parametrize("relation", ["", "bigger", "same"])
def test_what_does_not_fit_is_refused(bank: Bank, cast: Cast, relation: str) -> None:
    propose_counterparts(organisation=cast.ekby, bank=bank)
    one = counterparts_of(bank)[0]

    with pytest.raises(DomainError):
        decide_counterpart(one, relation=relation, chosen=None)


def test_the_sheet_has_both_sides(bank: Bank, cast: Cast) -> None:
    propose_counterparts(organisation=cast.ekby, bank=bank)
    one = decide_counterpart(counterparts_of(bank)[0], relation="broader", chosen=ours())

    row = next(iter(mapping_sheet([shown_counterpart(one, versions_shown([one.requirement_id, ours().pk]))]).rows))

    assert (row[0], row[4], float(row[7])) == ("NAB-1", "EGN-1", 1.0)


def test_a_neighbour_sees_nothing_of_the_mapping(bank: Bank, cast: Cast) -> None:
    propose_counterparts(organisation=cast.ekby, bank=bank)

    with open_access(access_for_work(cast.granby.pk)):
        assert not Counterpart.objects.exists()
