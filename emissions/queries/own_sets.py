"""Factor sets of one's own: what an organisation may use, and a published version as the calculations take it.

An organisation uses its own sets and those that its networks publish for their members.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils import timezone

from emissions.calculations.data_folders import LANGUAGES, Licence, Source
from emissions.calculations.factor_choice import CategoryFactors
from emissions.calculations.factor_set import Factor, FactorCode, FactorSet, Quality
from emissions.calculations.own_set_facts import SetFacts, SpreadKind, facts_from, gsd2_of
from emissions.models import OwnFactorSet, OwnSetVersion, VersionState
from organisations.models import NetworkMembership, Organisation
from organisations.queries.in_force import valid_on
from organisations.reference.categories import categories
from requirements_bank.models import SeenBy

PREFIX = "own-"
VARIANT = "as_handed_in"
NORDIC = frozenset({"NO", "SE", "DK", "FI", "IS"})
UNSAID_GSD2 = Decimal("1.88")
UNSAID_SOURCE = "Not stated by whoever handed the set in; taken as for the Norwegian set of 62 groups"
SAID_SOURCE = "As handed in with the set"
SHARED_GSD2 = Decimal("1.22")
SHARED_SOURCE = "Not stated by whoever handed the set in; taken as for the Norwegian set"
KEPT_SETS = 32  # a process remembers the sets of the last choices, and no more


class OwnKey(NamedTuple):
    """A published version of a set, known by its content: what a choice of factors can be remembered by."""

    version_id: int
    code: str
    content_hash: str


@dataclass(frozen=True, slots=True)
class OwnSet:
    """A version as the calculations take it, and the factors that stand for each category."""

    factor_set: FactorSet
    mapping: tuple[CategoryFactors, ...]


def own_sets_of(organisation: Organisation) -> QuerySet[OwnFactorSet]:
    """Return the organisation's own sets, drafts among them for its own people, by their order and title."""
    found = OwnFactorSet.objects.filter(organisation=organisation).select_related("organisation")
    return found.order_by("place", "title")


def sets_of_networks(organisation: Organisation) -> QuerySet[OwnFactorSet]:
    """Return the published sets that the organisation's networks let their members use."""
    shared = OwnFactorSet.objects.filter(
        is_published=True, seen_by=SeenBy.NETWORK, organisation__in=_networks(organisation)
    )
    return shared.select_related("organisation").order_by("organisation__name", "title")


def own_set_called(organisation: Organisation, uuid: UUID) -> OwnFactorSet | None:
    """Return a set that the organisation owns or may use."""
    mine = own_sets_of(organisation).filter(uuid=uuid).first()
    return mine or sets_of_networks(organisation).filter(uuid=uuid).first()


def versions_of(own_set: OwnFactorSet) -> QuerySet[OwnSetVersion]:
    """Return the versions in sight, the newest first."""
    return own_set.versions.select_related("factor_set").order_by("-number")


def version_in_force(own_set: OwnFactorSet) -> OwnSetVersion | None:
    """Return the newest published version."""
    return versions_of(own_set).filter(state=VersionState.PUBLISHED).first()


def versions_in_force(own_sets: QuerySet[OwnFactorSet]) -> dict[int, OwnSetVersion]:
    """Return the newest published version of each of the sets, by the set."""
    found = _newest(OwnSetVersion.objects.filter(factor_set__in=own_sets.order_by()))
    return {version.factor_set_id: version for version in found}


def draft_version_of(own_set: OwnFactorSet) -> OwnSetVersion | None:
    """Return the version that is not published yet."""
    return versions_of(own_set).filter(state=VersionState.DRAFT).first()


def usable_sets(organisation: Organisation) -> list[OwnSetVersion]:
    """Return the newest published version of each set that a new footprint of the organisation may be made with."""
    shared = Q(factor_set__seen_by=SeenBy.NETWORK, factor_set__organisation__in=_networks(organisation))
    found = OwnSetVersion.objects.filter(Q(factor_set__organisation=organisation) | shared)
    return list(_newest(found.filter(factor_set__withdrawn_at__isnull=True)))


def own_keys(organisations: Iterable[Organisation], first: str) -> dict[int, tuple[OwnKey, ...]]:
    """Return by organisation the own sets of a choice in their order: the first one, if it is own, then who helps out.

    An organisation that may not use the set called `first` is left out.
    """
    owners = {organisation.pk: organisation for organisation in organisations}
    helpers = OwnFactorSet.objects.filter(
        organisation__in=owners, is_published=True, place__isnull=False, withdrawn_at__isnull=True
    )
    by_owner: dict[int, list[OwnFactorSet]] = {pk: [] for pk in owners}
    for own_set in helpers.order_by("place", "title"):
        by_owner[own_set.organisation_id].append(own_set)
    chosen = _first_of(owners, first) if first.startswith(PREFIX) else None
    wanted = [own_set.pk for sets in by_owner.values() for own_set in sets]
    wanted += [chosen[0].pk] if chosen else []
    versions = _newest(OwnSetVersion.objects.filter(factor_set__in=wanted)) if wanted else ()
    newest = {version.factor_set_id: version for version in versions}
    found: dict[int, tuple[OwnKey, ...]] = {}
    for pk, sets in by_owner.items():
        if first.startswith(PREFIX) and (chosen is None or pk not in chosen[1]):
            continue
        in_order = [chosen[0], *(one for one in sets if one.pk != chosen[0].pk)] if chosen else sets
        found[pk] = tuple(key_of(newest[one.pk]) for one in in_order if one.pk in newest)
    return found


def loaded(key: OwnKey) -> OwnSet:
    """Return the version behind a key; it never changes, so a process reads it once."""
    return _loaded(key)


