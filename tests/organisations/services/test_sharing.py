from datetime import timedelta

import pytest
from django.utils import timezone

from foundation.access import open_access
from foundation.errors import ConflictError, DomainError
from foundation.models import Change
from foundation.scoping import access_for_work
from organisations.models import NetworkMembership, Organisation, Share
from organisations.queries.in_force import shares_with
from organisations.queries.networks import members_of, networks_of, receivers_for
from organisations.services.network_members import add_member, end_network_membership
from organisations.services.share_data import end_share, give_share
from tests.factories.cast import Cast
from tests.factories.organisations import make_organisation


def give(owner: Organisation, receiver: Organisation, depth: str = "totals", area: str = "footprint") -> Share:
    return give_share(owner=owner, receiver=receiver, area=area, depth=depth)


def seen_by(receiver: Organisation) -> list[tuple[str, str, str]]:
    return [(share.owner.slug, share.area, share.depth) for share in shares_with(receiver)]


def test_a_share_is_seen_from_today_until_it_is_ended(at_work_in_ekby: Organisation, cast: Cast) -> None:
    share = give(at_work_in_ekby, cast.network)
    during = seen_by(cast.network)
    end_share(share)

    assert (during, seen_by(cast.network)) == ([("ekby", "footprint", "totals")], [])


def test_sharing_deeper_replaces_what_was_shared(at_work_in_ekby: Organisation, cast: Cast) -> None:
    give(at_work_in_ekby, cast.network, "totals")
    give(at_work_in_ekby, cast.network, "rows")

    assert seen_by(cast.network) == [("ekby", "footprint", "rows")]


def test_a_share_can_be_given_ended_and_given_again_on_one_day(at_work_in_ekby: Organisation, cast: Cast) -> None:
    for _ in range(2):
        end_share(give(at_work_in_ekby, cast.network))
    give(at_work_in_ekby, cast.network)

    assert len(seen_by(cast.network)) == 1


def test_an_older_share_keeps_its_days_when_it_ends(at_work_in_ekby: Organisation, cast: Cast) -> None:
    share = give(at_work_in_ekby, cast.network)
    Share.objects.filter(pk=share.pk).update(valid_from=timezone.localdate() - timedelta(days=9))
    share.refresh_from_db()
    end_share(share)

    assert Share.objects.get(pk=share.pk).valid_to == timezone.localdate() - timedelta(days=1)


def test_nobody_shares_with_themselves(at_work_in_ekby: Organisation) -> None:
    with pytest.raises(ConflictError):
        give(at_work_in_ekby, at_work_in_ekby)


def test_sums_of_the_accounts_are_shared_with_the_footprint(at_work_in_ekby: Organisation, cast: Cast) -> None:
    with pytest.raises(DomainError):
        give(at_work_in_ekby, cast.network, "totals", "ledger")


def test_giving_and_ending_are_recorded(at_work_in_ekby: Organisation, cast: Cast) -> None:
    end_share(give(at_work_in_ekby, cast.network))

    changes = Change.objects.filter(kind="organisations.share").order_by("pk")
    assert [(change.action, change.summary["receiver"]) for change in changes] == [
        ("given", "Fjordnett"),
        ("ended", "Fjordnett"),
    ]


def test_a_network_takes_in_a_member_and_lets_it_go(cast: Cast) -> None:
    newcomer = make_organisation("nyby")
    with open_access(access_for_work(cast.network.pk)):
        membership = add_member(network=cast.network, member=newcomer)
        during = [member.organisation.slug for member in members_of(cast.network)]
        end_network_membership(membership=membership, by=cast.network)

    assert during == ["ekby", "granby", "nyby"]
    assert [member.organisation.slug for member in members_of(cast.network)] == ["ekby", "granby"]


def test_a_member_may_leave(at_work_in_ekby: Organisation) -> None:
    (membership,) = networks_of(at_work_in_ekby)
    end_network_membership(membership=membership, by=at_work_in_ekby)

    assert list(networks_of(at_work_in_ekby)) == []


def test_nobody_becomes_a_member_twice(cast: Cast) -> None:
    with open_access(access_for_work(cast.network.pk)), pytest.raises(ConflictError):
        add_member(network=cast.network, member=cast.ekby)


def test_only_networks_have_members_and_networks_are_none(cast: Cast) -> None:
    other = make_organisation(kind=Organisation.Kind.NETWORK)
    with open_access(access_for_work(cast.ekby.pk)), pytest.raises(DomainError):
        add_member(network=cast.ekby, member=cast.granby)
    with open_access(access_for_work(cast.network.pk)), pytest.raises(DomainError):
        add_member(network=cast.network, member=other)


def test_a_network_sees_how_deep_each_member_shares(cast: Cast) -> None:
    with open_access(access_for_work(cast.ekby.pk)):
        give(cast.ekby, cast.network, "rows")
        give(cast.ekby, cast.network, "rows", "ledger")

    assert [(member.organisation.slug, member.shares) for member in members_of(cast.network)] == [
        ("ekby", "rows"),
        ("granby", ""),
    ]


def test_those_nearby_are_offered_first(cast: Cast) -> None:
    far = make_organisation("fjernby")
    groups = [[organisation.slug for organisation in members] for _name, members in receivers_for(cast.ekby)]

    assert groups == [["fjordnett"], ["granby"], [far.slug]]


def test_a_membership_that_ended_gives_no_place_in_the_list(cast: Cast) -> None:
    with open_access(access_for_work(cast.network.pk)):
        NetworkMembership.objects.filter(member=cast.granby).update(
            valid_from=timezone.localdate() - timedelta(days=2), valid_to=timezone.localdate() - timedelta(days=1)
        )

    assert [member.organisation.slug for member in members_of(cast.network)] == ["ekby"]


def test_a_share_cannot_end_before_it_begins(at_work_in_ekby: Organisation, cast: Cast) -> None:
    yesterday = timezone.localdate() - timedelta(days=1)

    with pytest.raises(DomainError):
        give_share(owner=at_work_in_ekby, receiver=cast.network, area="footprint", depth="totals", valid_to=yesterday)
    assert seen_by(cast.network) == []
