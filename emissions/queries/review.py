"""The review queue: groups of lines whose category is unknown or uncertain, with what is at stake and what they may be.

Method: docs/methods/review_queue.md. The cost follows the spend cells of the year, not the lines.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from functools import cache, cached_property
from typing import Any

import polars as pl

from emissions.calculations.results import Treatment
from emissions.calculations.review_groups import KEY_SCHEMA, grouped, key_of_item, places_of
from emissions.calculations.review_progress import Progress, progress
from emissions.calculations.review_proposals import (
    CAPITAL,
    NO_TRADE,
    Evidence,
    Proposal,
    Support,
    proposals,
    trade_word,
)
from emissions.calculations.review_stakes import plausible_categories, stakes
from emissions.models import Footprint, MappingVersion
from emissions.queries.mapping import latest_mapping_version
from emissions.queries.network_rules import published_rules
from emissions.queries.review_group import Reach, ReviewGroup, group_of
from emissions.queries.spend import SpendBase, spend_base_of
from foundation.named_sql import rows, set_wise, set_wise_rows, statement
from foundation.postgres.bulk import copied_frame
from organisations.models import Organisation
from organisations.reference.crosswalks import CHARTS, account_mappings, catch_all_mappings

NOTHING = Decimal(0)
Known = tuple[str, str, bool]  # currency, supplier or trade in names, whether it is invested
SupportBy = defaultdict[Known, dict[str, Support]]


class ReviewQueue:
    """The open groups of one organisation and year under the newest mapping; what they share is read once."""

    def __init__(
        self,
        organisation: Organisation,
        year: int,
        version: MappingVersion | None = None,
        *,
        base: SpendBase | None = None,
        footprint: Footprint | None = None,
    ) -> None:
        """Read what is not handed in: the newest version, the year's accounts and its newest footprint."""
        self.organisation, self.year = organisation, year
        self.version = version or latest_mapping_version(organisation)
        self.base = base or spend_base_of(organisation.pk, year)
        self._known_footprint = footprint

    @property
    def groups(self) -> list[ReviewGroup]:
        """All open groups, the largest money first."""
        return self.shown(self.open)

    @cached_property
    def open(self) -> pl.DataFrame:
        """All open groups as rows (`review_groups.grouped`), the largest money first; `shown` makes groups of some."""
        return grouped(self._keys.filter(pl.col("key").is_not_null()))

    def shown(self, some: pl.DataFrame) -> list[ReviewGroup]:
        """Return rows of `open` as groups."""
        return [group_of(row, self._per_unit(row["rule_ref"], row["currency"])) for row in some.iter_rows(named=True)]

    def by_tonnes(self, some: pl.DataFrame) -> pl.DataFrame:
        """Return rows of `open`, the most kilograms at stake first, where nobody knows them last."""
        known = some.select("rule_ref", "currency").unique()
        found = [self._per_unit(rule, currency) for rule, currency in known.iter_rows()]
        per_unit = [None if each is None else float(each) for each in found]
        priced = known.with_columns(per_unit=pl.Series(per_unit, dtype=pl.Float64))
        kg = pl.col("stake").cast(pl.Float64) * pl.col("per_unit")
        joined = some.join(priced, on=["rule_ref", "currency"], how="left", nulls_equal=True, maintain_order="left")
        ordered = joined.with_columns(kg=kg).sort("kg", "stake", descending=True, nulls_last=True, maintain_order=True)
        return ordered.drop("kg", "per_unit")

    @property
    def knows_tonnes(self) -> bool:
        """Whether a footprint tells how many kilograms a unit of money is."""
        return bool(self._mean)

    @cached_property
    def progress(self) -> Progress:
        """How far the money in the organisation's own currency is decided."""
        own = pl.col("currency") == self.organisation.currency
        decided = self._keys.filter(own, pl.col("key").is_null())["amount"].to_list()
        return progress(sum(decided, NOTHING), self.open.filter(own)["stake"].to_list())

    def group(self, item: str) -> ReviewGroup | None:
        """Return the open group of that name; None where it is decided, or never was.

        Only the keys that may be in it are read, unless its first key has left it meanwhile.
        """
        parameters = {"organisation_id": self.organisation.pk, "key": key_of_item(item)}
        near = [row["id"] for row in rows("emissions.review_neighbours", parameters)]
        groups = grouped(self._read(near).filter(pl.col("key").is_not_null())) if near else self.open
        place = places_of([item], groups).get(item)
        if place is None and near:
            groups, place = self.open, places_of([item], self.open).get(item)
        return None if place is None else self.shown(groups[place])[0]

    def called(self, items: Iterable[str]) -> dict[str, ReviewGroup]:
        """Return the open groups of these names; those that are decided, or never were, are left out."""
        places = places_of(items, self.open)
        return dict(zip(places, self.shown(self.open[list(places.values())]), strict=True))

    @cached_property
    def _keys(self) -> pl.DataFrame:
        """All keys that wait, and a row without a key for each currency with what is decided in it."""
        return self._read(None)

    def _read(self, keys: Sequence[int] | None) -> pl.DataFrame:
        parameters = {**self._parameters, "keys": None if keys is None else list(keys)}
        with set_wise(whole=True):
            return copied_frame(statement("emissions.review_keys"), parameters, KEY_SCHEMA)

    def reach(self, group: ReviewGroup) -> dict[str, Reach]:
        """Return by level what a rule on the group takes in the year."""
        key = group.key
        parameters = {
            **self._parameters,
            "currency": group.currency,
            "account": key.account,
            "supplier": group.supplier or None,
            "function": key.function or key.largest_function or None,
            "unit": key.largest_unit or None,
        }
        found = set_wise_rows("emissions.review_reach", parameters=parameters)
        return {row["level"]: Reach(row["lines"], row["amount"], row["also"]) for row in found}

    def proposals(self, groups: Sequence[ReviewGroup]) -> dict[str, tuple[Proposal, ...]]:
        """Return by item what each group may be."""
        elsewhere, alike, counts = self._evidence(groups)
        networks = self._said_by_networks
        found = {}
        for one in groups:
            word, is_capital = trade_word(one.key.supplier_name), one.treatment == Treatment.CAPITAL_GOOD
            evidence = Evidence(
                account=_without_class(one),
                supplier_name=one.key.supplier_name,
                ledger_part=_part(one),
                present=one.category or None,
                elsewhere=elsewhere.get((one.currency, one.supplier, is_capital), {}),
                like_names=alike.get((one.currency, word, is_capital), {}),
                like_suppliers=counts[one.currency, word, is_capital],
                network=networks.get(one.key.supplier_number) or networks.get(one.key.supplier_name.casefold()),
            )
            found[one.item] = proposals(evidence, account_mappings(one.chart) if one.chart in CHARTS else ())
        return found

    @cached_property
    def _parameters(self) -> dict[str, Any]:
        number = self.version.number if self.version else 0
        known = {"version": number, "catch_all": sorted(catch_all_mappings())}
        return {**self.base.parameters, **known}

    @cached_property
    def _footprint(self) -> Footprint | None:
        if self._known_footprint is not None:
            return self._known_footprint
        found = Footprint.objects.filter(organisation=self.organisation, year=self.year)
        return found.select_related("intensity_set").order_by("-calculated_at").first()

    @cached_property
    def _mean(self) -> dict[str, Decimal]:
        """Kilograms per unit of money in the organisation's currency, through the year's whole total."""
        newest = self._footprint
        if newest is None or not newest.money_covered:
            return {}
        return {newest.currency: newest.total_kg / newest.money_covered}

    def _per_unit(self, rule: str | None, currency: str) -> Decimal | None:
        """Return the kilograms at stake per unit of money; None where no footprint tells."""
        return self._stakes.get((rule or "", currency), self._mean.get(currency))

    @cached_property
    def _stakes(self) -> dict[tuple[str, str], Decimal]:
        if not self._mean or self._footprint is None or self.organisation.chart not in CHARTS:
            return {}
        known = self._footprint.intensity_set.intensities.filter(currency__in=self._mean, kg_per_unit__isnull=False)
        said = known.values_list("category", "currency", "kg_per_unit")
        intensities = {(category, currency): kg or NOTHING for category, currency, kg in said}
        return stakes(_plausible(self.organisation.chart), intensities, self._mean)

    def _evidence(self, groups: Sequence[ReviewGroup]) -> tuple[SupportBy, SupportBy, Counter[Known]]:
        """Return by currency, supplier (or trade) and part of the ledger what is decided as each category.

        What is invested in tells nothing of running costs, and the other way round.
        """
        elsewhere: SupportBy = defaultdict(dict)
        alike: SupportBy = defaultdict(dict)
        counts: Counter[Known] = Counter()
        for currency in sorted({one.currency for one in groups}):
            ours = [one for one in groups if one.currency == currency]
            suppliers = {one.supplier for one in ours if one.supplier}
            words = {trade_word(one.key.supplier_name) for one in ours} - {""}
            asked = {
                "currency": currency,
                "suppliers": sorted(suppliers),
                "words": sorted(words),
                "like_words": [f"%{word}%" for word in sorted(words)],
                "no_trade": list(NO_TRADE),
            }
            parameters = {**self._parameters, **asked}
            for row in set_wise_rows("emissions.review_evidence", parameters=parameters, whole=True):
                known = (currency, row["supplier"] or row["word"], row["is_capital"])
                (elsewhere if row["supplier"] else alike)[known][row["category"]] = Support(
                    row["amount"], row["lines"], row["firm"]
                )
                counts[known] = max(counts[known], row["suppliers"])
        return elsewhere, alike, counts

    @cached_property
    def _said_by_networks(self) -> Mapping[str, tuple[str, str]]:
        """What published rules of networks say of a supplier, by its number or the name asked for, in small letters."""
        said: dict[str, tuple[str, str]] = {}
        for network, rules in published_rules(self.organisation):
            for rule in rules:
                name = rule.get("supplier_number") or str(rule.get("supplier_name", "")).casefold()
                if name and rule.get("category"):
                    said.setdefault(name, (rule["category"], network))
        return said


@cache
def _plausible(chart: str) -> dict[str, frozenset[str]]:
    """Return by catch-all row of the crosswalks the categories that its lines may have in a chart."""
    mappings = account_mappings(chart)
    return {reference: plausible_categories(mappings, reference) for reference in catch_all_mappings()}


def _part(group: ReviewGroup) -> str:
    """Return the part of the ledger that a group is in, as the crosswalk writes it; empty where nobody knows."""
    if group.treatment == Treatment.UNCLASSIFIED:
        return ""
    return CAPITAL if group.treatment == Treatment.CAPITAL_GOOD else "running"


def _without_class(group: ReviewGroup) -> str:
    """Return the account as the crosswalk writes it: KOSTRA's without its class digit."""
    return group.key.account[1:] if group.chart == "kostra" else group.key.account
