"""What became of ledgers that were brought together: the join of an import, what it did not find, who told a line."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import Exists, OuterRef, Q

from emissions.models import JoinedSupplierLedger, LedgerImport, LedgerJoin
from foundation.named_sql import rows, set_wise

EVERY_LINE = 1_000_000


@dataclass(frozen=True, slots=True)
class Teller:
    """The row of a supplier ledger that told a posting whom it paid, and the way in which it was found."""

    ledger_import: LedgerImport
    row: int
    way: str


def newest_join(ledger_import: LedgerImport) -> LedgerJoin | None:
    """Return the last join that the import is the result of, was made for, or told in; None where there is none."""
    told = JoinedSupplierLedger.objects.filter(join=OuterRef("pk"), ledger_import=ledger_import)
    part = Q(result=ledger_import) | Q(general=ledger_import) | Q(Exists(told))
    found = LedgerJoin.objects.filter(part, organisation=ledger_import.organisation_id).order_by("-pk")
    newest = found.values_list("pk", flat=True).first()  # most imports have none, and the whole of one is much to ask
    return LedgerJoin.objects.select_related("general__file", "result__file").get(pk=newest) if newest else None


def told_by(join: LedgerJoin) -> list[LedgerImport]:
    """Return the supplier ledgers of a join with their files, oldest first."""
    found = join.suppliers.select_related("ledger_import__file").order_by("ledger_import_id")
    return [joined.ledger_import for joined in found]


def unfound_sums(join: LedgerJoin) -> list[dict[str, Any]]:
    """Return currency, lines and amount of what the supplier ledgers have and the general ledger has not."""
    kept = join.report.get("missing")
    if kept is None:  # joined before reports said so
        return rows("emissions.unfound_sums", _parameters(join))
    return [{**row, "amount": Decimal(row["amount"])} for row in kept]


def unfound_lines(join: LedgerJoin, *, start: int, size: int) -> list[dict[str, Any]]:
    """Return a page of those lines, as `emissions.queries.lines` describes lines without a treatment; largest first."""
    return rows("emissions.unfound_lines", {**_parameters(join), "start": start, "size": size})


def all_unfound_lines(join: LedgerJoin) -> list[dict[str, Any]]:
    """Return all those lines as `unfound_lines` does."""
    with set_wise():
        return unfound_lines(join, start=0, size=EVERY_LINE)


def teller_of(ledger_import: LedgerImport, row: int) -> Teller | None:
    """Return who told a line of a join's result; None for a line that nobody told."""
    parameters = {"organisation_id": ledger_import.organisation_id, "import_id": ledger_import.pk, "row": row}
    for found in rows("emissions.teller_of_line", parameters):
        source = LedgerImport.objects.filter(pk=found["by_import_id"]).first()
        return Teller(source, found["by_row"], found["way"]) if source else None
    return None


def account_names(join: LedgerJoin) -> dict[str, str]:
    """Return what the organisation calls the accounts of the chart that the general ledger follows."""
    found = rows("emissions.account_names", {"organisation_id": join.organisation_id})
    return {row["account"]: row["name"] for row in found if row["chart"] == join.general.chart}


def _parameters(join: LedgerJoin) -> dict[str, Any]:
    return {"organisation_id": join.organisation_id, "join_id": join.pk}
