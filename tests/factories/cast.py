"""The people and places that the tests are about."""

from dataclasses import dataclass
from typing import Any

from django.contrib.auth.hashers import make_password

from foundation.access import Access, open_access
from organisations.models import Membership, NetworkMembership, Organisation, Role, User
from organisations.models.organisations import Chart
from tests.factories.organisations import PASSWORD, address_of, new_organisation, roles_in

OPERATOR = "Olav Os"
PEOPLE = (
    "Ada Ask",
    "Bo Bjerk",
    "Dag Dal",
    "Eva Eng",
    "Frida Foss",
    "Petra Persson",
    "Gunn Gran",
    "Cilla Lind",
    "Nils Nes",
    OPERATOR,
)
INNER_ROLES = (Role.READER, Role.OFFICER, Role.CONTROLLER, Role.LEADER, Role.FINANCE, Role.ADMINISTRATOR)
ROLES_IN_EKBY: dict[str, tuple[Role, ...]] = {
    "ada": (Role.OFFICER,),
    "bo": (Role.READER,),
    "dag": (Role.FINANCE,),
    "eva": (Role.ADMINISTRATOR,),
    "frida": INNER_ROLES,
    "petra": (Role.PARTNER,),
    "gunn": (Role.GUEST,),
}


@dataclass(frozen=True, slots=True)
class Cast:
    """Ekby and its people, Granby next door, and the network that both belong to."""

    ekby: Organisation
    granby: Organisation
    network: Organisation
    ada: User  # procurement officer in Ekby
    bo: User  # reader in Ekby
    dag: User  # finance in Ekby
    eva: User  # administrator in Ekby
    frida: User  # every inner role in Ekby
    petra: User  # partner in Ekby
    gunn: User  # guest in Ekby
    cilla: User  # every inner role in Granby, none in Ekby: the attacker from next door
    nils: User  # every inner role in the network
    olav: User  # operator of the installation, without any organisation


def make_cast() -> Cast:
    """Make everybody, with one statement for each table: most tests begin with it."""
    ekby, granby, network = make_places()
    people = make_people()
    held = [
        *roles_in(ekby, {people[name]: roles for name, roles in ROLES_IN_EKBY.items()}),
        *roles_in(granby, {people["cilla"]: INNER_ROLES}),
        *roles_in(network, {people["nils"]: INNER_ROLES}),
    ]
    with open_access(Access(writable=(ekby.pk, granby.pk, network.pk))):
        NetworkMembership.objects.bulk_create(
            NetworkMembership(network=network, member=member) for member in (ekby, granby)
        )
        Membership.objects.bulk_create(held)
    return Cast(ekby=ekby, granby=granby, network=network, **people)


def make_places() -> list[Organisation]:
    """Ekby, Granby and their network."""
    swedish: dict[str, Any] = {"country": Organisation.Country.SWEDEN, "chart": Chart.KOMMUN_BAS}
    return Organisation.objects.bulk_create(
        [
            *(new_organisation(slug, name=f"{slug.capitalize()} kommun", **swedish) for slug in ("ekby", "granby")),
            new_organisation("fjordnett", name="Fjordnett", kind=Organisation.Kind.NETWORK, population=None),
        ]
    )


def make_people() -> dict[str, User]:
    """Everybody of the cast by first name."""
    password = make_password(PASSWORD)
    made = [User(email=address_of(name), name=name, password=password, is_operator=name == OPERATOR) for name in PEOPLE]
    return {user.name.split()[0].lower(): user for user in User.objects.bulk_create(made)}
