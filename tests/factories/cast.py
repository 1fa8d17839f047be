"""The people and places that the tests are about."""

from dataclasses import dataclass

from organisations.models import Organisation, Role, User
from organisations.models.organisations import Chart
from tests.factories.organisations import join_network, make_member, make_organisation, make_user

INNER_ROLES = (Role.READER, Role.OFFICER, Role.CONTROLLER, Role.LEADER, Role.FINANCE, Role.ADMINISTRATOR)


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
    ekby, granby = (
        make_organisation(
            slug, name=f"{slug.capitalize()} kommun", country=Organisation.Country.SWEDEN, chart=Chart.KOMMUN_BAS
        )
        for slug in ("ekby", "granby")
    )
    network = make_organisation("fjordnett", name="Fjordnett", kind=Organisation.Kind.NETWORK, population=None)
    for member in (ekby, granby):
        join_network(member, network)
    return Cast(
        ekby=ekby,
        granby=granby,
        network=network,
        ada=make_member("Ada Ask", ekby, Role.OFFICER),
        bo=make_member("Bo Bjerk", ekby, Role.READER),
        dag=make_member("Dag Dal", ekby, Role.FINANCE),
        eva=make_member("Eva Eng", ekby, Role.ADMINISTRATOR),
        frida=make_member("Frida Foss", ekby, *INNER_ROLES),
        petra=make_member("Petra Persson", ekby, Role.PARTNER),
        gunn=make_member("Gunn Gran", ekby, Role.GUEST),
        cilla=make_member("Cilla Lind", granby, *INNER_ROLES),
        nils=make_member("Nils Nes", network, *INNER_ROLES),
        olav=make_user("Olav Os", is_operator=True),
    )
