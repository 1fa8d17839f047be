"""What another version of a factor set of one's own would make of the footprints that rest on an earlier one."""

import json
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple
from uuid import UUID

from emissions.calculations.factor_choice import CategoryFactors, FactorChoice, choose_factors
from emissions.calculations.version_changes import Effect, SumBefore, effects, touched_categories
from emissions.models import OwnSetVersion
from emissions.queries.own_sets import OwnKey, OwnSet, key_of, loaded, own_keys, set_of_version
from emissions.queries.published import in_preference, mappings_with, price_data
from foundation.named_sql import rows
from organisations.models import Organisation
from organisations.reference.categories import category_leaves


class RestingFootprint(NamedTuple):
    """The newest footprint of a year, which rests on an earlier version of the set."""

    pk: int
    organisation: int
    year: int
    uuid: UUID
    factor_set: str
    currency: str
    total_kg: Decimal


@dataclass(frozen=True, slots=True)
class FootprintChange:
    """What a version makes of a footprint."""

    footprint: RestingFootprint
    effect: Effect

    @property
    def after_kg(self) -> Decimal:
        """What the footprint's total would be, kg CO2e."""
        return self.footprint.total_kg + self.effect.difference


class _Setting(NamedTuple):
    """What footprints have in common that are made anew with one choice of factors; `number` is of their version."""

    factor_set: str
    number: int
    country: str
    own: tuple[OwnKey, ...]


def version_before(version: OwnSetVersion) -> OwnSetVersion | None:
    """Return the published version before this one."""
    earlier = OwnSetVersion.objects.filter(factor_set=version.factor_set_id, number__lt=version.number)
    return earlier.exclude(content_hash="").select_related("factor_set").order_by("-number").first()


def set_in(version: OwnSetVersion) -> OwnSet:
    """Return a version that has been read; a published one is remembered."""
    return set_of_version(version) if version.is_draft else loaded(key_of(version))


def touched_between(before: OwnSet, after: OwnSet) -> frozenset[str]:
    """Return the categories whose figure may be another with `after`."""
    mapped = before.mapping, after.mapping
    return touched_categories(before.factor_set, after.factor_set, mapped, category_leaves())


def changes_to_footprints(organisations: Sequence[Organisation], version: OwnSetVersion) -> list[FootprintChange]:
    """Return what the version, published or not, makes of the organisations' newest footprints, the newest year first.

    Only those are there that were calculated with an earlier version of the set. Nothing is written. A set that was
    taken out of use, or that an organisation may not use any more, changes nothing.
    """
    after = set_in(version)
    found = [
        change
        for setting, footprints in _resting(organisations, version).items()
        for change in _changed(setting, footprints, version, after)
    ]
    return sorted(found, key=lambda each: (-each.footprint.year, each.footprint.organisation))


def _resting(organisations: Sequence[Organisation], version: OwnSetVersion) -> dict[_Setting, list[RestingFootprint]]:
    """Return the newest footprints that rest on an earlier version, by what they have in common."""
    owners = {organisation.pk: organisation for organisation in organisations}
    wanted = {"organisation_ids": list(owners), "code": version.factor_set.code, "number": version.number}
    keys: dict[str, dict[int, tuple[OwnKey, ...]]] = {}
    found: dict[_Setting, list[RestingFootprint]] = {}
    for row in rows("emissions.resting_footprints", wanted):
        number = int(row.pop("number"))
        footprint = RestingFootprint(**row)
        if footprint.factor_set not in keys:
            keys[footprint.factor_set] = own_keys(organisations, footprint.factor_set)
        own = keys[footprint.factor_set].get(footprint.organisation, ())
        if any(key.code == wanted["code"] for key in own):
            setting = _Setting(footprint.factor_set, number, owners[footprint.organisation].country, own)
            found.setdefault(setting, []).append(footprint)
    return found


def _changed(
    setting: _Setting, footprints: Sequence[RestingFootprint], version: OwnSetVersion, after: OwnSet
) -> list[FootprintChange]:
    earlier = OwnSetVersion.objects.select_related("factor_set")
    before = set_in(earlier.get(factor_set=version.factor_set_id, number=setting.number))
    touched = touched_between(before, after)
    sums = _sums(footprints, touched)
    found = effects(sums, _choice(setting, after, sums, touched))
    return [FootprintChange(each, found.get(each.pk, Effect())) for each in footprints]


def _sums(footprints: Sequence[RestingFootprint], touched: Collection[str]) -> list[SumBefore]:
    """Return what the footprints froze for the touched categories; energy by spend stands in no total."""
    known = {each.pk: each for each in footprints}
    wanted = {
        "organisation_ids": list({each.organisation for each in footprints}),
        "footprints": list(known),
        "categories": list(touched),
    }
    found = []
    for row in rows("emissions.frozen_categories", wanted):
        footprint = known[row["footprint_id"]]
        money = {footprint.currency: row["amount"], **_amounts(row["other_money"])}
        found.append(SumBefore(footprint.pk, footprint.year, row["category"], money, row["kg"]))
    return found


def _amounts(text: str) -> dict[str, Decimal]:
    """Return by currency the amounts that a part keeps beside its own."""
    return {} if text == "{}" else {currency: Decimal(amount) for currency, amount in json.loads(text).items()}


def _choice(setting: _Setting, after: OwnSet, sums: Sequence[SumBefore], touched: Collection[str]) -> FactorChoice:
    """Choose for the touched categories alone, with the version in the place of the one in force."""
    code = after.factor_set.code
    sets = {key.code: loaded(key).factor_set for key in setting.own} | {code: after.factor_set}
    mappings: dict[str, Sequence[CategoryFactors]] = {**mappings_with(setting.own), code: after.mapping}
    return choose_factors(
        {name: [entry for entry in entries if entry.category in touched] for name, entries in mappings.items()},
        factor_sets=in_preference(setting.factor_set, sets),
        years={each.year for each in sums},
        currencies={currency for each in sums for currency in each.money},
        country=setting.country,
        prices=price_data(),
    )
