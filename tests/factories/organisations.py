"""Organisations, people, roles and shares; each function writes within the access of whoever owns the row."""

from collections.abc import Mapping, Sequence
from datetime import date
from itertools import count
from typing import Any

from foundation.access import open_access
from foundation.scoping import access_for_work
from organisations.models import Membership, NetworkMembership, Organisation, Role, Share, User
from tests.factories.numbers import finnish_numbers, norwegian_numbers, swedish_numbers

PASSWORD = "trapp-opp-i-trinn-2030"
_numbers = {"NO": norwegian_numbers(), "SE": swedish_numbers(), "FI": finnish_numbers()}
_serial = count(1)


def make_organisation(slug: str | None = None, **fields: Any) -> Organisation:
    made = new_organisation(slug, **fields)
    made.save(force_insert=True)
    return made


def new_organisation(slug: str | None = None, **fields: Any) -> Organisation:
    """An organisation that is not saved yet."""
    slug = slug or f"kommune-{next(_serial)}"
    country = fields.pop("country", Organisation.Country.NORWAY)
    values: dict[str, Any] = {
        "name": f"{slug.capitalize()} kommune",
        "kind": Organisation.Kind.MUNICIPALITY,
        "number": next(_numbers[country]),
        "population": 8_400,
        **fields,
    }
    return Organisation(slug=slug, country=country, **values)


def make_user(name: str | None = None, **fields: Any) -> User:
    name = name or f"Person {next(_serial)}"
    email = fields.pop("email", None) or address_of(name)
    return User.objects.create_user(email, name, fields.pop("password", PASSWORD), **fields)


def address_of(name: str) -> str:
    return f"{name.lower().replace(' ', '.')}@example.org"


def give_role(user: User, organisation: Organisation, *roles: Role, **fields: Any) -> Membership:
    return give_roles(organisation, {user: roles}, **fields)[-1]


def give_roles(organisation: Organisation, roles: Mapping[User, Sequence[Role]], **fields: Any) -> list[Membership]:
    with open_access(access_for_work(organisation.pk)):
        return Membership.objects.bulk_create(roles_in(organisation, roles, **fields))


def roles_in(organisation: Organisation, roles: Mapping[User, Sequence[Role]], **fields: Any) -> list[Membership]:
    """Memberships that are not saved yet."""
    return [
        Membership(user=user, organisation=organisation, role=role, **fields)
        for user, several in roles.items()
        for role in several
    ]


def make_member(name: str, organisation: Organisation, *roles: Role, **fields: Any) -> User:
    user = make_user(name, **fields)
    give_role(user, organisation, *roles)
    return user


def join_network(member: Organisation, network: Organisation, **fields: Any) -> NetworkMembership:
    with open_access(access_for_work(network.pk)):
        return NetworkMembership.objects.create(network=network, member=member, **fields)


def share(
    owner: Organisation,
    receiver: Organisation,
    *,
    area: str = Share.Area.FOOTPRINT,
    depth: str = Share.Depth.TOTALS,
    valid_to: date | None = None,
    **fields: Any,
) -> Share:
    with open_access(access_for_work(owner.pk)):
        return Share.objects.create(owner=owner, receiver=receiver, area=area, depth=depth, valid_to=valid_to, **fields)
