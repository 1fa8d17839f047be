"""What is known of the money that counts: of a year's spend base, or of one import, of many in the same two statements.

The cost follows spend cells and posting keys, never lines: what only lines tell was looked at once
(`emissions.services.import_quality`) and is handed in as `looked`.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any, Final

from emissions.calculations.period_takeover import Place
from emissions.calculations.quality_facts import QualityFacts
from emissions.calculations.results import COUNTED
from emissions.calculations.spend_base import Source as PeriodOfImport
from emissions.models import LedgerImport
from emissions.queries.periods import places_of_import
from emissions.queries.quality_facts import ImportMoney, Row, facts_from
from emissions.queries.spend import SpendBase
from foundation.named_sql import set_wise_rows
from organisations.models import Organisation

Looked = Mapping[int, Mapping[str, Any]]
SUMS: Final = ("emissions.data_quality", "emissions.supplier_standing", "emissions.quality_sums")


@dataclass(frozen=True, slots=True)
class QualityBase:
    """The money whose quality is asked for: which months of which imports, under which version of the mapping."""

    organisation: Organisation
    spend: SpendBase
    version: int
    imports: tuple[LedgerImport, ...]

    @property
    def parameters(self) -> dict[str, Any]:
        """Named parameters of the statements, without the currency."""
        return _parameters([self])


def bases_of_years(organisation: Organisation, spends: Sequence[SpendBase], version: int) -> list[QualityBase]:
    """Return what counts in each of some years of one organisation."""
    wanted = {number for spend in spends for number in spend.imports}
    found = LedgerImport.objects.filter(organisation=organisation, pk__in=wanted)
    ordered = list(found.defer("summary", "problems", "mapping").order_by("period_from", "pk"))
    return [
        QualityBase(organisation, spend, version, tuple(row for row in ordered if row.pk in set(spend.imports)))
        for spend in spends
    ]


def base_of_import(ledger_import: LedgerImport, version: int, places: Iterable[Place] = ()) -> QualityBase:
    """Return everything that an import holds, whether it counts or has been replaced.

    `places` are the months that its lines fall in, running and investment accounts apart, where they are known.
    """
    number, grain, ledger = ledger_import.pk, ledger_import.granularity, ledger_import.ledger
    sources = tuple(
        PeriodOfImport(month, investment, ledger, grain, number, number)
        for month, investment in list(places) or places_of_import(ledger_import)
    )
    spend = SpendBase(ledger_import.organisation_id, ledger_import.period_to.year, sources)
    return QualityBase(ledger_import.organisation, spend, version, (ledger_import,))


def quality_facts(bases: Sequence[QualityBase], looked: Looked) -> list[QualityFacts]:
    """Return what is known of the money of each base, all of one organisation and mapping version.

    A base is judged in its organisation's currency, or in the one of most lines if it has none of that.
    """
    if not bases:
        return []
    own = bases[0].organisation.currency
    found, money = _sums(bases, own), _money_of_imports(bases, own)
    return [
        _in_another_currency(base, sums, looked, own) or facts_from(sums, counted, looked, own)
        for base, sums, counted in zip(bases, found, money, strict=True)
    ]


def _in_another_currency(base: QualityBase, found: Sequence[Row], looked: Looked, own: str) -> QualityFacts | None:
    """Return the facts in the currency of most lines, where the base has money and none in the organisation's own."""
    counted = {row.name: row.lines for row in found if row.part == "currency"}
    if not counted or own in counted:
        return None
    currency = max(sorted(counted), key=counted.__getitem__)
    (sums,), (money,) = _sums([base], currency), _money_of_imports([base], currency)
    return facts_from(sums, money, looked, currency)


def _parameters(bases: Sequence[QualityBase]) -> dict[str, Any]:
    """Return named parameters for several bases, each span of months under the number of its base; no currency."""
    spans = [(number, span) for number, base in enumerate(bases) for span in base.spend.spans]
    return {
        "organisation_id": bases[0].organisation.pk,
        "bases": [number for number, _span in spans],
        "imports": [span.import_id for _number, span in spans],
        "investments": [span.investment for _number, span in spans],
        "firsts": [span.first for _number, span in spans],
        "lasts": [span.last for _number, span in spans],
        "version": bases[0].version,
        "counted": sorted(COUNTED),
    }


def _sums(bases: Sequence[QualityBase], currency: str) -> list[list[Row]]:
    found: dict[int, list[Row]] = defaultdict(list)
    for row in set_wise_rows(*SUMS, parameters={**_parameters(bases), "currency": currency}, whole=True):
        size, lines = row["size"] or Decimal(0), row["lines"] or 0
        found[row["of_base"]].append(Row(row["part"], row["name"], size, lines, row["things"]))
    return [found[number] for number in range(len(bases))]


def _money_of_imports(bases: Sequence[QualityBase], currency: str) -> list[list[ImportMoney]]:
    money = [
        {row.pk: ImportMoney(row.pk, row.granularity, row.period_from, row.period_to) for row in base.imports}
        for base in bases
    ]
    parameters = {**_parameters(bases), "currency": currency}
    for row in set_wise_rows("emissions.quality_months", parameters=parameters):
        of_base = money[row["of_base"]]
        known = of_base[row["import_id"]]
        months = {**known.months, row["month"]: known.months.get(row["month"], Decimal(0)) + row["amount"]}
        of_base[row["import_id"]] = replace(known, size=known.size + row["size"], months=months)
    return [list(each.values()) for each in money]
