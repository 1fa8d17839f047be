"""What is kept of the four assumptions behind a saving, as texts, and how they are read back.

Shares are kept between 0 and 1, emissions in tonnes CO2e a year, all as decimal texts.
"""

from collections.abc import Mapping
from decimal import Decimal, InvalidOperation

from procurement.calculations.step_saving import Assumption, SavingBasis

QUANTITIES = ("emissions", "touched", "baseline", "reduction")
SHARES = ("touched", "baseline", "reduction")


def basis_of(kept: Mapping[str, Mapping[str, str]]) -> SavingBasis:
    """Return the assumptions that were kept; None for each that is missing or makes no sense.

    >>> basis_of({"touched": {"value": "0.6", "low": "0.5", "high": "0.7", "source": "Own count"}}).touched.low
    Decimal('0.5')
    """
    return SavingBasis(**{name: _assumption(kept.get(name)) for name in QUANTITIES})


def kept_basis(basis: SavingBasis) -> dict[str, dict[str, str]]:
    """Return the assumptions as they are kept; one that is missing stands nowhere."""
    those = {name: getattr(basis, name) for name in QUANTITIES}
    return {
        name: {"value": str(each.value), "low": str(each.low), "high": str(each.high), "source": each.source}
        for name, each in those.items()
        if each is not None
    }


def _assumption(kept: Mapping[str, str] | None) -> Assumption | None:
    if not kept:
        return None
    try:
        value, low, high = (Decimal(str(kept[name])) for name in ("value", "low", "high"))
        return Assumption(value, low, high, str(kept.get("source", "")))
    except (KeyError, InvalidOperation, ValueError):
        return None
