"""What became of an import: how much of it counts, what was left out and why."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from emissions.models import LedgerImport
from foundation.named_sql import rows, set_wise

SHARE = Decimal("0.0001")
COUNTED = ("purchase", "capital_good", "unclassified")


@dataclass(frozen=True, slots=True)
class Treated:
    """An import under the newest mapping version: rows of treatment, category, reason, amount and lines."""

    rows: list[dict[str, Any]]

    @property
    def excluded(self) -> dict[str, dict[str, Any]]:
        """Lines and money left out, by reason."""
        left_out: dict[str, dict[str, Any]] = {}
        for row in self.rows:
            if row["treatment"] == "excluded":
                entry = left_out.setdefault(row["reason"], {"lines": 0, "amount": Decimal(0)})
                entry["lines"] += row["lines"]
                entry["amount"] += row["amount"]
        return {
            reason: {"lines": entry["lines"], "amount": f"{entry['amount']:.2f}"}
            for reason, entry in sorted(left_out.items())
        }

    @property
    def classified_share(self) -> str | None:
        """Share of counted money, by size, that has a category; nothing where no money counts."""
        counted = [row for row in self.rows if row["treatment"] in COUNTED]
        whole = sum((abs(row["amount"]) for row in counted), Decimal(0))
        known = sum((abs(row["amount"]) for row in counted if row["treatment"] != "unclassified"), Decimal(0))
        return str((known / whole).quantize(SHARE)) if whole else None


def treatment_of_import(ledger_import: LedgerImport) -> Treated:
    """Return how the import's money is treated under the organisation's newest mapping version."""
    parameters = {"organisation_id": ledger_import.organisation_id, "import_id": ledger_import.pk}
    with set_wise():
        return Treated(rows("emissions.treatment_of_import", parameters))
