"""Which rows of the account crosswalks are broad: the account holds goods of many kinds and its name does not help.

What stands on such an account has a category, but one that is right for a part of it only. The list is kept in
`catch_all.csv` with a reason for each row; it decides no category, so it is no part of the version of the rules.
"""

import csv
from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

from emissions.rules import RULES


@cache
def catch_all_mappings() -> Mapping[str, str]:
    """Return by the id of a crosswalk row (such as KO-015) why its account holds goods of many kinds (English)."""
    with (RULES / "catch_all.csv").open(encoding="utf-8", newline="") as file:
        return MappingProxyType({row["mapping"]: row["rationale"] for row in csv.DictReader(file)})
