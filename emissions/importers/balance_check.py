"""Do the vouchers of a file add up to the balances that it states? Where not, vouchers may be missing."""

from collections.abc import Mapping
from decimal import Decimal

from emissions.importers.amounts import amount_text
from foundation.problems import Problem, Severity

_CENT, _NOTHING = Decimal("0.01"), Decimal(0)


def balance_difference(movements: Mapping[str, Decimal], sums: Mapping[str, Decimal], stated_in: str) -> Problem | None:
    """Return a warning where accounts moved otherwise by their balances than by their vouchers, to the cent.

    `movements` are by account closing less opening balances, `sums` the sums of its postings; `stated_in` is what the
    balances stand in. A file whose balances never moved states none.
    """
    if not any(movements.values()):
        return None
    differing = [
        account
        for account, movement in sorted(movements.items())
        if movement.quantize(_CENT) != sums.get(account, _NOTHING).quantize(_CENT)
    ]
    if not differing:
        return None
    account = differing[0]
    values = {
        "count": len(differing),
        "account": account,
        "movement": amount_text(movements[account]),
        "sum": amount_text(sums.get(account, _NOTHING)),
    }
    return Problem("vouchers_differ_from_balances", "file", stated_in, Severity.WARNING, values)
