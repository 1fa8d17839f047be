"""What is known of the money that counts: of a year's spend base, or of one import, in two statements.

The cost follows spend cells and posting keys, never lines: what only lines tell was looked at once
(`emissions.services.import_quality`) and is handed in as `looked`.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from django.db import connection

from emissions.calculations.quality_facts import QualityFacts
from emissions.calculations.results import COUNTED
from emissions.calculations.spend_base import Source as PeriodOfImport
from emissions.models import LedgerImport
from emissions.queries.quality_facts import ImportMoney, Row, facts_from
from emissions.queries.spend import SpendBase
from foundation.named_sql import rows, set_wise, statement
from organisations.models import Organisation

Looked = Mapping[int, Mapping[str, Any]]


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
        return {**self.spend.parameters, "version": self.version, "counted": sorted(COUNTED)}


def base_of_year(organisation: Organisation, spend: SpendBase, version: int) -> QualityBase:
    """Return what counts in a year."""
    found = LedgerImport.objects.filter(organisation=organisation, pk__in=spend.imports).defer("summary")
    return QualityBase(organisation, spend, version, tuple(found.order_by("period_from", "pk")))


def base_of_import(ledger_import: LedgerImport, version: int) -> QualityBase:
    """Return everything that an import holds, whether it counts or has been replaced."""
    parameters = {"organisation_id": ledger_import.organisation_id, "import_id": ledger_import.pk}
    number, grain, ledger = ledger_import.pk, ledger_import.granularity, ledger_import.ledger
    sources = tuple(
        PeriodOfImport(row["month"], row["investment"], ledger, grain, number, number)
        for row in rows("emissions.months_of_import", parameters)
    )
    spend = SpendBase(ledger_import.organisation_id, ledger_import.period_to.year, sources)
    return QualityBase(ledger_import.organisation, spend, version, (ledger_import,))


def quality_facts(base: QualityBase, looked: Looked) -> QualityFacts:
    """Return what is known of the money of a base, in its organisation's currency, else in the one of most lines."""
    currency = base.organisation.currency
    found = _sums(base, currency)
    counted = {row.name: row.lines for row in found if row.part == "currency"}
    if counted and currency not in counted:
        currency = max(sorted(counted), key=counted.__getitem__)
        found = _sums(base, currency)
    return facts_from(found, _money_of_imports(base, currency), looked, currency)


def _sums(base: QualityBase, currency: str) -> list[Row]:
    text = "".join(statement(f"emissions.{name}") for name in ("data_quality", "supplier_standing", "quality_sums"))
    with set_wise(), connection.cursor() as cursor:
        cursor.execute(text, {**base.parameters, "currency": currency})
        return [Row(part, name, size or Decimal(0), lines or 0, things) for part, name, size, lines, things in cursor]


def _money_of_imports(base: QualityBase, currency: str) -> list[ImportMoney]:
    money = {row.pk: ImportMoney(row.pk, row.granularity, row.period_from, row.period_to) for row in base.imports}
    for row in rows("emissions.quality_months", {**base.parameters, "currency": currency}):
        known = money[row["import_id"]]
        months = {**known.months, row["month"]: known.months.get(row["month"], Decimal(0)) + row["amount"]}
        money[row["import_id"]] = replace(known, size=known.size + row["size"], months=months)
    return list(money.values())
