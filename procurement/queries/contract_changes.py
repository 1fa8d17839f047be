"""What a contract was worth before it was changed, and how much it was changed on one ground so far."""

from decimal import Decimal
from fractions import Fraction

from procurement.models import Contract, ContractChange


def first_value(contract: Contract) -> Decimal | None:
    """Return what the contract was worth before its value was ever changed; None where that was not said."""
    changes = sorted((each for each in contract.changes.all() if each.obligation_id is None), key=lambda each: each.pk)
    said = (change.before.get("value") for change in changes)
    return next((Decimal(value) for value in said if value is not None), contract.value)


def percent_in_all(
    contract: Contract, ground: str, *, by: Decimal | None = None, percent: Decimal | None = None
) -> Decimal:
    """Return how much the contract is changed on this ground with a change by this sum, in per cent of its first value.

    Sums are added before anything is divided, so that no rounding adds up; what is kept beside a change is rounded to
    be shown. A change without sums counts by its `percent`, as a person has said it, and as nothing where nobody has.
    """
    first = first_value(contract)
    sums, said = Fraction(0), Fraction(percent or 0)
    for change in ContractChange.objects.filter(contract=contract, ground=ground):
        changed_by = _sum_of(change)
        if first and changed_by is not None:
            sums += changed_by
        else:
            said += Fraction(change.percent or 0)
    if first and by is not None:
        sums += Fraction(by)
        said -= Fraction(percent or 0)
    in_all = said + (sums * 100 / Fraction(first) if first else 0)
    return Decimal(in_all.numerator) / Decimal(in_all.denominator)


def _sum_of(change: ContractChange) -> Fraction | None:
    """Return by which sum a recorded change moved the value, up or down; None where it did not, or from nothing."""
    before, after = (said.get("value") if isinstance(said, dict) else None for said in (change.before, change.after))
    return None if before is None or after is None else abs(Fraction(after) - Fraction(before))
