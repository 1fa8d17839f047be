"""Only near organisations buy along, and only their people take part."""

import pytest

from foundation.changes.models import Change
from organisations.models import NetworkMembership, Organisation
from procurement.models import Part, Participant
from procurement.queries.taking_part import near_organisations, participants_of, people_to_name
from procurement.services.locked_procurement import ProcurementNotPossibleError
from procurement.services.procurements import name_buyers, name_participant
from procurement.services.taking_part import release_participant
from tests.factories.cast import Cast
from tests.factories.procurements import make_planned

pytestmark = pytest.mark.django_db


def test_near_are_networks_and_their_members(cast: Cast, at_work_in_ekby: Organisation) -> None:
    assert near_organisations(at_work_in_ekby) == [cast.network, cast.granby]
    assert near_organisations(cast.network) == [cast.ekby, cast.granby]
    NetworkMembership.objects.all().delete()
    assert near_organisations(at_work_in_ekby) == []


def test_a_stranger_cannot_buy_along_and_one_that_left_the_network_stays(
    cast: Cast, at_work_in_ekby: Organisation
) -> None:
    procurement = make_planned(at_work_in_ekby)
    name_buyers(procurement, [cast.granby, cast.network])
    NetworkMembership.objects.all().delete()
    name_buyers(procurement, [cast.granby])

    assert [along.buyer for along in procurement.buyers.all()] == [cast.granby]
    name_buyers(procurement, [])
    with pytest.raises(ProcurementNotPossibleError, match="in no network with"):
        name_buyers(procurement, [cast.granby])


def test_people_of_the_buyers_are_offered_and_nobody_else(cast: Cast, at_work_in_ekby: Organisation) -> None:
    procurement = make_planned(at_work_in_ekby)
    name_buyers(procurement, [cast.granby])

    offered = {place.slug: [user.name for user in people] for place, people in people_to_name(procurement)}
    assert offered == {"ekby": ["Bo Bjerk", "Dag Dal", "Eva Eng", "Frida Foss"], "granby": ["Cilla Lind"]}
    for outsider in (cast.nils, cast.petra, cast.gunn, cast.olav):
        with pytest.raises(ProcurementNotPossibleError, match="has no role in an organisation that buys"):
            name_participant(procurement, outsider, Part.MEMBER)


def test_people_of_who_leaves_lose_their_parts(cast: Cast, at_work_in_ekby: Organisation) -> None:
    procurement = make_planned(at_work_in_ekby)
    name_buyers(procurement, [cast.granby])
    name_participant(procurement, cast.cilla, Part.EVALUATOR)
    assert [(each.user.name, place) for each, place in participants_of(procurement)] == [
        ("Ada Ask", "Ekby kommun"),
        ("Cilla Lind", "Granby kommun"),
    ]

    name_buyers(procurement, [])

    assert [each.user for each in Participant.objects.all()] == [cast.ada]
    assert Change.objects.filter(action="unstaffed", summary__person="Cilla Lind").count() == 1


def test_a_part_is_taken_away_once(cast: Cast, at_work_in_ekby: Organisation) -> None:
    participant = name_participant(make_planned(at_work_in_ekby), cast.bo, Part.MEMBER)
    release_participant(participant)
    assert not Participant.objects.filter(user=cast.bo).exists()
    assert Change.objects.filter(action="unstaffed").count() == 1
