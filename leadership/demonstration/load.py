"""Load the demonstration: the bank and who uses it, people, shares, procurements, files through the importers.

Run again, nothing doubles.
"""

import tempfile
from pathlib import Path

from allauth.account.models import EmailAddress
from django.db import transaction

from emissions.models import Footprint
from emissions.services.calculate_footprint import calculate_footprint
from emissions.services.import_ledger import ReadingChoices, import_ledger
from emissions.services.join_ledgers import join_ledgers
from foundation.access import Access, open_access
from foundation.changes.record import Actor, acting
from foundation.jobs.progress import Progress, silent
from foundation.scoping import access_for_work
from leadership.demonstration.activity import fill_activity
from leadership.demonstration.bank import fill_bank
from leadership.demonstration.bids import fill_bids
from leadership.demonstration.cast import CHARTS, MUNICIPALITIES, NETWORK, PASSWORD, PEOPLE, YEARS, Municipality, Person
from leadership.demonstration.contracts import fill_contracts
from leadership.demonstration.dialogues import fill_dialogues
from leadership.demonstration.factors import fill_factors
from leadership.demonstration.files import write_ledgers
from leadership.demonstration.followed_contracts import fill_followed_contracts
from leadership.demonstration.followed_up import fill_follow_up
from leadership.demonstration.network_rules import fill_network_rules
from leadership.demonstration.procurements import fill_procurements
from organisations.models import Membership, NetworkMembership, Organisation, Share, User
from organisations.models.shares import Area
from requirements_bank.services.load_shipped import load_shipped_bank
from suppliers.models import RegisterState
from suppliers.services.find_doubles import find_doubles


def load_demonstration(progress: Progress = silent) -> None:
    """Bring the demonstration into the database; what is there already is left as it is."""
    load_shipped_bank()
    organisations = _organisations()
    everyone = Access(writable=tuple(organisation.pk for organisation in organisations.values()))
    with open_access(everyone), acting(Actor("Demonstration")):
        _network(organisations)
        _people(organisations)
    fill_bank(organisations)
    fill_procurements(organisations)
    fill_dialogues(organisations)
    fill_bids(organisations)
    fill_contracts(organisations)
    fill_followed_contracts(organisations)
    fill_activity(organisations)
    fill_network_rules(organisations)
    fill_factors(organisations)
    with tempfile.TemporaryDirectory(prefix="klimatrappa-demo-") as folder:
        for place, municipality in enumerate(MUNICIPALITIES):
            progress(municipality.name, place, len(MUNICIPALITIES))
            _accounts(organisations[municipality.slug], municipality, Path(folder))
    fill_follow_up(organisations)
    progress("", len(MUNICIPALITIES), len(MUNICIPALITIES))


@transaction.atomic
def _organisations() -> dict[str, Organisation]:
    slug, name, country, number = NETWORK
    network, _ = Organisation.objects.get_or_create(
        slug=slug, defaults={"name": name, "country": country, "number": number, "kind": Organisation.Kind.NETWORK}
    )
    return {slug: network} | {municipality.slug: _municipality(municipality) for municipality in MUNICIPALITIES}


@transaction.atomic
def _network(organisations: dict[str, Organisation]) -> None:
    network = organisations[NETWORK[0]]
    for municipality in MUNICIPALITIES:
        member = organisations[municipality.slug]
        NetworkMembership.objects.get_or_create(network=network, member=member)
        if municipality.shares:
            Share.objects.get_or_create(
                owner=member, receiver=network, area=Area.FOOTPRINT, defaults={"depth": municipality.shares}
            )


def _municipality(municipality: Municipality) -> Organisation:
    organisation, _ = Organisation.objects.get_or_create(
        slug=municipality.slug,
        defaults={
            "name": municipality.name,
            "country": municipality.country,
            "number": municipality.number,
            "kind": Organisation.Kind.MUNICIPALITY,
            "chart": CHARTS[municipality.country],
            "population": municipality.inhabitants,
            "accent_colour": municipality.colour,
        },
    )
    return organisation


SWEDISH = frozenset(each.slug for each in MUNICIPALITIES if each.country == "SE")


@transaction.atomic
def _people(organisations: dict[str, Organisation]) -> None:
    for person in PEOPLE:
        user = User.objects.filter(email=person.email).first() or _user(person)
        for slug, role in person.places:
            Membership.objects.get_or_create(user=user, organisation=organisations[slug], role=role)


def _user(person: Person) -> User:
    language = "sv" if {slug for slug, _role in person.places} & SWEDISH else "nb"
    user = User.objects.create_user(
        person.email, person.name, PASSWORD, language=language, is_operator=person.is_operator
    )
    EmailAddress.objects.create(user=user, email=person.email, primary=True, verified=True)
    return user


def _accounts(organisation: Organisation, municipality: Municipality, folder: Path) -> None:
    with open_access(access_for_work(organisation.pk)), acting(Actor("Demonstration")):
        for year in _years_to_load(organisation):
            for path in write_ledgers(municipality, year, folder):
                import_ledger(organisation=organisation, path=path, name=path.name, choices=ReadingChoices())
                path.unlink()
            join_ledgers(organisation=organisation, years=[year])
            calculate_footprint(organisation=organisation, year=year)
        if not RegisterState.objects.filter(organisation=organisation, looked_at__isnull=False).exists():
            find_doubles(organisation=organisation)


def _years_to_load(organisation: Organisation) -> list[int]:
    """A year with a footprint was loaded before, and whatever people did with it since is left alone."""
    loaded = set(Footprint.objects.filter(organisation=organisation).values_list("year", flat=True))
    return [year for year in YEARS if year not in loaded]
