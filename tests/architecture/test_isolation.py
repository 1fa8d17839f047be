"""A crawler over every address: strangers find nothing, and a new address that nobody thought of fails the tests."""

import uuid
from collections.abc import Callable, Iterator, Sequence
from datetime import timedelta
from typing import Any

import pytest
from django.conf import settings
from django.core.cache import cache
from django.http import HttpResponseBase
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from config.audiences import LIBRARY_ADDRESSES
from foundation.access import open_access
from foundation.audience import Audience
from foundation.scoping import access_for_work
from organisations.models import Membership, Organisation, Role, Share, User
from organisations.permissions import ROLE_PERMISSIONS
from organisations.services.api_clients import ROLES
from organisations.services.validity import end_now
from tests.api.callers import Caller, make_caller
from tests.architecture.addresses import API_PLACE, PLACE, Address, addresses_for, all_addresses
from tests.architecture.examples import Arguments, example_for, known_examples
from tests.architecture.things import Things, side_by_side
from tests.factories.cast import Cast, make_cast
from tests.factories.organisations import make_member, share
from tests.factories.sessions import browser_in, session_of

NOT_FOUND, NOT_OFFERED, MOVED = 404, 405, 302
PLACES = side_by_side(addresses_for(Audience.OWN, Audience.SHARED))
CLIENTS = side_by_side(addresses_for(Audience.CLIENT))
CLIENTS_PLACES = [address for address in CLIENTS if "<slug:organisation>" in address.route]
CLIENTS_ELSEWHERE = [address for address in CLIENTS if address not in CLIENTS_PLACES]
In = Callable[[User], Client]
Callers = dict[tuple[Organisation, Role], Caller]


@pytest.fixture(autouse=True)
def _fresh_counts() -> None:
    """No request is refused because there were many before it."""
    cache.clear()


@pytest.fixture(scope="module")
def cast(module_transaction: None) -> Cast:  # noqa: ARG001 - the people live in the database
    """The cast, once for all addresses: each test undoes what it did to them."""
    return make_cast()


@pytest.fixture(scope="module")
def sessions(cast: Cast) -> dict[User, str]:
    """Everybody of the cast, signed in."""
    people = (cast.ada, cast.frida, cast.petra, cast.gunn, cast.cilla, cast.nils, cast.olav)
    return {user: session_of(user) for user in people}


@pytest.fixture
def client_for(sessions: dict[User, str]) -> In:
    """A new browser in which the person has signed in."""
    return lambda user: browser_in(sessions.get(user) or session_of(user))


@pytest.fixture(scope="module")
def callers(cast: Cast) -> Callers:
    """A client of the API in Ekby and one next door, with each role."""
    return {(place, role): make_caller(place, role).sign_in() for place in (cast.ekby, cast.granby) for role in ROLES}


@pytest.fixture(scope="module")
def things(cast: Cast, sessions: object, callers: object) -> Iterator[Things]:  # noqa: ARG001 - what stays is made first
    things = Things(cast)
    yield things
    things.undo()


@pytest.fixture
def values(things: Things, address: Address) -> Arguments:
    """What stands in the address beside the organisation: a thing that was made in Ekby."""
    return things.of(address)


@pytest.fixture
def made(values: Arguments, db: None) -> Arguments:  # noqa: ARG001 - what the test does is undone, the thing stays
    return values


def answers(client: Client, path: str) -> Sequence[HttpResponseBase]:
    """What the person gets by looking and by sending, without what the address does not offer to anybody."""
    tried = [client.get(path), client.post(path, {})]
    for answer in tried:
        read(answer)
    offered = [answer for answer in tried if answer.status_code != NOT_OFFERED]
    assert offered, f"{path} offers neither GET nor POST"
    return offered


def read(answer: Any) -> bytes:
    """Everything that was answered; a file is closed by reading it to its end."""
    return bytes(answer.getvalue())


def codes(found: Sequence[HttpResponseBase]) -> set[int]:
    return {answer.status_code for answer in found}


def belongs_to_ekby(address: Address) -> bool:
    """Whether the address names a thing, beside what everybody shares."""
    known = example_for(address)
    return bool(known and address.arguments - known.everyones)


def test_every_address_says_whom_it_answers() -> None:
    silent = [address.key for address in all_addresses() if address.audience is None]

    assert silent == [], (
        f"Decorate these views (organisation_page, signed_in_page, operator_page, public), or name them in "
        f"config/audiences.py if they are a library's: {silent}"
    )


def test_every_named_library_address_exists() -> None:
    known = {address.key for address in all_addresses()}

    assert set(LIBRARY_ADDRESSES) - known == set()


def test_every_example_belongs_to_an_address() -> None:
    known = {address.key for address in all_addresses()}

    assert set(known_examples()) - known == set()


