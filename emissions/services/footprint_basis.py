"""What footprints rest on: sums of a year under the newest mapping, pinned imports and the chosen intensities."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

import polars as pl

from emissions.calculations.factor_choice import FactorChoice
from emissions.calculations.spend_base import Source
from emissions.models import Footprint, IntensitySet, MappingVersion
from emissions.queries.current_basis import OwnersChoice, choices_by_owner, pinned_basis
from emissions.queries.spend import SpendBase, YearOfAccounts, accounts_of_years
from emissions.services.intensity_sets import YearAndCurrencies, intensity_sets_for
from foundation.canonical import content_hash
from organisations.models import Organisation

# What is held, by the hash of the basis, from looking whether a footprint is there until it is written.
BASIS = "footprint_basis"


@dataclass(frozen=True)
class Basis:
    """One organisation's year with everything its footprint rests on."""

    organisation: Organisation
    accounts: YearOfAccounts
    mapping: MappingVersion
    factor_set: str
    choice: FactorChoice
    intensities: IntensitySet

    @property
    def year(self) -> int:
        """The year of accounts."""
        return self.accounts.year

    @property
    def totals(self) -> pl.DataFrame:
        """The sums of the year, with the GHG Protocol category of each."""
        return self.accounts.totals

    @cached_property
    def pinned(self) -> dict[str, Any]:
        """What the result pins."""
        mapping = {
            "version": self.mapping.number,
            "reference": self.mapping.reference_version,
            "policies": self.mapping.policies,
        }
        return pinned_basis(self.organisation, self.accounts, mapping, self.intensities.content_hash)

    @cached_property
    def hash(self) -> str:
        """The fingerprint of the basis."""
        return content_hash(self.pinned)


def bases_of(organisations: Sequence[Organisation], factor_set: str, years: Iterable[int] | None = None) -> list[Basis]:
    """Return a basis for every year of the organisations that has accounts, in order of organisation and year."""
    owners = {organisation.pk: organisation for organisation in organisations}
    every = accounts_of_years(list(owners))
    choices = choices_by_owner(owners, every, factor_set)
    wanted = set(years) if years is not None else None
    found = [accounts for accounts in every if wanted is None or accounts.year in wanted]
    found = [accounts for accounts in found if accounts.organisation_id in choices]
    mappings = _mappings(found)
    intensities = _intensities(owners, found, choices)
    return [
        Basis(
            organisation=(owner := owners[accounts.organisation_id]),
            accounts=accounts,
            mapping=mappings[owner.pk, accounts.version],
            factor_set=factor_set,
            choice=choices[owner.pk].choice,
            intensities=intensities[owner.pk][accounts.year, accounts.currencies],
        )
        for accounts in found
    ]


def spend_of(footprint: Footprint) -> SpendBase:
    """Return the spend base that a frozen footprint pins, current or not."""
    sources = [
        Source(date.fromisoformat(month), pin["investment"], "", "", pin["import"], 0)
        for pin in footprint.imports
        for month in pin["months"]
    ]
    return SpendBase(footprint.organisation_id, footprint.year, tuple(sources))


def _intensities(
    owners: Mapping[int, Organisation], found: Sequence[YearOfAccounts], choices: Mapping[int, OwnersChoice]
) -> dict[int, dict[YearAndCurrencies, IntensitySet]]:
    """Return the stored intensities of each organisation's years; those of one choice and country are written once."""
    together: dict[tuple[str, str], list[YearOfAccounts]] = defaultdict(list)
    for one in found:
        together[owners[one.organisation_id].country, choices[one.organisation_id].owner].append(one)
    stored: dict[int, dict[YearAndCurrencies, IntensitySet]] = {}
    for (country, owner), years in together.items():
        holder = owners[years[0].organisation_id]
        wanted = [(one.year, one.currencies) for one in years]
        choice = choices[holder.pk].choice
        kept = intensity_sets_for(choice, country, wanted, owner=holder if owner else None)
        stored |= {one.organisation_id: kept for one in years}
    return stored


def _mappings(found: Sequence[YearOfAccounts]) -> dict[tuple[int, int], MappingVersion]:
    organisations = {accounts.organisation_id for accounts in found}
    numbers = {accounts.version for accounts in found}
    versions = MappingVersion.objects.filter(organisation__in=organisations, number__in=numbers)
    return {(version.organisation_id, version.number): version for version in versions}
