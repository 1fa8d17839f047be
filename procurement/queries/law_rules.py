"""The rules of law that are shipped."""

from functools import cache
from pathlib import Path

import yaml

from procurement.calculations.law_rules import LawRules
from procurement.calculations.law_rules_reading import read_law_rules

SHIPPED = Path(__file__).resolve().parent.parent / "law_rules.yaml"


@cache
def shipped_law_rules() -> LawRules:
    """Return the rules of procurement/law_rules.yaml."""
    return read_law_rules(yaml.safe_load(SHIPPED.read_text(encoding="utf-8")))
