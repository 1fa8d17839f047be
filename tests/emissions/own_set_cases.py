"""Factor sets of one's own as a municipality has them: a file by NACE group, read, reviewed and published."""

from dataclasses import replace
from decimal import Decimal
from io import BytesIO

from emissions.calculations.own_set_facts import CodeKind, Mass, Per, SetFacts, SpreadKind
from emissions.models import OwnFactorSet, OwnSetVersion
from emissions.services.own_sets import begin_own_set, begin_version
from emissions.services.read_own_set import read_draft
from emissions.services.review_own_set import accept_proposed_categories, publish_draft
from foundation.money import PriceBasis
from organisations.models import Organisation
from requirements_bank.models import SeenBy

FILE = (
    b"Faktorer fra konsulenten;;\n"
    b"Kode;Navn;Faktor\n"
    b"10;Mat og drikke;0,06\n"
    b"26;Datamaskiner;0,04\n"
    b"41-43;Bygg og anlegg;0,03\n"
    b"62;IT-tjenester;0,01\n"
)
COLUMNS = {"code": 0, "name": 1, "factor": 2}
FACTS = SetFacts(
    currency="SEK",
    mass=Mass.KILOGRAM,
    per=Per.ONE,
    vat_rate=None,
    price_year=2022,
    ghg_year=2021,
    price_basis=PriceBasis.PURCHASER,
    region="SE",
    gwp_set="AR5",
    code_kind=CodeKind.NACE,
    spread_kind=SpreadKind.PERCENT,
    spread=Decimal(50),
    publisher="Konsulenten AS",
    source="Innkjøpsfaktorer 2022",
    licence="For our own use",
)


def begun(organisation: Organisation, title: str = "Konsulentens sett", file: bytes = FILE) -> OwnFactorSet:
    """A set whose first version is a draft that nobody has read."""
    return begin_own_set(organisation=organisation, title=title, stream=BytesIO(file), name="faktorer.csv")


def read(own_set: OwnFactorSet, facts: SetFacts = FACTS) -> OwnSetVersion:
    """Its draft, read."""
    return read_draft(own_set, revision=None, columns=COLUMNS, facts=facts)


def published(
    organisation: Organisation,
    title: str = "Konsulentens sett",
    *,
    file: bytes = FILE,
    facts: SetFacts = FACTS,
    place: int | None = None,
    seen_by: str = SeenBy.OWN,
) -> OwnFactorSet:
    """A set with one published version, everything that was proposed accepted."""
    own_set = begun(organisation, title, file)
    read(own_set, facts)
    accept_proposed_categories(own_set)
    publish_draft(own_set)
    OwnFactorSet.objects.filter(pk=own_set.pk).update(place=place, seen_by=seen_by)
    own_set.refresh_from_db()
    return own_set


def published_again(own_set: OwnFactorSet, file: bytes, **other: object) -> OwnSetVersion:
    """Another version of it."""
    begin_version(own_set, stream=BytesIO(file), name="faktorer-2.csv")
    read(own_set, replace(FACTS, **other))  # type: ignore[arg-type]  # facts by name
    accept_proposed_categories(own_set)
    return publish_draft(own_set)
