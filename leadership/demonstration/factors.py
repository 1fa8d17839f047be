"""The demonstration's own factor set: Granvik's, with made-up figures that say so.

Made once, by the services that the pages call; a set that is there is left alone.
"""

from collections.abc import Mapping
from decimal import Decimal
from io import BytesIO
from pathlib import Path

from django.db import transaction

from emissions.calculations.own_set_facts import CodeKind, Mass, Per, SetFacts, SpreadKind
from emissions.models import OwnFactorSet
from emissions.services.own_sets import begin_own_set
from emissions.services.read_own_set import read_draft
from emissions.services.review_own_set import accept_proposed_categories, publish_draft
from foundation.money import PriceBasis
from leadership.demonstration.procurements import at_work
from organisations.models import Organisation

FILE = Path(__file__).parent / "factors_granvik.csv"
TITLE = "Exempel: påhittade faktorer efter CPV"
COLUMNS = {"code": 0, "name": 1, "factor": 2, "spread": 3}


def fill_factors(organisations: Mapping[str, Organisation]) -> None:
    """Give Granvik its set, unless it has handed one in already."""
    granvik = organisations["granvik"]
    with at_work(granvik):
        if not OwnFactorSet.objects.filter(organisation=granvik).exists():
            _make(granvik)


@transaction.atomic
def _make(granvik: Organisation) -> None:
    own_set = begin_own_set(organisation=granvik, title=TITLE, stream=BytesIO(FILE.read_bytes()), name=FILE.name)
    read_draft(own_set, revision=None, columns=COLUMNS, facts=_facts())
    accept_proposed_categories(own_set)
    publish_draft(own_set)


def _facts() -> SetFacts:
    return SetFacts(
        currency="SEK",
        mass=Mass.TONNE,
        per=Per.MILLION,
        vat_rate=Decimal(25),
        price_year=2023,
        ghg_year=2021,
        price_basis=PriceBasis.PURCHASER,
        region="SE",
        gwp_set="AR5",
        code_kind=CodeKind.CPV,
        spread_kind=SpreadKind.PERCENT,
        publisher="Klimatrappa, för demonstrationen",
        source="Påhittade siffror: ett exempel på hur en egen uppsättning ser ut",
        licence="CC0-1.0",
    )
