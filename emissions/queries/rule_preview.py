"""What a change of rules or policies would move, before it is saved: lines, money and tonnes, from where to where."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import Any

import polars as pl

from emissions.calculations.accounts import with_account_parts
from emissions.calculations.classification import Defaults, Rule, classify
from emissions.calculations.classification_preview import moves, moves_by
from emissions.calculations.exclusions import treatments
from emissions.calculations.results import COUNTED, IN_TOTAL
from emissions.models import Intensity, MappingVersion
from emissions.queries.footprints import newest_footprints
from emissions.queries.mapping import (
    decisions_under,
    key_money,
    keys_frame,
    latest_mapping_version,
    policies_under,
    rules_under,
)
from emissions.queries.reference import mapping_defaults
from emissions.queries.spend import spend_bases_of, years_with_spend
from organisations.models import Organisation

_ACCOUNT = ("chart", "account", "account_name", "function", "movement")
Intensities = Mapping[tuple[str, str], Decimal]
Classifier = Callable[[pl.DataFrame], pl.DataFrame]


@dataclass(frozen=True, slots=True)
class Place:
    """Where money is: its treatment with a reason or a category."""

    treatment: str
    reason: str
    category: str


@dataclass(frozen=True, slots=True)
class Move:
    """Money that moves from one place to another; kilograms are what it gives to the total, null without a factor."""

    source: Place
    target: Place
    currency: str
    keys: int
    lines: int
    amount: Decimal
    kg_before: Decimal | None
    kg_after: Decimal | None


@dataclass(frozen=True, slots=True)
class MovedCode:
    """Money of one account or function that moves; `kind` is "account" or "function"."""

    kind: str
    code: str
    name: str
    currency: str
    lines: int
    amount: Decimal


@dataclass(frozen=True, slots=True)
class RulePreview:
    """The moves of one year, None where there are no accounts; `seen` is the mapping version they start from, or 0.

    `has_footprint` says whether tonnes are known for the year at all; `codes` is the same money by account and by
    function.
    """

    year: int | None
    seen: int
    moves: tuple[Move, ...]
    has_footprint: bool
    codes: tuple[MovedCode, ...] = ()

    @property
    def lines(self) -> int:
        """How many lines move."""
        return sum(move.lines for move in self.moves)

    @property
    def counted_change(self) -> dict[str, Decimal]:
        """By currency, how much more money counts, or less."""
        changes: dict[str, Decimal] = {}
        for move in self.moves:
            sign = (move.target.treatment in COUNTED) - (move.source.treatment in COUNTED)
            changes[move.currency] = changes.get(move.currency, Decimal(0)) + sign * move.amount
        return changes

    @property
    def kg_change(self) -> Decimal | None:
        """How many kg CO2e the total grows by, as far as factors are known; nothing where no footprint is."""
        if not self.has_footprint:
            return None
        return sum(((move.kg_after or Decimal(0)) - (move.kg_before or Decimal(0)) for move in self.moves), Decimal(0))

    @property
    def lacks_factor(self) -> bool:
        """Whether money moves to or from a category that counts and has no factor."""
        return any(
            kg is None and place.treatment in IN_TOTAL
            for move in self.moves
            for kg, place in ((move.kg_before, move.source), (move.kg_after, move.target))
        )


class Previewer:
    """Previews changes for one organisation, of the chosen year or of every year; what they share is read once."""

    def __init__(self, organisation: Organisation, year: int | None = None) -> None:
        self.years = years_with_spend(organisation.pk)
        self.year = year if year in self.years else next(iter(self.years), None)
        self._version = latest_mapping_version(organisation)
        self._organisation = organisation
        self._money: dict[int, pl.DataFrame] = {}
        self._intensities: dict[int, Intensities | None] = {}

    @property
    def version(self) -> MappingVersion | None:
        """The mapping version that changes start from."""
        return self._version

    @cached_property
    def held_rules(self) -> list[Rule]:
        """The own rules that hold now."""
        return rules_under(self._version) if self._version else []

    def rules(self, new_rules: Sequence[Rule]) -> RulePreview:
        """Preview other own rules under the policies as they are, in the chosen year."""
        return self._of_chosen_year(self._with_rules(new_rules))

    def rules_by_year(self, new_rules: Sequence[Rule]) -> list[RulePreview]:
        """Preview other own rules in every year with accounts, newest first."""
        return self._of_years(self.years, self._with_rules(new_rules))

    def policy(self, code: str, *, value: bool) -> RulePreview:
        """Preview one policy set to a value in the chosen year; only keys that its rules can take are classified."""
        return self._of_chosen_year(self._with_policy(code, value=value))

    def policy_by_year(self, code: str, *, value: bool) -> list[RulePreview]:
        """Preview one policy set to a value in every year with accounts, newest first."""
        return self._of_years(self.years, self._with_policy(code, value=value))

    def _with_rules(self, rules: Sequence[Rule]) -> Classifier:
        chosen = dict(self._version.policies) if self._version else {}
        return lambda keys: classify(keys, rules, mapping_defaults(chosen))

    def _with_policy(self, code: str, *, value: bool) -> Classifier:
        before = mapping_defaults(policies_under(self._version))
        after = mapping_defaults({**policies_under(self._version), code: value})

        def classified(keys: pl.DataFrame) -> pl.DataFrame:
            touched = keys.filter(pl.col("key").is_in(_touched(keys, before, code).implode()))
            return classify(touched, self.held_rules, after)

        return classified

    def _of_chosen_year(self, classified: Classifier) -> RulePreview:
        if self.year is None or self._version is None:
            return RulePreview(None, self._version.number if self._version else 0, (), has_footprint=False)
        return self._of_years([self.year], classified)[0]

    def _of_years(self, years: Sequence[int], classified: Classifier) -> list[RulePreview]:
        """Return a preview of each year; a key is classified once, however many years it has money in."""
        if not years or self._version is None:
            return []
        self._read(years)
        money = [self._money[year] for year in years]
        keys, before = self._keys_and_decisions
        after = classified(keys.join(pl.concat(money).select("key").unique(), on="key", how="semi"))
        return [
            self._preview(year, moves(sums, before, after), _codes(keys, sums, before, after))
            for year, sums in zip(years, money, strict=True)
        ]

    def _preview(self, year: int, found: pl.DataFrame, codes: tuple[MovedCode, ...]) -> RulePreview:
        intensities = self._intensities[year]
        moved = tuple(_move(row, intensities) for row in found.iter_rows(named=True))
        number = self._version.number if self._version else 0
        return RulePreview(year, number, moved, has_footprint=intensities is not None, codes=codes)

    @cached_property
    def _keys_and_decisions(self) -> tuple[pl.DataFrame, pl.DataFrame]:
        number = self._version.number if self._version else 0
        return keys_frame(self._organisation.pk), decisions_under(self._organisation.pk, number)

    def _read(self, years: Sequence[int]) -> None:
        """Read money and intensities of the years that were not read yet."""
        if missing := [year for year in years if year not in self._money]:
            self._money |= key_money(spend_bases_of(self._organisation.pk, missing))
            self._intensities |= _intensities(self._organisation, missing)


def _codes(keys: pl.DataFrame, money: pl.DataFrame, before: pl.DataFrame, after: pl.DataFrame) -> tuple[MovedCode, ...]:
    """Return what moves by account, then by function."""
    named = keys.with_columns(function_name=pl.lit(""))
    return tuple(
        MovedCode(
            kind, row[kind] or "", row[f"{kind}_name"] or "", row["currency"], row["lines"], Decimal(row["amount"])
        )
        for kind in ("account", "function")
        for row in moves_by(named, (kind, f"{kind}_name"), money, before, after).iter_rows(named=True)
    )


def _touched(keys: pl.DataFrame, defaults: Defaults, policy: str) -> pl.Series:
    """Return the keys whose account any rule of the policy asks for, whether it holds just now or not."""
    if keys.is_empty():
        return pl.Series("key", [], dtype=pl.Int64)
    switched = [rule for rule in defaults.exclusions if rule.policy == policy]
    accounts = with_account_parts(keys.select(_ACCOUNT).unique())
    touched = treatments(accounts, switched).filter(pl.col("treatment_ref").is_not_null())
    return keys.join(touched.select(_ACCOUNT), on=_ACCOUNT, how="semi", nulls_equal=True)["key"]


def _intensities(organisation: Organisation, years: Sequence[int]) -> dict[int, Intensities | None]:
    """Return by year kg per unit of money by category and currency, from its newest footprint; None without one."""
    newest = newest_footprints([organisation.pk]).filter(year__in=years)
    sets = dict(newest.values_list("year", "intensity_set"))
    known: dict[int, dict[tuple[str, str], Decimal]] = {number: {} for number in sets.values()}
    rows = Intensity.objects.filter(intensity_set__in=known, kg_per_unit__isnull=False)
    for number, category, currency, kg in rows.values_list("intensity_set", "category", "currency", "kg_per_unit"):
        if kg is not None:
            known[number][category, currency] = kg
    return {year: known[sets[year]] if year in sets else None for year in years}


def _move(row: dict[str, Any], intensities: Intensities | None) -> Move:
    source, target = (
        Place(row[f"{side}_treatment"], row[f"{side}_reason"] or "", row[f"{side}_category"] or "")
        for side in ("from", "to")
    )
    return Move(
        source=source,
        target=target,
        currency=row["currency"],
        keys=row["keys"],
        lines=row["lines"],
        amount=row["amount"],
        kg_before=_kg(source, row, intensities),
        kg_after=_kg(target, row, intensities),
    )


def _kg(place: Place, row: dict[str, Any], intensities: Intensities | None) -> Decimal | None:
    """Return what the money gives to the total: zero where it does not count, None where no factor is known."""
    if intensities is None or place.treatment == "unclassified":
        return None
    if place.treatment not in IN_TOTAL:
        return Decimal(0)
    factor = intensities.get((place.category, row["currency"]))
    return None if factor is None else Decimal(row["amount"]) * factor
