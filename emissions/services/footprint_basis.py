"""What footprints rest on: sums of a year under the newest mapping, pinned imports and the chosen intensities."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

import polars as pl

from emissions.calculations.basis import METHOD_VERSION, content_hash
from emissions.calculations.factor_choice import FactorChoice
from emissions.calculations.spend_base import Source
from emissions.models import Footprint, IntensitySet, MappingVersion
from emissions.queries.published import choice_for, ghg_categories
from emissions.queries.spend import SpendBase, year_bases, year_totals
from emissions.services.intensity_sets import intensity_sets_for
from organisations.models import Organisation


@dataclass(frozen=True)
class Basis:
    """One organisation's year with everything its footprint rests on."""

    organisation: Organisation
    year: int
    mapping: MappingVersion
    imports: tuple[dict[str, Any], ...]
    factor_set: str
    choice: FactorChoice
    intensities: IntensitySet
    totals: pl.DataFrame

    @cached_property
    def pinned(self) -> dict[str, Any]:
        """What the result pins: equal content on any machine, so imports are named by the hash of what was read."""
        return {
            "organisation": f"{self.organisation.country}{self.organisation.number}",
            "year": self.year,
            "imports": [{key: pin[key] for key in ("sha256", "investment", "months")} for pin in self.imports],
            "mapping": {
                "version": self.mapping.number,
                "reference": self.mapping.reference_version,
                "policies": self.mapping.policies,
            },
            "intensities": self.intensities.content_hash,
            "method": METHOD_VERSION,
        }

    @cached_property
    def hash(self) -> str:
        """The fingerprint of the basis."""
        return content_hash(self.pinned)


def bases_of(organisations: Sequence[Organisation], factor_set: str, years: Iterable[int] | None = None) -> list[Basis]:
    """Return a basis for every year of the organisations that has accounts, in order of organisation and year."""
    owners = {organisation.pk: organisation for organisation in organisations}
    wanted = set(years) if years is not None else None
    found = [row for row in year_bases(list(owners)) if wanted is None or row["year"] in wanted]
    mappings = _mappings(found)
    totals = year_totals(list(owners)).with_columns(
        ghg_category=pl.col("category").replace_strict(ghg_categories(), default=None, return_dtype=pl.Int64)
    )
    parts = totals.partition_by("organisation", "year", as_dict=True)
    countries = {owners[row["organisation_id"]].country for row in found}
    years, currencies = tuple(sorted(set(totals["year"]))), tuple(sorted(set(totals["currency"])))
    choices = {country: choice_for(factor_set, country, years, currencies) for country in countries}
    intensities = {
        country: intensity_sets_for(choice, country, {row["year"] for row in found})
        for country, choice in choices.items()
    }
    return [
        Basis(
            organisation=(owner := owners[row["organisation_id"]]),
            year=row["year"],
            mapping=mappings[owner.pk, row["version"]],
            imports=tuple(row["imports"]),
            factor_set=factor_set,
            choice=choices[owner.country],
            intensities=intensities[owner.country][row["year"]],
            totals=parts.get((owner.pk, row["year"]), totals.clear()),
        )
        for row in found
    ]


def spend_of(footprint: Footprint) -> SpendBase:
    """Return the spend base that a frozen footprint pins, current or not."""
    sources = [
        Source(date.fromisoformat(month), pin["investment"], "", "", pin["import"], 0)
        for pin in footprint.imports
        for month in pin["months"]
    ]
    return SpendBase(footprint.organisation_id, footprint.year, tuple(sources))


def _mappings(found: list[dict[str, Any]]) -> dict[tuple[int, int], MappingVersion]:
    organisations = {row["organisation_id"] for row in found}
    numbers = {row["version"] for row in found}
    versions = MappingVersion.objects.filter(organisation__in=organisations, number__in=numbers)
    return {(version.organisation_id, version.number): version for version in versions}
