"""How one file was read: an import for each way in which its columns, amounts and currency were understood."""

from collections.abc import Iterable
from typing import Any

from emissions.models import LedgerImport, LedgerJoin

Said = dict[str, Any] | None


def said_of_columns(imports: Iterable[LedgerImport]) -> dict[int, Said]:
    """Return for each import what was said of its columns; None where nothing was.

    What a join made of a general ledger was read as the general ledger was.
    """
    found = list(imports)
    joins = LedgerJoin.objects.filter(result__in=found).values_list("result_id", "general__mapping")
    return {known.pk: known.mapping for known in found} | dict(joins)


def other_readings(ledger_import: LedgerImport) -> set[int]:
    """Return the numbers of the imports of the same table of the same file, read with other columns or currency."""
    same_file = LedgerImport.objects.filter(organisation=ledger_import.organisation, file=ledger_import.file_id)
    said = said_of_columns(same_file.only("mapping"))
    own = said[ledger_import.pk]
    return {number for number, other in said.items() if other != own and _sheet(other) == _sheet(own)}


def _sheet(said: Said) -> str:
    return said.get("sheet", "") if said else ""
