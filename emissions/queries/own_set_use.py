"""Which factors of one's own a footprint was made with, and why the others were not.

Source: docs/methods/own_factor_sets.md. A footprint is made by purchase categories: a factor serves through the
categories that it stands for, whatever its code means.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from django.db.models import Min

from emissions.models import Footprint, OwnSetVersion
from emissions.models.footprints import Dimension
from emissions.queries.own_sets import PREFIX, own_sets_of, own_version, versions_in_force

Codes = Mapping[str, str]  # codes with their names


class NotAsked(StrEnum):
    """Why a set had no part in a footprint at all."""

    NO_PLACE = "no_place"
    OTHER_WARMING_POTENTIALS = "other_warming_potentials"
    LATER = "later"


class NotUsed(StrEnum):
    """Why a factor of a set that was asked served nothing."""

    NO_CATEGORY = "no_category"
    NO_MONEY = "no_money"
    OTHER_FACTOR = "other_factor"


@dataclass(frozen=True, slots=True)
class OwnSetUse:
    """One set beside a footprint: the factors that served by code, and the others by why they did not.

    `serves` are the categories calculated with the set, `offers` all that it has factors for. `not_asked` says why the
    set had no part; then nothing is told of its factors.
    """

    uuid: UUID
    title: str
    number: int
    not_asked: NotAsked | None
    serves: frozenset[str]
    offers: frozenset[str]
    used: Codes
    unused: Mapping[NotUsed, Codes]

    @property
    def factors(self) -> int:
        """How many codes the set has; none are counted of a set that was not asked."""
        return len(self.used) + sum(map(len, self.unused.values()))


def own_sets_of_footprint(footprint: Footprint) -> list[OwnSetUse]:
    """Return the own sets that the footprint pins, then the organisation's other published ones, in their order."""
    versions = {pin["code"]: own_version(pin["code"], pin["version"]) for pin in _pinned(footprint)}
    served = _served(footprint)
    spent = frozenset(footprint.parts.filter(dimension=Dimension.CATEGORY).values_list("key", flat=True))
    asked = [_use(version, served, spent) for version in versions.values() if version]
    return [*asked, *_others(footprint, frozenset(versions))]


def idle_codes(version: OwnSetVersion) -> Codes:
    """Return the codes of a version that stand for no category, and so serve nothing, with their names."""
    categories = _categories_by_code(version)
    return {code: name for code, name in _names(version).items() if code not in categories}


def _pinned(footprint: Footprint) -> Iterator[dict[str, str]]:
    return (pin for pin in footprint.intensity_set.factor_sets if pin["code"].startswith(PREFIX))


def _served(footprint: Footprint) -> dict[str, set[tuple[str, str]]]:
    """Return by category the sets and codes that its figures were made with."""
    rows = footprint.intensity_set.intensities.exclude(kg_per_unit=None).values_list("category", "derivation")
    served: dict[str, set[tuple[str, str]]] = defaultdict(set)
    for category, made in rows:
        served[category] |= {(made["factor_set"], each["code"]) for each in made["components"]}
    return served


def _use(version: OwnSetVersion, served: Mapping[str, set[tuple[str, str]]], spent: frozenset[str]) -> OwnSetUse:
    code_of_set, categories = version.factor_set.code, _categories_by_code(version)
    used: dict[str, str] = {}
    unused: dict[NotUsed, dict[str, str]] = defaultdict(dict)
    for code, name in _names(version).items():
        met = categories.get(code, frozenset()) & spent
        if any((code_of_set, code) in served.get(category, ()) for category in met):
            used[code] = name
        elif code not in categories:
            unused[NotUsed.NO_CATEGORY][code] = name
        else:
            unused[NotUsed.OTHER_FACTOR if met else NotUsed.NO_MONEY][code] = name
    serves = {category for category in spent if any(made[0] == code_of_set for made in served.get(category, ()))}
    offers = frozenset(category for each in categories.values() for category in each)
    return _of(version, None, frozenset(serves), offers, used, unused)


def _others(footprint: Footprint, asked: frozenset[str]) -> Iterator[OwnSetUse]:
    """Yield the organisation's published sets that had no part, with the reason."""
    gwp_set = footprint.result["gwp_set"]
    published = own_sets_of(footprint.organisation).filter(is_published=True, withdrawn_at__isnull=True)
    versions = versions_in_force(published)
    for own_set in published.annotate(since=Min("versions__published_at")):
        version = versions.get(own_set.pk) if own_set.code not in asked else None
        if version is None:
            continue
        if own_set.since > footprint.calculated_at:
            why = NotAsked.LATER
        elif own_set.place is not None and gwp_set and (version.facts or {}).get("gwp_set") != gwp_set:
            why = NotAsked.OTHER_WARMING_POTENTIALS
        else:
            why = NotAsked.NO_PLACE
        yield _of(version, why, frozenset(), frozenset(), {}, {})


def _of(
    version: OwnSetVersion,
    not_asked: NotAsked | None,
    serves: frozenset[str],
    offers: frozenset[str],
    used: Codes,
    unused: Mapping[NotUsed, Codes],
) -> OwnSetUse:
    own_set = version.factor_set
    return OwnSetUse(own_set.uuid, own_set.title, version.number, not_asked, serves, offers, used, unused)


def _names(version: OwnSetVersion) -> dict[str, str]:
    return dict(version.factors.order_by("row").values_list("code", "name"))


def _categories_by_code(version: OwnSetVersion) -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for category, weights in version.categories.values_list("category", "weights"):
        for code, _weight in weights:
            found[code].add(category)
    return {code: frozenset(categories) for code, categories in found.items()}
