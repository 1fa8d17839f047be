"""What suppliers have behind them: controls, open and past deviations, over all their contracts."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import polars as pl

from follow_up.calculations.deviation_history import DeviationHistory, FoundDeviation, Severity, deviation_history
from follow_up.calculations.supplier_keys import supplier_key
from follow_up.models import Deviation, DeviationState
from follow_up.queries.belonging import party_of_deviation
from foundation.named_sql import rows
from procurement.models import ContractState

OF_CONTRACTS = {
    "contract": pl.Int64,
    "controls": pl.Int64,
    "past_deviations": pl.Float64,
    "open_deviations": pl.Float64,
}
OF_SUPPLIERS = {"supplier": pl.String, "controls": pl.Int64, "past_deviations": pl.Float64}
NOTHING = deviation_history((), date.min)


@dataclass(frozen=True, slots=True)
class SuppliersHistory:
    """Frames: `by_contract` with the columns of OF_CONTRACTS, `suppliers` with those of OF_SUPPLIERS, each once."""

    by_contract: pl.DataFrame
    suppliers: pl.DataFrame


@dataclass(frozen=True, slots=True)
class _Told:
    """Deviations by supplier, and by contract those that belong to none of its suppliers."""

    of_supplier: Mapping[str, DeviationHistory]
    of_contract: Mapping[int, DeviationHistory]


def suppliers_history(organisation_id: int, today: date) -> SuppliersHistory:
    """Return the history of suppliers, and by contract that of the one with most deviations, of equal ones controls.

    A contract has its own deviations beside that belong to none of its suppliers. Columns as
    calculations/deviation_history.py says. Method: docs/methods/priority.md.
    """
    places = rows("follow_up.suppliers_of_contracts", {"organisation_id": organisation_id})
    keys = _keys(places)
    told = _told(organisation_id, keys, today)
    controls: dict[str, int] = defaultdict(int)
    for row in places:
        controls[keys[row["party"]]] += row["controls"]
    suppliers = [(key, count, float(told.of_supplier.get(key, NOTHING).past)) for key, count in controls.items()]
    return SuppliersHistory(
        _by_contract([(row["contract"], keys[row["party"]]) for row in places], controls, told),
        pl.DataFrame(suppliers, schema=OF_SUPPLIERS, orient="row"),
    )


def _keys(places: Iterable[Mapping[str, Any]]) -> dict[int, str]:
    """Return by party the key of the supplier; one that is written alike in many contracts is worked out once."""
    known: dict[tuple[str, str, str], str] = {}
    found = {}
    for row in places:
        written = (row["name"], row["number"], row["country"])
        if written not in known:
            known[written] = supplier_key(*written)
        found[row["party"]] = known[written]
    return found


def _told(organisation_id: int, keys: Mapping[int, str], today: date) -> _Told:
    of_supplier: dict[str, list[FoundDeviation]] = defaultdict(list)
    of_contract: dict[int, list[FoundDeviation]] = defaultdict(list)
    those = Deviation.objects.filter(organisation=organisation_id, contract__state=ContractState.SIGNED)
    counting = those.exclude(state=DeviationState.WITHDRAWN).annotate(whose=party_of_deviation()).order_by()
    for contract, whose, severity, found_on, closed_on in counting.values_list(
        "contract_id", "whose", "severity", "found_on", "closed_on"
    ):
        supplier = keys.get(whose)
        (of_contract[contract] if supplier is None else of_supplier[supplier]).append(
            FoundDeviation(Severity(severity), found_on, closed_on)
        )
    return _Told(
        {key: deviation_history(found, today) for key, found in of_supplier.items()},
        {key: deviation_history(found, today) for key, found in of_contract.items()},
    )


def _by_contract(places: Iterable[tuple[int, str]], controls: Mapping[str, int], told: _Told) -> pl.DataFrame:
    lines = []
    for contract, supplier in places:
        own, common = told.of_supplier.get(supplier, NOTHING), told.of_contract.get(contract, NOTHING)
        lines.append((contract, controls[supplier], float(own.past + common.past), float(own.open + common.open)))
    frame = pl.DataFrame(lines, schema=OF_CONTRACTS, orient="row")
    worst = frame.sort("open_deviations", "past_deviations", "controls", descending=True)
    return worst.unique("contract", keep="first", maintain_order=True)
