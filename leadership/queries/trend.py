"""The trend of one organisation, or of members together, at constant prices."""

from collections.abc import Sequence

import polars as pl

from emissions.calculations.constant_prices import Comparison
from emissions.queries.comparison import comparable_years, constant_choice, own_sets_beside, years_compared
from emissions.queries.year_coverage import years_held
from leadership.calculations.members_trend import Member, members_together
from organisations.models import Organisation

FEWEST_YEARS = 2


def trend_of(organisation: Organisation, totals: pl.DataFrame, factor_set: str) -> Comparison | None:
    """Return all years of an organisation that factors reach side by side; nothing where there is only one.

    Nor is there anything where the set cannot be used any longer, or is out of the reader's sight.
    """
    own = own_sets_beside(organisation, factor_set)
    if own is None:
        return None
    years = comparable_years(organisation, totals, factor_set, own)
    if len(years) < FEWEST_YEARS:
        return None
    return years_compared(organisation, totals, years, factor_set, own).comparison


def trend_together(
    members: Sequence[Organisation], totals: pl.DataFrame, factor_set: str
) -> tuple[Comparison | None, tuple[Organisation, ...]]:
    """Return the years that most members have in common, and the members that have all of them; thin ones are none."""
    held = years_held(members, totals)
    by_member = {
        member: set(comparable_years(member, totals, factor_set)) - held[member.pk].thin.keys() for member in members
    }
    years = sorted(set().union(*by_member.values()))
    while len(years) >= FEWEST_YEARS:
        complete = tuple(member for member, known in by_member.items() if known.issuperset(years))
        if complete:
            together = [_member(member, totals, years, factor_set) for member in complete]
            return members_together(together, years), complete
        years = years[1:]
    return None, ()


def _member(member: Organisation, totals: pl.DataFrame, years: Sequence[int], factor_set: str) -> Member:
    mine = totals.filter((pl.col("organisation") == member.pk) & pl.col("year").is_in(list(years)))
    currencies = tuple(sorted(set(mine["currency"])))
    return Member(mine, constant_choice(factor_set, member.country, tuple(years), currencies))
