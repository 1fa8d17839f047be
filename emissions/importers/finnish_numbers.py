"""Supplier numbers in Finnish purchase invoices: business ids told from foreign numbers, personal codes taken out.

1. What looks like a personal identity code (131052-308T) is no supplier number: it becomes missing and is counted, also
   where its check character is wrong.
2. So do words that stand for a private person (`Yksityishenkilö`, `Toiminimi`) in the column of the number.
3. A Finnish number – seven digits, a hyphen and a check digit, or FI and eight digits – is checked; a wrong one stands
   as it is written and is counted. Numbers of other countries, by the country's column or their first two letters, are
   not checked.
"""

from collections.abc import Mapping
from typing import Final

import polars as pl

from emissions.importers.problem_log import ProblemLog
from foundation.personal_numbers import is_finnish_code
from organisations.calculations.organisation_numbers import digits_of, is_valid_number

_PRIVATE: Final = (
    r"(?i)^(yksityis(henkilö|hlö|et|et henkilöt)?|yksityinen( henkilö| elinkeinonharjoittaja)?|toiminimi(yrittäjä)?|"
    r"t:?mi|henkilö(tieto)?|luonnollinen henkilö|ei y-?tunnusta|ulkomaa(t|lainen)?)$"
)
_FOREIGN: Final = r"^(?:[A-EG-Z][A-Z]|F[A-HJ-Z])[ -]?[A-Z0-9]"
_FINNISH: Final = ("FI", "FIN", "246", "SUOMI", "FINLAND")


def without_persons(raw: pl.DataFrame, written: Mapping[str, str], log: ProblemLog) -> pl.DataFrame:
    """Return the rows without numbers that belong to persons; what was taken out and what is wrong is counted.

    `written` maps meanings to the names of their columns; without a column for the number nothing changes.
    """
    if "supplier_number" not in written:
        return raw
    numbers, name = raw["supplier_number"], written["supplier_number"]
    personal = numbers.is_in([number for number in numbers.drop_nulls().unique() if is_finnish_code(number)])
    personal = personal.fill_null(value=False)
    private = numbers.str.contains(_PRIVATE).fill_null(value=False)
    log.tally("personal_codes_read_as_missing", name, int(personal.sum()))
    log.tally("placeholders_read_as_missing", name, int(private.sum()))
    kept = raw.with_columns(pl.when(~personal & ~private).then(pl.col("supplier_number")))
    log.tally("business_ids_are_wrong", name, _wrong(kept))
    return kept


def _wrong(raw: pl.DataFrame) -> int:
    """Return how many rows have a number that should be a Finnish business id and is none."""
    finnish = raw["supplier_number"].str.to_uppercase().str.contains(_FOREIGN).fill_null(value=True).not_()
    if "country" in raw.columns:
        finnish &= raw["country"].str.to_uppercase().is_in(_FINNISH).fill_null(value=True)
    counts = raw["supplier_number"].filter(finnish).value_counts()
    return sum(count for number, count in counts.iter_rows() if not is_valid_number(digits_of(number), "FI"))
