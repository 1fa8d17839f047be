"""How good the accounts of a year or of an import are, with their lines looked at first where nobody has yet."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from emissions.calculations.data_quality import DataQuality, data_quality
from emissions.calculations.period_takeover import Place
from emissions.calculations.quality_facts import QualityFacts, less
from emissions.models import LedgerImport, MappingVersion
from emissions.queries.fix_list import confirmed_as_right
from emissions.queries.mapping import latest_mapping_version
from emissions.queries.quality import QualityBase, base_of_import, bases_of_years, quality_facts
from emissions.queries.spend import SpendBase, spend_bases_of
from emissions.services.import_quality import ensure_import_quality
from organisations.models import Organisation

Judged = tuple[QualityFacts, DataQuality]


def quality_base(organisation: Organisation, year: int) -> QualityBase | None:
    """Return what the quality of a year is judged by; nothing where the year has no accounts."""
    return quality_bases(organisation, [year]).get(year)


def quality_bases(organisation: Organisation, years: Sequence[int]) -> dict[int, QualityBase]:
    """Return the same for each year that has accounts."""
    return bases_of_spends(organisation, spend_bases_of(organisation.pk, years))


def bases_of_spends(organisation: Organisation, spends: Iterable[SpendBase]) -> dict[int, QualityBase]:
    """Return the same of what counts in some years, where somebody has read that already."""
    version = latest_mapping_version(organisation)
    if version is None:
        return {}
    known = bases_of_years(organisation, [spend for spend in spends if spend.sources], version.number)
    return {base.spend.year: base for base in known}


def year_quality(organisation: Organisation, year: int) -> Judged | None:
    """Return the facts and the quality of what counts in a year; nothing where the year has no accounts."""
    return qualities_of_years(organisation, [year]).get(year)


def qualities_of_years(organisation: Organisation, years: Sequence[int]) -> dict[int, Judged]:
    """Return the quality of each year that has accounts."""
    bases = quality_bases(organisation, years)
    return dict(zip(bases, judged(list(bases.values())), strict=True))


def import_quality(
    ledger_import: LedgerImport, version: MappingVersion | None = None, places: Iterable[Place] = ()
) -> Judged | None:
    """Return the facts and the quality of everything that an import holds, under the newest rules.

    `version` is the newest mapping version and `places` are the import's months, where they are read already.
    """
    version = version or latest_mapping_version(ledger_import.organisation)
    return judged([base_of_import(ledger_import, version.number, places)])[0] if version else None


def qualities_of_imports(organisation: Organisation, imports: Sequence[LedgerImport]) -> list[Judged]:
    """Return the same for each of an organisation's imports; nothing where it has no rules yet."""
    version = latest_mapping_version(organisation)
    return judged([base_of_import(each, version.number) for each in imports]) if version else []


def judged(bases: Sequence[QualityBase]) -> list[Judged]:
    """Return what is known of the money of bases of one organisation, and how good that is."""
    looked = ensure_import_quality({row.pk: row for base in bases for row in base.imports}.values())
    return [_judged(base, facts) for base, facts in zip(bases, quality_facts(bases, looked), strict=True)]


def _judged(base: QualityBase, facts: QualityFacts) -> Judged:
    if facts.duplicates and facts.duplicates.lines:
        facts = replace(facts, duplicates=less(facts.duplicates, confirmed_as_right(base, facts.currency)))
    return facts, data_quality(facts)
