"""One factor of a shared set changed: what it does to every footprint, against the lines it touches summed in SQL."""

from datetime import date
from decimal import Decimal
from io import BytesIO

from django.db import connection

from benchmarks.figures import Figure, faster, seconds
from benchmarks.world import YEARS, World
from emissions.calculations.own_set_facts import CodeKind, Mass, Per, SetFacts, SpreadKind
from emissions.models import OwnFactorSet, OwnSetVersion
from emissions.queries.version_changes import FootprintChange, changes_to_footprints
from emissions.services.own_sets import begin_own_set, begin_version
from emissions.services.read_own_set import read_draft
from emissions.services.recompute_footprints import recompute_footprints
from emissions.services.review_own_set import accept_proposed_categories, publish_draft
from foundation.access import open_access
from foundation.changes.record import Actor, acting
from foundation.money import PriceBasis
from foundation.postgres.owner import as_owner
from foundation.scoping import access_for_work
from organisations.models import NetworkMembership, Organisation
from organisations.reference.categories import category_leaves
from requirements_bank.models import SeenBy

NETWORK = "bench-network"
CHANGED = "food.mixed"
FACTS = SetFacts(
    currency="SEK",
    mass=Mass.KILOGRAM,
    per=Per.ONE,
    vat_rate=None,
    price_year=2022,
    ghg_year=2022,
    price_basis=PriceBasis.PURCHASER,
    region="SE",
    gwp_set="AR5",
    code_kind=CodeKind.CATEGORY,
    spread_kind=SpreadKind.NONE,
    spread=None,
    publisher="Benchmark",
    source="Benchmark",
    licence="None",
)
TOUCHED = """
SELECT line.organisation_id, extract(year FROM line.month), sum(line.amount * 0.02)
FROM ledger_line AS line
JOIN (
    SELECT DISTINCT ON (organisation_id, key_id) organisation_id, key_id, category
    FROM key_category ORDER BY organisation_id, key_id, version DESC
) AS decided USING (organisation_id, key_id)
WHERE decided.category = %s
GROUP BY 1, 2
"""


def measure(world: World) -> list[Figure]:
    """Let a network publish a set and a version with one other factor; ask what that does to all members' years."""
    version = shared_set(world)
    found: list[FootprintChange] = []

    def ask() -> None:
        found[:] = changes_to_footprints(world.organisations, version)

    with open_access(world.access):
        ours = seconds(ask)
    reached = sum(each.effect.difference != 0 for each in found)
    if len(found) != len(world.organisations) * len(YEARS) or not reached:
        raise RuntimeError("Not every footprint was looked at, or the changed factor reached none.")
    print(f"one factor changed: {len(found)} footprints looked at, {reached} of them changed")
    in_sql = seconds(_touched, times=3)
    against = "the lines of its category multiplied and summed in SQL"
    return [faster(ours, in_sql, name="one_factor", against=against)]


def shared_set(world: World) -> OwnSetVersion:
    """Return the second version of a set that a network of all shares; the footprints of all stand on the first."""
    if known := Organisation.objects.filter(slug=NETWORK).first():
        with open_access(access_for_work(known.pk)):
            return OwnSetVersion.objects.select_related("factor_set__organisation").get(organisation=known, number=2)
    network = _network_of(world)
    with open_access(access_for_work(network.pk)), acting(Actor("Bench")):
        own_set = begin_own_set(organisation=network, title="Bench", stream=_factors(Decimal("0.03")), name="1.csv")
        _publish(own_set)
        OwnFactorSet.objects.filter(pk=own_set.pk).update(seen_by=SeenBy.NETWORK)
    with open_access(world.access):
        recompute_footprints(organisations=world.organisations, factor_set=own_set.code)
    with open_access(access_for_work(network.pk)), acting(Actor("Bench")):
        begin_version(own_set, stream=_factors(Decimal("0.05")), name="2.csv")
        return _publish(own_set)


def _network_of(world: World) -> Organisation:
    network = Organisation.objects.create(
        slug=NETWORK,
        name="Bench network",
        kind=Organisation.Kind.NETWORK,
        country=Organisation.Country.SWEDEN,
        chart=Organisation.Chart.KOMMUN_BAS,
        number="2120099999",
    )
    with as_owner():
        NetworkMembership.objects.bulk_create(
            NetworkMembership(network=network, member=member, valid_from=date(2020, 1, 1))
            for member in world.organisations
        )
    return network


def _factors(changed: Decimal) -> BytesIO:
    """Return a table with a factor for each category, of which one is `changed`."""
    factors = dict.fromkeys(category_leaves(), Decimal("0.04")) | {CHANGED: changed}
    rows = [f"{code};{code};{factor}" for code, factor in factors.items()]
    return BytesIO("\n".join(["Code;Name;Factor", *rows, ""]).encode())


def _publish(own_set: OwnFactorSet) -> OwnSetVersion:
    read_draft(own_set, revision=None, columns={"code": 0, "name": 1, "factor": 2}, facts=FACTS)
    accept_proposed_categories(own_set)
    return publish_draft(own_set)


def _touched() -> None:
    with as_owner(), connection.cursor() as cursor:
        cursor.execute(TOUCHED, [CHANGED])
        cursor.fetchall()
