"""How one file was read: an import for each way in which its columns, amounts and currency were understood."""

from collections.abc import Iterable
from typing import Any

from emissions.models import LedgerImport, LedgerJoin
from foundation.files.models import StoredFile

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
    said = _said_of_file(ledger_import.organisation_id, ledger_import.file_id)
    return _others(said, said[ledger_import.pk])


def readings_otherwise(stored: StoredFile, mapping: Said) -> set[int]:
    """Return the same for a file that is not imported yet as `mapping` says."""
    return _others(_said_of_file(stored.organisation_id, stored.pk), mapping)


def _said_of_file(organisation_id: int, file_id: int) -> dict[int, Said]:
    imports = LedgerImport.objects.filter(organisation_id=organisation_id, file_id=file_id)
    return said_of_columns(imports.only("mapping"))


def _others(said: dict[int, Said], own: Said) -> set[int]:
    return {number for number, other in said.items() if other != own and _sheet(other) == _sheet(own)}


def _sheet(said: Said) -> str:
    return said.get("sheet", "") if said else ""
