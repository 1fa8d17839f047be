"""What suppliers have behind them: controls, open and past deviations, over all their contracts."""

from collections import defaultdict
from datetime import date

import polars as pl

from follow_up.calculations.deviation_history import FoundDeviation, Severity, deviation_history
from foundation.named_sql import rows

SCHEMA = {
    "contract": pl.Int64,
    "controls": pl.Int64,
    "past_deviations": pl.Float64,
    "open_deviations": pl.Float64,
}


def history_by_contract(organisation_id: int, today: date) -> pl.DataFrame:
    """Return by contract the history of its suppliers: that of the one with most deviations, of equal ones controls.

    Columns `contract`, `controls`, `past_deviations`, `open_deviations` as calculations/deviation_history.py says.
    """
    where = {"organisation_id": organisation_id}
    found: dict[str, list[FoundDeviation]] = defaultdict(list)
    for row in rows("follow_up.deviations_by_supplier", where):
        severity = Severity(row["severity"])
        found[row["supplier"]].append(FoundDeviation(severity, row["found_on"], row["closed_on"]))
    parties = rows("follow_up.suppliers_of_contracts", where)
    controls: dict[str, int] = defaultdict(int)
    for row in parties:
        controls[row["supplier"]] += row["controls"]
    told = {supplier: deviation_history(each, today) for supplier, each in found.items()}
    lines = []
    for row in parties:
        own = told.get(row["supplier"])
        past, still_open = (float(own.past), float(own.open)) if own else (0.0, 0.0)
        lines.append((row["contract"], controls[row["supplier"]], past, still_open))
    frame = pl.DataFrame(lines, schema=SCHEMA, orient="row")
    worst = frame.sort("open_deviations", "past_deviations", "controls", descending=True)
    return worst.unique("contract", keep="first", maintain_order=True)
