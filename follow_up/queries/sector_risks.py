"""The risks by category that are shipped."""

from functools import cache
from pathlib import Path

import yaml

from follow_up.calculations.sector_risk import SectorRisks, read_sector_risks

SHIPPED = Path(__file__).resolve().parent.parent / "reference" / "sector_risk.yaml"


@cache
def shipped_sector_risks() -> SectorRisks:
    """Return the risks of follow_up/reference/sector_risk.yaml."""
    return read_sector_risks(yaml.safe_load(SHIPPED.read_text(encoding="utf-8")))
