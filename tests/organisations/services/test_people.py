"""Invite, come in, change roles, leave."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone

from foundation.access import open_access
from foundation.errors import ConflictError, DomainError, NotFoundError
from foundation.models import AccessLink, Change, Message
from foundation.outbox.send import send_messages
from foundation.scoping import access_for_work
from organisations.models import Membership, Organisation, Role, User
from organisations.queries.people import people_of
from organisations.scope import access_of_user
from organisations.services.accept_invitation import accept_invitation, invited_person
from organisations.services.invite_person import Invitation, invite_again, invite_person
from organisations.services.roles import change_roles, end_membership
from tests.factories.cast import Cast

PASSWORD = "fire-ord-om-asfalt-og-epler"


def invite(place: Organisation, email: str = "kari@example.org", *roles: str, **fields: Any) -> User:
    told = Invitation(email, "Kari Nordmann", roles or ("reader",), **fields)
    return invite_person(organisation=place, invitation=told)


def secrets_sent() -> list[str]:
    """The secrets in the mail that went out, oldest first."""
    send_messages()
    return [word.rsplit("/", 2)[1] for sent in mail.outbox for word in sent.body.split() if "/invitation/" in word]


def test_a_new_person_comes_in_by_the_mailed_link(at_work_in_ekby: Organisation) -> None:
    user = invite(at_work_in_ekby)
    (secret,) = secrets_sent()

    accepted = accept_invitation(secret=secret, password=PASSWORD)

    assert (accepted, accepted.check_password(PASSWORD), user.has_come_in) == (user, True, False)
    assert access_of_user(user, "ekby") is not None


def test_the_name_of_a_person_is_one_line(at_work_in_ekby: Organisation) -> None:
    told = Invitation("kari@example.org", " Kari,\r\n\nsign in at evil.example\t", ("reader",))

    assert invite_person(organisation=at_work_in_ekby, invitation=told).name == "Kari, sign in at evil.example"


def test_the_mail_names_who_invites_and_where_to(at_work_in_ekby: Organisation) -> None:
    invite(at_work_in_ekby)
    send_messages()

    (sent,) = mail.outbox
    assert (sent.to, "Ada Ask" in sent.body, "Ekby kommun" in sent.body) == (["kari@example.org"], True, True)


def test_the_link_works_once(at_work_in_ekby: Organisation) -> None:
    invite(at_work_in_ekby)
    (secret,) = secrets_sent()
    accept_invitation(secret=secret, password=PASSWORD)

    with pytest.raises(NotFoundError):
        accept_invitation(secret=secret, password="another-long-password")


def test_a_link_never_resets_the_password_of_somebody_who_has_one(at_work_in_ekby: Organisation, cast: Cast) -> None:
    invite(at_work_in_ekby)
    with open_access(access_for_work(cast.granby.pk)):
        invite(cast.granby)
    first, second = secrets_sent()
    accept_invitation(secret=first, password=PASSWORD)

    assert invited_person(second) is None


def test_a_known_person_gets_a_role_and_no_link(at_work_in_ekby: Organisation, cast: Cast) -> None:
    user = invite(at_work_in_ekby, cast.cilla.email)
    send_messages()

    assert (user, user.name, secrets_sent()) == (cast.cilla, "Cilla Lind", [])
    assert "/o/ekby/" in mail.outbox[0].body
    assert access_of_user(cast.cilla, "ekby") is not None


def test_an_address_is_the_same_in_capitals(at_work_in_ekby: Organisation, cast: Cast) -> None:
    assert invite(at_work_in_ekby, f" {cast.cilla.email.upper()} ") == cast.cilla


def test_somebody_who_is_here_is_not_invited_again(at_work_in_ekby: Organisation, cast: Cast) -> None:
    with pytest.raises(ConflictError):
        invite(at_work_in_ekby, cast.bo.email)


def test_somebody_who_left_can_come_back(at_work_in_ekby: Organisation, cast: Cast) -> None:
    end_membership(organisation=at_work_in_ekby, person=cast.bo)
    gone = access_of_user(cast.bo, "ekby")

    invite(at_work_in_ekby, cast.bo.email, "reader")

    assert (gone, access_of_user(cast.bo, "ekby") is not None) == (None, True)


def test_an_invitation_for_a_time_ends_by_itself(at_work_in_ekby: Organisation) -> None:
    last_day = timezone.localdate() + timedelta(days=30)
    user = invite(at_work_in_ekby, "guest@example.org", "guest", valid_to=last_day)

    assert [membership.valid_to for membership in user.memberships.all()] == [last_day]


def test_a_second_invitation_makes_the_first_useless(at_work_in_ekby: Organisation) -> None:
    user = invite(at_work_in_ekby)
    invite_again(organisation=at_work_in_ekby, person=user)
    first, second = secrets_sent()

    assert (invited_person(first), invited_person(second) is not None) == (None, True)


def test_somebody_who_came_in_needs_no_second_invitation(at_work_in_ekby: Organisation, cast: Cast) -> None:
    with pytest.raises(DomainError):
        invite_again(organisation=at_work_in_ekby, person=cast.bo)


def test_an_old_link_works_no_more(at_work_in_ekby: Organisation) -> None:
    invite(at_work_in_ekby)
    AccessLink.objects.update(expires_at=timezone.now())
    (secret,) = secrets_sent()

    assert invited_person(secret) is None


def test_ending_a_membership_makes_the_link_useless(at_work_in_ekby: Organisation) -> None:
    user = invite(at_work_in_ekby)
    end_membership(organisation=at_work_in_ekby, person=user)
    (secret,) = secrets_sent()

    assert invited_person(secret) is None


def test_roles_are_exactly_those_that_were_chosen(at_work_in_ekby: Organisation, cast: Cast) -> None:
    change_roles(organisation=at_work_in_ekby, person=cast.bo, roles=["officer", "finance"])
    change_roles(organisation=at_work_in_ekby, person=cast.bo, roles=["finance"])

    place = access_of_user(cast.bo, "ekby")
    assert place is not None
    assert place.roles == {Role.FINANCE}


def test_a_role_can_be_given_taken_and_given_again_on_one_day(at_work_in_ekby: Organisation, cast: Cast) -> None:
    for roles in (["reader", "finance"], ["reader"], ["reader", "finance"]):
        change_roles(organisation=at_work_in_ekby, person=cast.bo, roles=roles)

    place = access_of_user(cast.bo, "ekby")
    assert place is not None
    assert place.roles == {Role.READER, Role.FINANCE}


def test_a_guests_last_day_holds_for_a_new_role_too(at_work_in_ekby: Organisation) -> None:
    last_day = timezone.localdate() + timedelta(days=3)
    user = invite(at_work_in_ekby, "guest@example.org", "guest", valid_to=last_day)
    change_roles(organisation=at_work_in_ekby, person=user, roles=["guest", "reader"])

    assert {membership.valid_to for membership in user.memberships.all()} == {last_day}


def test_what_somebody_was_long_ago_stays_known(at_work_in_ekby: Organisation, cast: Cast) -> None:
    Membership.objects.filter(user=cast.bo).update(valid_from=date(2020, 1, 1))
    end_membership(organisation=at_work_in_ekby, person=cast.bo)

    (membership,) = cast.bo.memberships.all()
    assert membership.valid_to == timezone.localdate() - timedelta(days=1)


@pytest.mark.parametrize(
    "how", [lambda place, person: change_roles(organisation=place, person=person, roles=["reader"])]
)
def test_the_last_administrator_stays(at_work_in_ekby: Organisation, cast: Cast, how: Any) -> None:
    end_membership(organisation=at_work_in_ekby, person=cast.frida)

    with pytest.raises(DomainError):
        how(at_work_in_ekby, cast.eva)
    with pytest.raises(DomainError):
        end_membership(organisation=at_work_in_ekby, person=cast.eva)
    place = access_of_user(cast.eva, "ekby")
    assert place is not None
    assert place.roles == {Role.ADMINISTRATOR}


@pytest.mark.parametrize("roles", [[], ()])
def test_nobody_is_left_without_a_role_by_mistake(at_work_in_ekby: Organisation, cast: Cast, roles: Any) -> None:
    with pytest.raises(DomainError):
        change_roles(organisation=at_work_in_ekby, person=cast.bo, roles=roles)


def test_a_stranger_has_no_roles_to_change(at_work_in_ekby: Organisation, cast: Cast) -> None:
    with pytest.raises(NotFoundError):
        change_roles(organisation=at_work_in_ekby, person=cast.cilla, roles=["reader"])


def test_each_step_is_recorded(at_work_in_ekby: Organisation) -> None:
    user = invite(at_work_in_ekby)
    change_roles(organisation=at_work_in_ekby, person=user, roles=["finance"])
    end_membership(organisation=at_work_in_ekby, person=user)

    changes = Change.objects.filter(object_id=str(user.uuid)).order_by("version")
    assert [(change.action, change.summary.get("roles")) for change in changes] == [
        ("invited", ["reader"]),
        ("roles_changed", ["finance"]),
        ("ended", None),
    ]


def test_people_are_listed_with_what_became_of_their_invitation(at_work_in_ekby: Organisation, cast: Cast) -> None:
    invite(at_work_in_ekby)
    people = {person.user.name: person for person in people_of(at_work_in_ekby)}

    assert list(people) == sorted(people)
    assert (people["Kari Nordmann"].has_come_in, people["Kari Nordmann"].invited_until is not None) == (False, True)
    assert (people["Frida Foss"].roles, cast.cilla.name in people) == (tuple(Role)[:6], False)


def test_the_mail_forgets_the_link_once_it_is_sent(at_work_in_ekby: Organisation) -> None:
    invite(at_work_in_ekby)
    send_messages()

    assert [message.body for message in Message.objects.all()] == [""]


def test_coming_in_by_the_page_signs_in(at_work_in_ekby: Organisation) -> None:
    invite(at_work_in_ekby)
    (secret,) = secrets_sent()
    client = Client()

    shown = client.get(f"/invitation/{secret}/")
    weak = client.post(f"/invitation/{secret}/", {"new_password1": "12345", "new_password2": "12345"})
    done = client.post(f"/invitation/{secret}/", {"new_password1": PASSWORD, "new_password2": PASSWORD})
    again = Client().get(f"/invitation/{secret}/")

    assert (shown.status_code, weak.status_code, done.status_code, again.status_code) == (200, 422, 302, 404)
    assert client.get("/o/ekby/people/").status_code == 200


def test_an_invitation_cannot_end_before_it_begins(at_work_in_ekby: Organisation) -> None:
    with pytest.raises(DomainError):
        invite(at_work_in_ekby, valid_to=timezone.localdate() - timedelta(days=1))
    assert not User.objects.filter(email="kari@example.org").exists()
