"""A bank of the wanted size, made by SQL from what is shipped: many owners, audiences, versions and uses.

Each made requirement says what a shipped one says, under a title of its own, with a second motive, at another level,
for another market, with other themes and countries. The same size gives the same bank.
"""

import json
from dataclasses import dataclass
from pathlib import Path

from django.db import connection, transaction
from psycopg import sql

from foundation.named_sql import execute
from foundation.postgres.owner import as_owner
from organisations.models import Organisation
from organisations.models.organisations import NetworkMembership
from requirements_bank.models import Bank, RequirementVersion
from requirements_bank.services.load_shipped import load_shipped_bank

NETWORKS, MEMBERS = 4, 10
ONE_IN = 200  # of the requirements that everybody sees, each organisation uses one in so many
STATEMENTS = Path(__file__).parent / "bank_world.sql"

# What a title says more: compounds of whose and what make the words of the bank many.
WHOSE = {
    "nb": "skole barnehage sykehjem bade park vei havne bibliotek idretts kjøkken verksted vaskeri depot torg tunnel"
    " bro rådhus museum kulturhus brannstasjon renseanlegg vannverk omsorgsbolig svømmehall legevakt",
    "nn": "skule barnehage sjukeheim bade park veg hamne bibliotek idretts kjøkken verkstad vaskeri depot torg tunnel"
    " bru rådhus museum kulturhus brannstasjon reinseanlegg vassverk omsorgsbustad symjehall legevakt",
    "sv": "skol förskole äldreboende bad park väg hamn biblioteks idrotts köks verkstads tvätteri depå torg tunnel"
    " bro stadshus musei kulturhus brandstation reningsverk vattenverk trygghetsboende simhall jourmottagning",
    "en": "school nursery carehome pool park road harbour library sports kitchen workshop laundry depot square tunnel"
    " bridge townhall museum artscentre firestation sewage waterworks sheltered swimming surgery",
}
WHAT = {
    "nb": "anlegg drift tjeneste utstyr bygg rengjøring innkjøp avtale prosjekt leveranse vedlikehold utbygging lager"
    " logistikk plan energi varme belysning inventar maskin",
    "nn": "anlegg drift teneste utstyr bygg reingjering innkjøp avtale prosjekt leveranse vedlikehald utbygging lager"
    " logistikk plan energi varme lys inventar maskin",
    "sv": "anläggning drift tjänst utrustning byggnad städning inköp avtal projekt leverans underhåll utbyggnad lager"
    " logistik plan energi värme belysning inredning maskin",
    "en": "facility operation service equipment building cleaning purchase agreement project delivery maintenance"
    " extension storage logistics planning energy heating lighting furniture machinery",
}


@dataclass(frozen=True, slots=True)
class BankWorld:
    """Whose pages are opened, and how many published requirements there are."""

    reader: Organisation
    requirements: int


def make_bank_world(size: int) -> BankWorld:
    """Fill the database with the shipped bank and `size` requirements of a bank each for all organisations."""
    load_shipped_bank()
    organisations = [_organisation(number) for number in range(NETWORKS * (MEMBERS + 1))]
    with as_owner(), transaction.atomic():
        for place, network in enumerate(organisations[:NETWORKS]):
            members = organisations[NETWORKS + place * MEMBERS : NETWORKS + (place + 1) * MEMBERS]
            NetworkMembership.objects.bulk_create([NetworkMembership(network=network, member=each) for each in members])
        banks = [_bank(organisation) for organisation in organisations]
        _fill(size, organisations, banks)
        for bank in banks:
            versions = RequirementVersion.objects.filter(requirement__bank=bank).values_list("pk", flat=True)
            parameters = {"organisation_id": bank.organisation_id, "versions": list(versions)}
            for statement in ("list_versions", "index_words", "remember_words"):
                execute(f"requirements_bank.{statement}", parameters)
    with as_owner(), connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")
    return BankWorld(organisations[NETWORKS], size)


def _organisation(number: int) -> Organisation:
    is_network = number < NETWORKS
    return Organisation.objects.create(
        slug=f"bank-{number}",
        name=f"Nettverk {number}" if is_network else f"Kommune {number}",
        kind=Organisation.Kind.NETWORK if is_network else Organisation.Kind.MUNICIPALITY,
        country=Organisation.Country.NORWAY,
        chart=Organisation.Chart.KOSTRA,
        number=f"9{number:08d}",
    )


def _bank(organisation: Organisation) -> Bank:
    return Bank.objects.create(
        organisation=organisation,
        slug=organisation.slug,
        name=f"Kravene til {organisation.name}",
        languages=["nb", "nn", "sv", "en"],
    )


def _fill(size: int, organisations: list[Organisation], banks: list[Bank]) -> None:
    values = {
        "size": size,
        "organisations": [organisation.pk for organisation in organisations],
        "banks": [bank.pk for bank in banks],
        "whose": json.dumps({language: words.split() for language, words in WHOSE.items()}),
        "what": json.dumps({language: words.split() for language, words in WHAT.items()}),
        "one_in": ONE_IN,
    }
    statements = sql.SQL(STATEMENTS.read_text(encoding="utf-8"))
    with connection.cursor() as cursor:
        cursor.execute(statements.format(**{name: sql.Literal(value) for name, value in values.items()}))
