"""How good the accounts of a year or of an import are, with their lines looked at first where nobody has yet."""

from collections.abc import Sequence
from dataclasses import replace

from emissions.calculations.data_quality import DataQuality, data_quality
from emissions.calculations.quality_facts import QualityFacts, less
from emissions.models import LedgerImport, MappingVersion
from emissions.queries.fix_list import confirmed_as_right
from emissions.queries.mapping import latest_mapping_version
from emissions.queries.quality import QualityBase, base_of_import, base_of_year, quality_facts
from emissions.queries.spend import spend_base_of
from emissions.services.import_quality import ensure_import_quality
from organisations.models import Organisation

Judged = tuple[QualityFacts, DataQuality]


def quality_base(organisation: Organisation, year: int) -> QualityBase | None:
    """Return what the quality of a year is judged by; nothing where the year has no accounts."""
    return _base_under(organisation, year, latest_mapping_version(organisation))


def _base_under(organisation: Organisation, year: int, version: MappingVersion | None) -> QualityBase | None:
    spend = spend_base_of(organisation.pk, year)
    return base_of_year(organisation, spend, version.number) if version and spend.sources else None


def year_quality(organisation: Organisation, year: int) -> Judged | None:
    """Return the facts and the quality of what counts in a year; nothing where the year has no accounts."""
    base = quality_base(organisation, year)
    return judged(base) if base else None


def import_quality(ledger_import: LedgerImport) -> Judged | None:
    """Return the facts and the quality of everything that an import holds, under the newest rules."""
    version = latest_mapping_version(ledger_import.organisation)
    return judged(base_of_import(ledger_import, version.number)) if version else None


def qualities_of_years(organisation: Organisation, years: Sequence[int]) -> dict[int, Judged]:
    """Return the quality of each year that has accounts."""
    version = latest_mapping_version(organisation)
    bases = {year: _base_under(organisation, year, version) for year in years}
    return {year: judged(base) for year, base in bases.items() if base}


def judged(base: QualityBase) -> Judged:
    """Return what is known of a base's money, and how good that is."""
    facts = quality_facts(base, ensure_import_quality(base.imports))
    if facts.duplicates and facts.duplicates.lines:
        facts = replace(facts, duplicates=less(facts.duplicates, confirmed_as_right(base, facts.currency)))
    return facts, data_quality(facts)
