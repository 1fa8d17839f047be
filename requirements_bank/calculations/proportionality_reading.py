"""The shipped limits out of their file; a row that leaves a limit out says nothing about it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from requirements_bank.calculations.proportionality import NAMES, FollowUpRates, LimitRow, WeightLaw
from requirements_bank.calculations.requirement import Kind, Level, Period


@dataclass(frozen=True, slots=True)
class ShippedLimits:
    """Everything that requirements_bank/proportionality.yaml says."""

    version: str
    valid_from: date
    rows: tuple[LimitRow, ...]
    laws: tuple[WeightLaw, ...]
    rates: FollowUpRates
    kroner: Mapping[str, Decimal]
    sources: tuple[Mapping[str, Any], ...]


def read_limits(said: Mapping[str, Any]) -> ShippedLimits:
    """Return the file's limits, typed; KeyError or ValueError for a file that is not as it must be."""
    since = said["valid_from"]
    return ShippedLimits(
        version=said["version"],
        valid_from=since,
        rows=tuple(row for entry in said["limits"] for row in _rows(entry, since)),
        laws=tuple(_law(entry) for entry in said["award_weight_fewest"]),
        rates=_rates(said["follow_up"]),
        kroner={currency: Decimal(str(rate)) for currency, rate in said["kroner"].items()},
        sources=tuple(said["sources"]),
    )


def _rows(entry: Mapping[str, Any], since: date) -> list[LimitRow]:
    unknown = set(entry) - {*NAMES, "value_from", "category"}
    if unknown:
        raise ValueError(f"unknown limits: {sorted(unknown)}")
    if "highest_level" in entry:
        Level(entry["highest_level"])
    return [
        LimitRow(name, str(entry[name]), entry["category"], Decimal(entry["value_from"]), since)
        for name in NAMES
        if name in entry
    ]


def _law(entry: Mapping[str, Any]) -> WeightLaw:
    return WeightLaw(
        entry["country"], entry["from"], entry["until"], entry["percent"], entry["law"], instead=entry["instead"]
    )


def _rates(said: Mapping[str, Any]) -> FollowUpRates:
    return FollowUpRates(
        checks={Period(name): Decimal(str(number)) for name, number in said["checks_per_year"].items()},
        checks_without_measure=Decimal(str(said["checks_without_measure"])),
        hours={Kind(name): Decimal(str(hours)) for name, hours in said["hours_per_check"].items()},
        on_site=Decimal(str(said["hours_on_site"])),
    )