def key_of(version: OwnSetVersion) -> OwnKey:
    """Return how a published version is known; its set is looked up with it."""
    return OwnKey(version.pk, version.factor_set.code, version.content_hash)


def own_version(code: str, number: str) -> OwnSetVersion | None:
    """Return the version that a result pins by the set's code and its number, if it is in sight."""
    uuid = uuid_in(code)
    if uuid is None or not number.isdecimal():
        return None
    found = OwnSetVersion.objects.filter(factor_set__uuid=uuid, number=int(number)).select_related("factor_set")
    return found.first()


def newest_version(code: str) -> OwnSetVersion | None:
    """Return the newest published version of the own set with this code, if it is in sight."""
    uuid = uuid_in(code)
    if uuid is None:
        return None
    found = OwnSetVersion.objects.filter(factor_set__uuid=uuid, state=VersionState.PUBLISHED)
    return found.select_related("factor_set").order_by("-number").first()


def own_title(code: str) -> str:
    """Return the title of an own set in sight; empty where there is none."""
    uuid = uuid_in(code)
    return OwnFactorSet.objects.filter(uuid=uuid).values_list("title", flat=True).first() or "" if uuid else ""


def uuid_in(code: str) -> UUID | None:
    """Return the id in the code of an own set; None for any other code."""
    try:
        return UUID(code.removeprefix(PREFIX)) if code.startswith(PREFIX) else None
    except ValueError:
        return None


def set_of_version(version: OwnSetVersion) -> OwnSet:
    """Return a version, published or not, as the calculations take it; it must have been read."""
    facts = facts_from(version.facts or {})
    rows = version.factors.order_by("row")
    factors = tuple(
        Factor(
            row.code, row.price_year, row.ghg_year, facts.price_basis, VARIANT, f"kg CO2e/{facts.currency}",
            row.kg_per_unit, row.gsd2, row.row,
        )
        for row in rows
    )  # fmt: skip
    codes = {row.code: FactorCode(row.code, dict.fromkeys(LANGUAGES, row.name)) for row in rows}
    texts = dict.fromkeys(LANGUAGES, version.factor_set.title)
    known = FactorSet(
        source=_source(version, facts),
        region=facts.region,
        currency=facts.currency,
        gwp_set=facts.gwp_set,
        lca_model="",
        biogenic_co2="",
        spend_variant=VARIANT,
        fits=texts,
        does_not_fit={},
        variants={VARIANT: texts},
        quality=_quality(facts),
        codes=codes,
        factors=factors,
        valid_years=(facts.valid_from, facts.valid_to),
    )
    return OwnSet(known, tuple(_mapping(version)))


@lru_cache(maxsize=KEPT_SETS)
def _loaded(key: OwnKey) -> OwnSet:
    return set_of_version(OwnSetVersion.objects.select_related("factor_set").get(pk=key.version_id))


def _networks(organisation: Organisation) -> QuerySet[NetworkMembership, int]:
    links = NetworkMembership.objects.filter(valid_on(timezone.localdate()), member=organisation)
    return links.values_list("network_id", flat=True)


def _newest(versions: QuerySet[OwnSetVersion]) -> QuerySet[OwnSetVersion]:
    published = versions.filter(state=VersionState.PUBLISHED).select_related("factor_set__organisation")
    return published.order_by("factor_set_id", "-number").distinct("factor_set_id")


def _first_of(owners: Mapping[int, Organisation], first: str) -> tuple[OwnFactorSet, frozenset[int]] | None:
    """Return the set called `first` and which of the organisations may use it; None where it is not in sight."""
    uuid = uuid_in(first)
    open_sets = OwnFactorSet.objects.filter(is_published=True, withdrawn_at__isnull=True)
    chosen = open_sets.filter(uuid=uuid).first() if uuid else None
    if chosen is None:
        return None
    users = {chosen.organisation_id} & owners.keys()
    if chosen.seen_by == SeenBy.NETWORK:
        members = NetworkMembership.objects.filter(
            valid_on(timezone.localdate()), network=chosen.organisation_id, member__in=owners
        )
        users |= set(members.values_list("member_id", flat=True))
    return chosen, frozenset(users)


def _source(version: OwnSetVersion, facts: SetFacts) -> Source:
    named = facts.source or version.factor_set.title
    return Source(
        code=version.factor_set.code,
        version=str(version.number),
        publisher=facts.publisher,
        title=dict.fromkeys(LANGUAGES, version.factor_set.title),
        licence=Licence(facts.licence, "", named),
        origin_url=facts.url,
        origin_how="",
        retrieved=version.made_at.date() if version.made_at else None,
        checksums={"content": version.content_hash} if version.content_hash else {},
    )


def _quality(facts: SetFacts) -> Quality:
    """Return how sure the set is: what was said covers all marks but time and place, what was not said is assumed."""
    said = gsd2_of(facts.spread_kind, facts.spread, None, None)
    mark = 2 if facts.spread_kind is SpreadKind.NONE else 1
    return Quality(
        basic_gsd2=said or UNSAID_GSD2,
        basic_source=SAID_SOURCE if said else UNSAID_SOURCE,
        set_gsd2=SHARED_GSD2,
        set_source=SHARED_SOURCE,
        reliability=mark,
        completeness=mark,
        technology=mark,
        similar_regions=NORDIC if facts.region in NORDIC else frozenset(),
    )


def _mapping(version: OwnSetVersion) -> Iterable[CategoryFactors]:
    traits = {category.code: frozenset(category.traits) for category in categories()}
    for entry in version.categories.order_by("category"):
        weights = tuple((code, Decimal(weight)) for code, weight in entry.weights)
        if weights and entry.category in traits:
            yield CategoryFactors(entry.category, weights, traits[entry.category])
