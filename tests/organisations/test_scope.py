"""The access of a person: their own organisation's rows, and of others what these share."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from organisations.models import VISITORS, Role, Share
from organisations.permissions import ROLE_PERMISSIONS, permissions_of
from organisations.scope import access_of_user
from tests.factories.cast import Cast
from tests.factories.organisations import give_role, make_member, make_user, share

TODAY = timezone.localdate()
DAY = timedelta(days=1)


def test_an_outsider_has_no_place(cast: Cast) -> None:
    assert (access_of_user(cast.cilla, "ekby"), access_of_user(cast.ada, "nowhere")) == (None, None)


def test_a_colleague_reads_and_writes_their_own_organisation(cast: Cast) -> None:
    place = access_of_user(cast.ada, "ekby")

    assert place is not None
    assert (place.access.writable, place.access.rows, place.access.totals) == ((cast.ekby.pk,),) * 3


@pytest.mark.parametrize("name", ["petra", "gunn"])
def test_a_visitor_reads_sums_and_writes_nothing(cast: Cast, name: str) -> None:
    place = access_of_user(getattr(cast, name), "ekby")

    assert place is not None
    access = place.access
    assert (access.writable, access.readable, access.rows, access.totals) == ((), (), (), (cast.ekby.pk,))


def test_a_shared_footprint_opens_sums(cast: Cast) -> None:
    share(cast.ekby, cast.network)
    place = access_of_user(cast.nils, "fjordnett")

    assert place is not None
    assert cast.ekby.pk in place.access.totals
    assert cast.ekby.pk not in place.access.rows
    assert place.shared_by == {cast.ekby.pk: "totals"}


@pytest.mark.parametrize("area", Share.Area.values)
def test_what_is_shared_down_to_the_line_opens_rows_and_nothing_of_the_organisations_own(cast: Cast, area: str) -> None:
    share(cast.ekby, cast.network, area=area, depth=Share.Depth.ROWS)
    place = access_of_user(cast.nils, "fjordnett")

    assert place is not None
    assert cast.ekby.pk in place.access.rows
    assert (place.access.readable, place.access.writable) == ((cast.network.pk,), (cast.network.pk,))
    assert place.shared_by == {cast.ekby.pk: "rows"}
    assert (cast.ekby.pk in place.ledgers) == (area == Share.Area.LEDGER)


def test_the_deepest_of_two_shares_counts(cast: Cast) -> None:
    share(cast.ekby, cast.network, area=Share.Area.LEDGER, depth=Share.Depth.ROWS)
    share(cast.ekby, cast.network, area=Share.Area.FOOTPRINT, depth=Share.Depth.TOTALS)
    place = access_of_user(cast.nils, "fjordnett")

    assert place is not None
    assert place.shared_by == {cast.ekby.pk: "rows"}


def test_membership_in_a_network_alone_shares_nothing(cast: Cast) -> None:
    place = access_of_user(cast.nils, "fjordnett")

    assert place is not None
    assert place.access.totals == (cast.network.pk,)


def test_a_share_is_seen_by_its_receiver_and_nobody_else(cast: Cast) -> None:
    share(cast.ekby, cast.network)
    place = access_of_user(cast.cilla, "granby")

    assert place is not None
    assert place.access.totals == (cast.granby.pk,)


def test_visitors_of_the_receiver_see_nothing_of_what_is_shared(cast: Cast) -> None:
    share(cast.ekby, cast.network)
    guest = make_member("Guest", cast.network, Role.GUEST)
    place = access_of_user(guest, "fjordnett")

    assert place is not None
    assert place.access.totals == (cast.network.pk,)


@pytest.mark.parametrize(
    ("valid_from", "valid_to", "holds"),
    [
        (TODAY - DAY, None, True),
        (TODAY, TODAY, True),
        (TODAY - DAY, TODAY - DAY, False),
        (TODAY + DAY, None, False),
    ],
)
def test_a_share_holds_from_its_first_to_its_last_day(
    cast: Cast, valid_from: date, valid_to: date | None, holds: bool
) -> None:
    share(cast.ekby, cast.network, valid_from=valid_from, valid_to=valid_to)
    place = access_of_user(cast.nils, "fjordnett")

    assert place is not None
    assert (cast.ekby.pk in place.access.totals) is holds


@pytest.mark.parametrize(
    ("valid_from", "valid_to", "holds"),
    [(TODAY, None, True), (TODAY - DAY, TODAY, True), (TODAY - DAY, TODAY - DAY, False), (TODAY + DAY, None, False)],
)
def test_a_role_holds_from_its_first_to_its_last_day(
    cast: Cast, valid_from: object, valid_to: object, holds: bool
) -> None:
    user = make_user()
    give_role(user, cast.ekby, Role.READER, valid_from=valid_from, valid_to=valid_to)

    assert (access_of_user(user, "ekby") is not None) is holds


def test_several_roles_add_up(cast: Cast) -> None:
    user = make_member("Both", cast.ekby, Role.READER, Role.FINANCE)
    place = access_of_user(user, "ekby")

    assert place is not None
    assert place.permissions == permissions_of(frozenset({Role.READER, Role.FINANCE}))


def test_roles_in_two_organisations_stay_apart(cast: Cast) -> None:
    user = make_member("Both", cast.ekby, Role.ADMINISTRATOR)
    give_role(user, cast.granby, Role.READER)
    ekby, granby = access_of_user(user, "ekby"), access_of_user(user, "granby")

    assert ekby is not None
    assert granby is not None
    assert (ekby.may("organisations.manage_people"), granby.may("organisations.manage_people")) == (True, False)
    assert (ekby.access.writable, granby.access.writable) == ((cast.ekby.pk,), (cast.granby.pk,))


def test_visitors_may_comment_and_change_nothing() -> None:
    may = permissions_of(VISITORS)

    assert {name for name in may if not name.split(".")[1].startswith("view_")} == {"requirements_bank.comment"}


def test_every_permission_is_held_by_somebody() -> None:
    assert [name for name, roles in ROLE_PERMISSIONS.items() if not roles] == []


def test_personal_numbers_are_for_the_finance_role_alone() -> None:
    assert ROLE_PERMISSIONS["emissions.see_personal_numbers"] == frozenset({Role.FINANCE})
