"""Look once at the lines of an import: what they lack, which are doubles, which vouchers do not balance.

What is found says nothing of categories, so a changed rule leaves it as it is. It is looked at right after an import,
else by the first page that asks; everything is derived, and looking again gives the same.
"""

from collections.abc import Iterable
from typing import Any

from django.db import transaction

from emissions.models import ImportQuality, LedgerImport
from foundation.access import current_access, open_access
from foundation.named_sql import execute, rows, set_wise
from foundation.postgres.locks import hold
from foundation.scoping import access_for_work

LOOK_VERSION = 1
EVERY_LINE = {"unvouched": "unvouched", "untexted": "untexted", "uninvoiced": "uninvoiced", "unchecked": "unchecked"}


def ensure_import_quality(ledger_imports: Iterable[LedgerImport]) -> dict[int, dict[str, Any]]:
    """Return by import what its lines say and lack, looking at those that nobody has looked at yet.

    Whoever may read an organisation's lines gets them looked at: it is the work that stores what is found.
    """
    wanted = {row.pk: row for row in ledger_imports}
    kept = ImportQuality.objects.filter(ledger_import__in=wanted, version=LOOK_VERSION)
    found: dict[int, dict[str, Any]] = dict(kept.values_list("ledger_import_id", "found"))
    for number in sorted(wanted.keys() - found.keys()):
        if wanted[number].organisation_id in current_access().rows:
            with open_access(access_for_work(wanted[number].organisation_id)):
                found[number] = look_at_import(wanted[number])
    return found


@transaction.atomic
def look_at_import(ledger_import: LedgerImport) -> dict[str, Any]:
    """Look at the lines of an import and keep what is found; two at once find the same, and one keeps it."""
    hold("import_quality", ledger_import.pk)
    kept = ImportQuality.objects.filter(ledger_import=ledger_import).first()
    if kept and kept.version == LOOK_VERSION:
        return dict(kept.found)
    parameters: dict[str, Any] = {"organisation_id": ledger_import.organisation_id, "import_id": ledger_import.pk}
    execute("emissions.forget_quality_cells", parameters)
    with set_wise():
        (said,) = rows("emissions.lines_looked_at", parameters)
    found = {**said, **_told(ledger_import, said)}
    parameters |= {
        "facts": _facts(ledger_import, said),
        "period_from": ledger_import.period_from,
        "period_to": ledger_import.period_to,
    }
    with set_wise():
        execute("emissions.remember_quality_cells", parameters)
    ImportQuality.objects.update_or_create(
        ledger_import=ledger_import,
        defaults={"organisation_id": ledger_import.organisation_id, "version": LOOK_VERSION, "found": found},
    )
    return found


def _told(ledger_import: LedgerImport, said: dict[str, int]) -> dict[str, bool]:
    """Return what the file lets be told: days, doubles, vouchers of two sides, and whether it differs from balances."""
    two_sided = ledger_import.ledger == LedgerImport.Ledger.GENERAL and said["unbalanced"] * 2 <= said["vouchers"]
    codes = {problem["code"] for problem in ledger_import.problems}
    return {
        "has_days": ledger_import.granularity == LedgerImport.Granularity.DAY,
        "has_months": ledger_import.granularity != LedgerImport.Granularity.YEAR,
        "can_be_double": said["unchecked"] < said["lines"],
        "has_vouchers": said["vouchers"] > 0 and two_sided,
        "differs_from_balances": "vouchers_differ_from_balances" in codes,
    }


def _facts(ledger_import: LedgerImport, said: dict[str, int]) -> list[str]:
    """Return which facts are kept by posting key: what all lines lack is said once, for the import."""
    told = _told(ledger_import, said)
    facts = [name for name, count in EVERY_LINE.items() if 0 < said[count] < said["lines"]]
    facts += ["undated"] if told["has_days"] and said["undated"] else []
    facts += ["outside"] if told["has_months"] else []
    facts += ["duplicate"] if told["can_be_double"] else []
    return facts + (["round"] if told["has_vouchers"] else [])