def test_addresses_of_a_place_answer_its_people_and_no_others() -> None:
    for address in all_addresses():
        inside = address.route.startswith(PLACE)
        assert inside == (address.audience in (Audience.OWN, Audience.SHARED)), address.route
        assert ("<slug:organisation>" in address.route) == (inside or address.route.startswith(API_PLACE)), (
            address.route
        )


@pytest.mark.parametrize("address", PLACES, ids=lambda address: address.key)
def test_a_place_keeps_strangers_out(address: Address, made: Arguments, cast: Cast, client_for: In) -> None:
    path = address.path(organisation=cast.ekby.slug, **made)
    nobody = answers(Client(), path)
    stranger, partner, insider = (client_for(user) for user in (cast.cilla, cast.petra, cast.frida))

    assert codes(nobody) == {MOVED}
    assert {answer["Location"].split("?")[0] for answer in nobody} == {reverse(settings.LOGIN_URL)}
    assert codes(answers(stranger, path)) == {NOT_FOUND}
    if belongs_to_ekby(address):
        for other, user in ((cast.granby, cast.cilla), (cast.network, cast.nils)):
            mixed = address.path(organisation=other.slug, **made)
            assert codes(answers(client_for(user), mixed)) == {NOT_FOUND}, mixed
    if Role.PARTNER not in ROLE_PERMISSIONS[str(address.permission)]:
        assert codes(answers(partner, path)) == {NOT_FOUND}
    assert_opens(insider.get(path), cast)


def assert_opens(answer: Any, cast: Cast) -> None:
    """The positive control: Ekby's own person gets the page, or is led on to another of Ekby's, if GET is offered."""
    read(answer)
    if answer.status_code == MOVED:
        assert answer["Location"].startswith(f"/o/{cast.ekby.slug}/")
    else:
        assert answer.status_code in (200, NOT_OFFERED)


@pytest.mark.parametrize("role", Role.values)
@pytest.mark.usefixtures("db")
def test_a_role_opens_what_it_may_and_nothing_more(role: str, cast: Cast, client_for: In) -> None:
    person = client_for(make_member(f"Only {role}", cast.ekby, Role(role)))
    for address in PLACES:
        allowed = Role(role) in ROLE_PERMISSIONS[str(address.permission)]
        if address.arguments or allowed:
            continue
        assert codes(answers(person, address.path(organisation=cast.ekby.slug))) == {NOT_FOUND}, address.key


@pytest.mark.usefixtures("db")
def test_a_membership_that_has_ended_opens_nothing(cast: Cast, client_for: In) -> None:
    client = client_for(cast.ada)
    before = client.get("/o/ekby/people/").status_code
    with open_access(access_for_work(cast.ekby.pk)):
        for membership in Membership.objects.filter(user=cast.ada):
            end_now(membership)

    assert (before, client.get("/o/ekby/people/").status_code) == (200, NOT_FOUND)


@pytest.mark.usefixtures("db")
def test_a_membership_that_has_not_begun_opens_nothing(cast: Cast, client_for: In) -> None:
    tomorrow = timezone.localdate() + timedelta(days=1)
    with open_access(access_for_work(cast.ekby.pk)):
        Membership.objects.filter(user=cast.ada).update(valid_from=tomorrow)

    assert client_for(cast.ada).get("/o/ekby/people/").status_code == NOT_FOUND


@pytest.mark.usefixtures("db")
def test_a_person_who_was_locked_out_is_nobody(cast: Cast, client_for: In) -> None:
    client = client_for(cast.ada)
    User.objects.filter(pk=cast.ada.pk).update(is_active=False)

    assert client.get("/o/ekby/people/").status_code == MOVED


@pytest.mark.parametrize("address", addresses_for(Audience.OPERATOR), ids=lambda address: address.key)
def test_operators_pages_are_for_operators(address: Address, made: Arguments, cast: Cast, client_for: In) -> None:
    path = address.path(**made)

    assert codes(answers(Client(), path)) == {MOVED}
    assert codes(answers(client_for(cast.frida), path)) == {NOT_FOUND}
    assert client_for(cast.olav).get(path).status_code in (200, NOT_OFFERED)


@pytest.mark.usefixtures("db")
def test_an_operator_sees_no_organisation(cast: Cast, client_for: In) -> None:
    operator = client_for(cast.olav)
    for address in PLACES:
        if not address.arguments:
            assert codes(answers(operator, address.path(organisation=cast.ekby.slug))) == {NOT_FOUND}, address.key


@pytest.mark.parametrize("address", addresses_for(Audience.SIGNED_IN), ids=lambda address: address.key)
@pytest.mark.django_db
def test_pages_about_oneself_ask_for_sign_in(address: Address) -> None:
    for answer in answers(Client(), address.path()):
        assert answer.status_code == MOVED
        assert answer["Location"].split("?")[0] == reverse(settings.LOGIN_URL)


