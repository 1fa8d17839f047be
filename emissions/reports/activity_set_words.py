"""A set of factors by activity in plain words: what it fits, what it counts, where it comes from."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from emissions.calculations.activity_factor_set import ActivityFactor, ActivityFactorSet
from emissions.queries.activity_factors import gas_sign
from emissions.reports.category_words import in_language, language_of
from emissions.reports.factor_set_words import country_name
from emissions.reports.source_words import NamedSource, named
from foundation.spreadsheets import Column, Sheet


@dataclass(frozen=True, slots=True)
class ActivitySetFacts:
    """What the catalogue says of a set. `only_co2` is whether every figure counts CO2 alone."""

    code: str
    source: NamedSource
    fits: str
    does_not_fit: str
    years: str
    gwp_set: str
    how: str
    figures: int
    groups: tuple[str, ...]
    only_co2: bool


@dataclass(frozen=True, slots=True)
class ShownFactor:
    """A factor as the list shows it; `language` is that of the name where it is not the reader's."""

    factor: ActivityFactor
    name: str
    language: str
    group: str
    region: str
    gases: str
    is_whole: bool


def facts_of_activity_set(known: ActivityFactorSet) -> ActivitySetFacts:
    """Return the facts of a set."""
    first, last = known.years
    return ActivitySetFacts(
        code=known.code,
        source=named(known.source),
        fits=in_language(known.fits),
        does_not_fit=in_language(known.does_not_fit),
        years=str(first) if first == last else f"{first}–{last}",
        gwp_set=known.gwp_set,
        how=known.source.origin_how,
        figures=len(known.factors),
        groups=tuple(in_language(names) for names in known.groups.values()),
        only_co2=known.is_co2_alone,
    )


def shown_factor(known: ActivityFactorSet, factor: ActivityFactor) -> ShownFactor:
    """Return a factor in the reader's language, as far as it has a name there."""
    return ShownFactor(
        factor=factor,
        name=in_language(factor.names),
        language=language_of(factor.names),
        group=in_language(known.groups[factor.group]),
        region=_region(factor.region),
        gases=gas_sign(factor.gases),
        is_whole=factor.covers == "whole",
    )


def _region(code: str) -> str:
    names = {"GB": _("United Kingdom"), "FR": _("France"), "IS": _("Iceland")}
    return names.get(code) or country_name(code)


def activity_set_sheet(known: ActivityFactorSet) -> Sheet:
    """Return every figure of a set with its source."""
    columns = [
        Column(_("Code")),
        Column(_("Name")),
        Column(_("Group")),
        Column(_("Region")),
        Column(_("Year"), "integer"),
        Column(_("Scope"), "integer"),
        Column(_("Gases")),
        Column(_("Unit")),
        Column(_("kg per unit"), "number"),
        Column(_("Indirect kg per unit"), "number"),
        Column(_("Remark")),
        Column(_("Source")),
    ]
    return Sheet(known.code, columns, [_row(known, factor) for factor in known.factors.values()])


def _row(known: ActivityFactorSet, factor: ActivityFactor) -> list[object]:
    shown = shown_factor(known, factor)
    return [
        factor.code,
        shown.name,
        shown.group,
        shown.region,
        factor.year,
        factor.scope,
        shown.gases,
        factor.unit,
        factor.kg,
        factor.indirect_kg,
        factor.note,
        known.source.licence.attribution,
    ]
