"""What a change of rules or policies would move, before it is saved: lines, money and tonnes, from where to where."""

from collections import defaultdict
from collections.abc import Callable, Sequence
from functools import cached_property
from typing import Any

import polars as pl

from emissions.calculations.classification import Rule, classify
from emissions.calculations.classification_preview import by_year, moved_keys, moves, moves_by
from emissions.calculations.policy_reach import keys_of_policy
from emissions.calculations.priced_moves import Intensities, RulePreview, moved_codes, priced_moves
from emissions.models import ClassificationRule, Intensity, MappingVersion
from emissions.queries.footprints import newest_footprints
from emissions.queries.mapping import (
    as_rule,
    decisions_under,
    key_money,
    keys_frame,
    latest_mapping_version,
    policies_under,
    rule_rows,
)
from emissions.queries.reference import mapping_defaults
from emissions.queries.spend import spend_bases_of, years_with_spend
from organisations.models import Organisation

Classifier = Callable[[pl.DataFrame], pl.DataFrame]


class Previewer:
    """Previews changes for one organisation, of the chosen year or of every year; what they share is read once."""

    def __init__(self, organisation: Organisation, year: int | None = None) -> None:
        self.years = years_with_spend(organisation.pk)
        self.year = year if year in self.years else next(iter(self.years), None)
        self._version = latest_mapping_version(organisation)
        self._organisation = organisation

    @property
    def version(self) -> MappingVersion | None:
        """The mapping version that changes start from."""
        return self._version

    @cached_property
    def held(self) -> list[ClassificationRule]:
        """The rules that hold now, own ones and those from networks, in order."""
        if self._version is None:
            return []
        return list(rule_rows(self._organisation.pk, self._version.number).select_related("network"))

    @cached_property
    def held_rules(self) -> list[Rule]:
        """The rules that hold now, as the classification takes them."""
        return [as_rule(row) for row in self.held]

    @cached_property
    def decisions(self) -> pl.DataFrame:
        """What is decided on every key, as `decisions_under` returns it."""
        return decisions_under(self._organisation.pk, self._version.number if self._version else 0)

    @cached_property
    def money(self) -> pl.DataFrame:
        """What each key sums up to in the chosen year, as `key_money` returns it."""
        return key_money(spend_bases_of(self._organisation.pk, [] if self.year is None else [self.year]))

    def rules(self, new_rules: Sequence[Rule]) -> RulePreview:
        """Preview other own rules under the policies as they are, in the chosen year."""
        return self._of_chosen_year(self._with_rules(new_rules))

    def rules_by_year(self, new_rules: Sequence[Rule]) -> list[RulePreview]:
        """Preview other own rules in every year with accounts, newest first, with accounts and functions."""
        return self._of_every_year(self._with_rules(new_rules))

    def policy(self, code: str, *, value: bool) -> RulePreview:
        """Preview one policy set to a value in the chosen year; only keys that its rules can take are classified."""
        return self._of_chosen_year(self._with_policy(code, value=value))

    def policy_by_year(self, code: str, *, value: bool) -> list[RulePreview]:
        """Preview one policy set to a value in every year with accounts, newest first, as `rules_by_year` does."""
        return self._of_every_year(self._with_policy(code, value=value))

    def _with_rules(self, rules: Sequence[Rule]) -> Classifier:
        chosen = dict(self._version.policies) if self._version else {}
        return lambda keys: classify(keys, rules, mapping_defaults(chosen))

    def _with_policy(self, code: str, *, value: bool) -> Classifier:
        before = mapping_defaults(policies_under(self._version))
        after = mapping_defaults({**policies_under(self._version), code: value})
        return lambda keys: classify(keys_of_policy(keys, before, code), self.held_rules, after)

    def _of_chosen_year(self, classified: Classifier) -> RulePreview:
        if self.year is None or self._version is None:
            return RulePreview(None, self._version.number if self._version else 0, (), has_footprint=False)
        moved = self.money.join(self._moved(classified), on="key")
        intensities = self._intensities_of_chosen_year
        return RulePreview(
            self.year, self._version.number, priced_moves(moves(moved), intensities), intensities is not None
        )

    def _of_every_year(self, classified: Classifier) -> list[RulePreview]:
        """Return a preview of each year; a key is classified once, and the money is read of those that move."""
        if not self.years or self._version is None:
            return []
        keys = self._moved(classified)
        money = key_money(spend_bases_of(self._organisation.pk, self.years), keys["key"].to_list())
        moved = money.join(keys, on="key").join(self._keys.with_columns(function_name=pl.lit("")), on="key")
        found = by_year(moves(moved))
        codes = {kind: by_year(moves_by(moved, (kind, f"{kind}_name"))) for kind in ("account", "function")}
        intensities = _intensities(self._organisation, self.years)
        return [
            RulePreview(
                year,
                self._version.number,
                priced_moves(found[year], intensities[year]) if year in found else (),
                intensities[year] is not None,
                tuple(code for kind, sums in codes.items() if year in sums for code in moved_codes(kind, sums[year])),
            )
            for year in self.years
        ]

    def _moved(self, classified: Classifier) -> pl.DataFrame:
        return moved_keys(self.decisions, classified(self._keys))

    @cached_property
    def _keys(self) -> pl.DataFrame:
        return keys_frame(self._organisation.pk)

    @cached_property
    def _intensities_of_chosen_year(self) -> Intensities | None:
        return None if self.year is None else _intensities(self._organisation, [self.year])[self.year]


def _intensities(organisation: Organisation, years: Sequence[int]) -> dict[int, Intensities | None]:
    """Return by year kg per unit of money by category and currency, from its newest footprint; None without one."""
    newest = newest_footprints([organisation.pk]).filter(year__in=years)
    sets = dict(newest.values_list("year", "intensity_set"))
    rows = Intensity.objects.filter(intensity_set__in=set(sets.values()), kg_per_unit__isnull=False)
    known: dict[int, dict[tuple[str, str], Any]] = defaultdict(dict)
    for number, category, currency, kg in rows.values_list("intensity_set", "category", "currency", "kg_per_unit"):
        known[number][category, currency] = kg
    return {year: known[sets[year]] if year in sets else None for year in years}
