"""What the accounts of each year hold, and which years hold too little to be compared."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

import polars as pl

from emissions.calculations.results import COUNTED
from emissions.calculations.year_coverage import MONTHS, ThinYear, YearHeld, thin_years
from emissions.queries.spend import months_held
from foundation.named_sql import rows
from organisations.models import Organisation


@dataclass(frozen=True, slots=True)
class HeldYears:
    """The years of one organisation: how many months each holds, and those that are thin."""

    months: Mapping[int, int]
    thin: Mapping[int, ThinYear]


def years_held(organisations: Sequence[Organisation], totals: pl.DataFrame) -> dict[int, HeldYears]:
    """Return what each organisation's years hold, by its id; `totals` as of comparison.totals_of."""
    months = months_held([organisation.pk for organisation in organisations])
    return {each.pk: _years(each, totals, months.get(each.pk, {})) for each in organisations}


def counted_money(organisations: Sequence[Organisation]) -> dict[int, dict[int, Decimal]]:
    """Return by organisation and year the money that counts, in its own currency: the sum that every page shows."""
    own = {organisation.pk: organisation.currency for organisation in organisations}
    found: dict[int, dict[int, Decimal]] = {pk: {} for pk in own}
    for row in rows("emissions.counted_money", {"organisation_ids": list(own), "counted": sorted(COUNTED)}):
        if row["currency"] == own[row["organisation_id"]]:
            found[row["organisation_id"]][row["year"]] = row["amount"]
    return found


def _counted(organisation: Organisation, mine: pl.DataFrame) -> dict[int, Decimal]:
    counted = mine.filter(pl.col("treatment").is_in(sorted(COUNTED)), pl.col("currency") == organisation.currency)
    return dict(counted.group_by("year").agg(pl.col("amount").sum()).iter_rows())


def _years(organisation: Organisation, totals: pl.DataFrame, months: Mapping[int, int]) -> HeldYears:
    mine = totals.filter(pl.col("organisation") == organisation.pk)
    money = _counted(organisation, mine)
    known = {year: months.get(year, MONTHS) for year in sorted(set(mine["year"].to_list()))}
    return HeldYears(known, thin_years([YearHeld(year, held, money.get(year)) for year, held in known.items()]))