def test_our_own_token_pages_know_no_made_up_token() -> None:
    ours = [address for address in addresses_for(Audience.TOKEN) if address.key not in LIBRARY_ADDRESSES]

    assert {address.key for address in ours} == {
        *("invitation", "comment_by_link", "answer_by_link", "paper_by_link", "calendar_by_link"),
        *("deviation_by_link", "statement_file_by_link", "deviation_photo_by_link"),
        *("report_by_link", "report_by_link_of", "report_template_by_link", "report_sheet_by_link"),
    }


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("name", "more"),
    [
        *(("invitation", ()), ("comment_by_link", ()), ("answer_by_link", ()), ("paper_by_link", (uuid.uuid4(),))),
        *(("deviation_by_link", ()), ("calendar_by_link", ()), ("report_by_link", ())),
        *(("statement_file_by_link", (uuid.uuid4(),)), ("deviation_photo_by_link", (uuid.uuid4(),))),
        *(("report_by_link_of", (uuid.uuid4(),)), ("report_template_by_link", (uuid.uuid4(),))),
        ("report_sheet_by_link", (uuid.uuid4(),)),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_made_up_secret_opens_nothing(name: str, more: tuple[object, ...]) -> None:
    path = reverse(name, args=[uuid.uuid4().hex, *more])

    assert codes(answers(Client(), path)) == {NOT_FOUND}


def as_caller(caller: Caller | None, path: str) -> set[int]:
    """The codes that an API client gets, or one without a token."""
    headers = {"Authorization": f"Bearer {caller.token}"} if caller else {}
    client = Client(headers=headers)
    tried = [client.get(path), client.post(path, {}, content_type="application/json")]
    return {answer.status_code for answer in tried} - {NOT_OFFERED}


@pytest.mark.parametrize("address", CLIENTS_PLACES, ids=lambda address: address.key)
def test_a_place_of_the_api_answers_nobody_without_a_token(
    address: Address, made: Arguments, cast: Cast, client_for: In
) -> None:
    path = address.path(organisation=cast.ekby.slug, **made)

    assert_asks_for_a_token(path, client_for(cast.frida))


@pytest.mark.parametrize("address", CLIENTS_ELSEWHERE, ids=lambda address: address.key)
@pytest.mark.usefixtures("db")
def test_the_api_answers_nobody_without_a_token(address: Address, cast: Cast, client_for: In) -> None:
    path = address.path(**dict.fromkeys(address.arguments, "x"))

    assert_asks_for_a_token(path, client_for(cast.frida))


def assert_asks_for_a_token(path: str, insider: Client) -> None:
    """Neither nobody nor somebody who signed in to the pages gets an answer."""
    assert as_caller(None, path) == {401}
    assert insider.get(path).status_code in (401, NOT_OFFERED)


def role_for(address: Address) -> Role:
    """A role that may do everything that the address offers, so that only the place keeps a client out."""
    view: Any = address.view
    asked = {needs.permission for needs in view.cls.needs.values()}
    return next(role for role in ROLES if all(role in ROLE_PERMISSIONS[name] for name in asked))


@pytest.mark.parametrize("address", CLIENTS_PLACES, ids=lambda address: address.key)
def test_a_place_of_the_api_keeps_strangers_out(
    address: Address, made: Arguments, cast: Cast, callers: Callers
) -> None:
    stranger, insider = (callers[place, role_for(address)] for place in (cast.granby, cast.ekby))
    path = address.path(organisation=cast.ekby.slug, **made)

    assert as_caller(stranger, path) == {NOT_FOUND}
    if belongs_to_ekby(address):
        assert as_caller(stranger, address.path(organisation=cast.granby.slug, **made)) == {NOT_FOUND}
    assert insider.get(path).status_code in (200, NOT_OFFERED)


SHARED = side_by_side(addresses_for(Audience.SHARED))


@pytest.mark.parametrize("depth", Share.Depth.values)
@pytest.mark.parametrize("address", SHARED, ids=lambda address: address.key)
def test_what_is_shared_opens_for_its_receiver_alone(
    address: Address, made: Arguments, depth: str, cast: Cast, client_for: In
) -> None:
    """Down to the line everything opens; sums open what needs no line; nobody else sees anything, nothing breaks."""
    share(cast.ekby, cast.network, area=Share.Area.FOOTPRINT, depth=depth)
    seen = client_for(cast.nils).get(address.path(organisation=cast.network.slug, **made))
    read(seen)
    others = answers(client_for(cast.cilla), address.path(organisation=cast.granby.slug, **made))

    assert seen.status_code in ((200,) if depth == Share.Depth.ROWS else (200, NOT_FOUND))
    if belongs_to_ekby(address):
        assert codes(others) == {NOT_FOUND}


@pytest.mark.parametrize("address", SHARED, ids=lambda address: address.key)
def test_a_visitor_gets_sums_and_no_error(address: Address, made: Arguments, cast: Cast, client_for: In) -> None:
    seen = client_for(cast.gunn).get(address.path(organisation=cast.ekby.slug, **made))
    read(seen)

    assert seen.status_code in (200, NOT_FOUND)
