"""What became of an import: how much of it counts, what was left out and why, which months it is current for."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet

from emissions.calculations.results import COUNTED, IN_TOTAL, Treatment
from emissions.models import LedgerImport, LedgerJoin
from emissions.queries.periods import lying_beside
from foundation.named_sql import set_wise_rows

SHARE = Decimal("0.0001")


@dataclass(frozen=True, slots=True)
class Treated:
    """An import as it was last counted: rows of treatment, category, reason, investment, currency, amount and lines.

    Shares and sums are of its own currency; money in others stands beside it and is never added up with it. A current
    import is counted under the newest mapping version, a replaced one under the last that it was current for.
    """

    currency: str
    rows: list[dict[str, Any]]

    @property
    def excluded(self) -> dict[str, dict[str, Any]]:
        """Lines and money left out, by reason; with other_money by currency where there is any."""
        reasons = sorted({row["reason"] for row in self.rows if row["treatment"] == Treatment.EXCLUDED})
        return {reason: self._left_out(reason) for reason in reasons}

    def _left_out(self, reason: str) -> dict[str, Any]:
        found = [row for row in self.rows if row["treatment"] == Treatment.EXCLUDED and row["reason"] == reason]
        sums = {self.currency: Decimal(0)}
        for row in found:
            sums[row["currency"]] = sums.get(row["currency"], Decimal(0)) + row["amount"]
        own, *others = ((currency, f"{amount:.2f}") for currency, amount in sums.items())
        said = {"lines": sum(row["lines"] for row in found), "amount": own[1]}
        return {**said, "other_money": dict(others)} if others else said

    @property
    def classified_share(self) -> str | None:
        """Share of counted money, by size, that has a category; nothing where no money counts."""
        counted = self._counted()
        whole = sum((abs(row["amount"]) for row in counted), Decimal(0))
        known = sum((abs(row["amount"]) for row in counted if row["treatment"] in IN_TOTAL), Decimal(0))
        return str((known / whole).quantize(SHARE)) if whole else None

    @property
    def counted(self) -> Decimal:
        """Money that counts, capital goods and what has no category yet included."""
        return sum((row["amount"] for row in self._counted()), Decimal(0))

    def _counted(self) -> list[dict[str, Any]]:
        return [row for row in self.rows if row["treatment"] in COUNTED and row["currency"] == self.currency]


@dataclass(frozen=True, slots=True)
class ImportStanding:
    """How many of its months (running and investment accounts apart) an import is the source of.

    `counts_somewhere` is false for one whose ledger counts in none of its years, `counts_everywhere` for one whose
    ledger does not count in one of them: it lies beside the other ledger.
    """

    places: int
    current: int
    counts_everywhere: bool = True
    counts_somewhere: bool = True

    @property
    def state(self) -> str:
        """One word: current, partly, beside (the source of months in which another ledger counts) or replaced."""
        if not self.current:
            return "replaced"
        if not self.counts_somewhere:
            return "beside"
        return "current" if self.holds_all and self.counts_everywhere else "partly"

    @property
    def holds_all(self) -> bool:
        """Whether it is the source of all its months, counting or beside another ledger."""
        return self.current == self.places


@dataclass(frozen=True, slots=True)
class ImportPlace:
    """One month of an import: its lines, the money that counts in its currency, and the import in use there."""

    month: date
    investment: bool
    lines: int
    counted: Decimal | None
    holder: LedgerImport | None


def treatment_of_import(ledger_import: LedgerImport) -> Treated:
    """Return how the import's money is treated."""
    return treatment_of_imports(ledger_import.organisation_id, [ledger_import])[ledger_import.pk]


def treatment_of_imports(organisation_id: int, imports: Sequence[LedgerImport]) -> dict[int, Treated]:
    """Return for each import how its money is treated, in one query."""
    found: dict[int, list[dict[str, Any]]] = defaultdict(list)
    parameters = {"organisation_id": organisation_id, "imports": [known.pk for known in imports]}
    for row in set_wise_rows("emissions.treatment_of_imports", parameters=parameters):
        found[row["import_id"]].append(row)
    return {known.pk: Treated(known.currency, found[known.pk]) for known in imports}


def standings_of(organisation_id: int, imports: Sequence[int]) -> dict[int, ImportStanding]:
    """Return for each import how many of its months it is current for and whether it counts there, in two queries."""
    parameters = {"organisation_id": organisation_id, "imports": list(imports)}
    found = set_wise_rows("emissions.import_standing", parameters=parameters)
    beside = lying_beside(organisation_id)
    standings = {
        row["import_id"]: ImportStanding(
            row["places"],
            row["current_places"],
            counts_everywhere=row["import_id"] not in beside,
            counts_somewhere=beside.get(row["import_id"], True),
        )
        for row in found
    }
    return {number: standings.get(number, ImportStanding(0, 0)) for number in imports}


def places_of(ledger_import: LedgerImport) -> list[ImportPlace]:
    """Return the months that the import has lines in, with who is current there."""
    parameters = {
        "organisation_id": ledger_import.organisation_id,
        "import_id": ledger_import.pk,
        "ledger": ledger_import.ledger,
        "currency": ledger_import.currency,
        "counted": sorted(COUNTED),
    }
    found = set_wise_rows("emissions.import_places", parameters=parameters)
    holders = {ledger_import.pk: ledger_import}
    if others := {row["holder_id"] for row in found} - {None, ledger_import.pk}:
        holders |= LedgerImport.objects.select_related("file").in_bulk(others)
    return [
        ImportPlace(row["month"], row["investment"], row["lines"], row["counted"], holders.get(row["holder_id"]))
        for row in found
    ]


def imports_listed(organisation_id: int) -> QuerySet[LedgerImport]:
    """Return the organisation's imports with their files, newest first, without what only their own page shows.

    `is_joined` says that a supplier ledger told it whom it paid.
    """
    made = LedgerJoin.objects.filter(result=OuterRef("pk"))
    found = LedgerImport.objects.filter(organisation_id=organisation_id).annotate(is_joined=Exists(made))
    return found.select_related("file").defer("summary", "problems").order_by("-imported_at", "-pk")
