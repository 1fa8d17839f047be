"""What is at stake where a category is uncertain: kilograms by which the figure may be wrong, per unit of money.

Source: docs/methods/review_queue.md.
1. A catch-all account may hold whatever other rows of the crosswalk for the same accounts name. At stake is the
   largest less the smallest intensity among those categories and its own.
2. Where fewer than two of them have a factor, or nothing is known of the account, at stake is the mean intensity: the
   year's kilograms through its money.
"""

from collections.abc import Collection, Mapping, Sequence
from decimal import Decimal

from organisations.reference.crosswalks import AccountMapping

ENOUGH = 2  # categories with a factor, from which a spread can be taken
Intensities = Mapping[tuple[str, str], Decimal]


def plausible_categories(mappings: Sequence[AccountMapping], reference: str) -> frozenset[str]:
    """Return the categories that lines on the accounts of a crosswalk row may have: its own, and those of other rows.

    Another row counts where its accounts lie within or around those of the row, for the same part of the ledger or all.
    """
    row = next((one for one in mappings if one.mapping_id == reference), None)
    if row is None:
        return frozenset()
    near = (other for other in mappings if _touches(other, row))
    return frozenset(one.category for one in near if one.category)


def stakes(
    plausible: Mapping[str, Collection[str]], intensities: Intensities, mean: Mapping[str, Decimal]
) -> dict[tuple[str, str], Decimal]:
    """Return kg per unit of money at stake by crosswalk row and currency; only for the currencies with a mean.

    `plausible` are by crosswalk row the `plausible_categories`, `intensities` kg per unit of money by category and
    currency, `mean` the year's kilograms through its money.
    """
    found = {}
    for reference, categories in plausible.items():
        for currency, usual in mean.items():
            known = [intensities[name, currency] for name in sorted(categories) if (name, currency) in intensities]
            found[reference, currency] = max(known) - min(known) if len(known) >= ENOUGH else usual
    return found


def _touches(other: AccountMapping, row: AccountMapping) -> bool:
    if other.ledger_part and row.ledger_part and other.ledger_part != row.ledger_part:
        return False
    return any(one.startswith(prefix) or prefix.startswith(one) for one in other.accounts for prefix in row.accounts)
