"""An organisation with 5,000 contracts that oblige to 100,000 things, a third of them checked; made by SQL.

Two in five contracts were controlled, 2,000 deviations were found, of which seven in ten are closed; the accounts tell
of four in five contracts, every second one has evidence, and advisers were asked about every third.
Who has what follows from the ids, which begin at a round number, so that every world is alike.
BENCH_CONTRACTS=500 makes a smaller one.
"""

import os
from dataclasses import dataclass
from pathlib import Path

from django.db import connection, transaction

from foundation.postgres.owner import as_owner
from organisations.models import Membership, Organisation, Role, User

CONTRACTS, OBLIGATIONS = 5_000, 20
STATEMENTS = Path(__file__).parent / "register_world.sql"


@dataclass(frozen=True, slots=True)
class RegisterWorld:
    """Whose register is opened, and by whom."""

    organisation: Organisation
    controller: User
    contracts: int
    obligations: int


def make_register_world() -> RegisterWorld:
    """Fill the database and let PostgreSQL know how much there is."""
    contracts = int(os.environ.get("BENCH_CONTRACTS", str(CONTRACTS)).replace("_", ""))
    world = fill_register(contracts, OBLIGATIONS)
    analyse()
    return world


def fill_register(contracts: int, obligations: int) -> RegisterWorld:
    """Return what was made, `obligations` in each contract; where they stand is left to be worked out."""
    organisation = Organisation.objects.create(
        slug="register",
        name="Registerby kommune",
        kind=Organisation.Kind.MUNICIPALITY,
        country=Organisation.Country.NORWAY,
        chart=Organisation.Chart.KOSTRA,
        number="987654321",
    )
    controller = User.objects.create_user("kontroll@register.example", "Kari Kontroll")
    sizes = {
        "organisation_id": organisation.pk,
        "controller": controller.pk,
        "contracts": contracts,
        "obligations": obligations,
    }
    with as_owner(), transaction.atomic():
        Membership.objects.create(user=controller, organisation=organisation, role=Role.CONTROLLER)
        with connection.cursor() as cursor:
            for statement in STATEMENTS.read_text(encoding="utf-8").split(";\n"):
                if statement.strip():
                    cursor.execute(statement, sizes)
    return RegisterWorld(organisation, controller, contracts, obligations)


def analyse() -> None:
    """Let PostgreSQL know how much there is."""
    with as_owner(), connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")
