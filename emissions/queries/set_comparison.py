"""Factor sets compared: per category in one currency and price year, and on the accounts of one year."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

import polars as pl

from emissions.calculations.factor_comparison import SetComparison, compare_sets
from emissions.calculations.factor_set import FactorSet
from emissions.calculations.results import FootprintResult
from emissions.calculations.spend_based import footprints_of
from emissions.models import OwnSetVersion
from emissions.queries.current_basis import choices_by_owner
from emissions.queries.own_sets import PREFIX, OwnKey, loaded, usable_sets
from emissions.queries.published import category_mappings, ghg_categories, price_data
from emissions.queries.spend import YearOfAccounts, accounts_of_years
from organisations.models import Organisation
from organisations.reference.categories import category_leaves


@dataclass(frozen=True, slots=True)
class CategoryDifference:
    """One category under two choices, in kg CO2e; None where that choice has no factor. `amount` in own currency."""

    category: str
    amount: Decimal
    one_kg: Decimal | None
    other_kg: Decimal | None

    @property
    def difference(self) -> Decimal | None:
        """What the other says more; None where one of them has no figure."""
        return None if self.one_kg is None or self.other_kg is None else self.other_kg - self.one_kg


@dataclass(frozen=True, slots=True)
class TwoSets:
    """One year's accounts under two choices of factors; nothing of it is kept."""

    year: int
    one: FootprintResult
    other: FootprintResult
    categories: tuple[CategoryDifference, ...]


def sets_compared(
    organisation: Organisation, factor_sets: Sequence[FactorSet], *, currency: str, year: int
) -> SetComparison:
    """Return the sets side by side for one unit of money, spent where the organisation is."""
    own = {
        row.factor_set.code: OwnKey(row.pk, row.factor_set.code, row.content_hash)
        for row in _own(organisation, factor_sets)
    }
    mappings = category_mappings() | {code: loaded(key).mapping for code, key in own.items()}
    return compare_sets(
        factor_sets,
        mappings,
        categories=[leaf.code for leaf in category_leaves().values() if not leaf.retired],
        currency=currency,
        year=year,
        country=organisation.country,
        prices=price_data(),
    )


def on_accounts(organisation: Organisation, year: int, one: str, other: str) -> TwoSets | None:
    """Return what the year's footprint would be with each of two sets chosen; None for a year without accounts.

    Calculated like a footprint, helping sets and all, and kept nowhere. NotFoundError where a set is not there.
    """
    accounts = next((found for found in accounts_of_years([organisation.pk]) if found.year == year), None)
    if accounts is None:
        return None
    totals = _totals(accounts)
    choices = [choices_by_owner({organisation.pk: organisation}, [accounts], code) for code in (one, other)]
    first, second = footprints_of([(totals, found[organisation.pk].choice) for found in choices])
    return TwoSets(year, first, second, tuple(_differences(totals, organisation.currency, first, second)))


def _own(organisation: Organisation, factor_sets: Sequence[FactorSet]) -> list[OwnSetVersion]:
    wanted = {known.code for known in factor_sets if known.code.startswith(PREFIX)}
    return [row for row in usable_sets(organisation) if row.factor_set.code in wanted] if wanted else []


def _totals(accounts: YearOfAccounts) -> pl.DataFrame:
    return accounts.totals.with_columns(
        ghg_category=pl.col("category").replace_strict(ghg_categories(), default=None, return_dtype=pl.Int64)
    )


def _differences(
    totals: pl.DataFrame, currency: str, one: FootprintResult, other: FootprintResult
) -> list[CategoryDifference]:
    counted = totals.filter(pl.col("treatment").is_in(["purchase", "capital_good"]) & pl.col("category").is_not_null())
    money = counted.filter(pl.col("currency") == currency).group_by("category").agg(pl.col("amount").sum())
    amounts: dict[str, Decimal] = dict(money.iter_rows())
    known = set(counted["category"])
    found = [
        CategoryDifference(
            category,
            amounts.get(category, Decimal(0)),
            one.by_category[category].mean_kg if category in one.by_category else None,
            other.by_category[category].mean_kg if category in other.by_category else None,
        )
        for category in known
    ]
    return sorted(found, key=_largest_first)


def _largest_first(row: CategoryDifference) -> tuple[Decimal, str]:
    known = row.difference if row.difference is not None else row.one_kg if row.one_kg is not None else row.other_kg
    return -abs(known or Decimal(0)), row.category
