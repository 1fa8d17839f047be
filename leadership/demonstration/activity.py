"""The demonstration's activity series: buses, milk and flights of Ekby.

Made once, by the services that the pages call; a series that is there is left alone.
"""

from collections.abc import Mapping
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from django.db import transaction

from emissions.calculations.activity_periods import period_called
from emissions.models import ActivityDimension, ActivitySeries, ActivityValue
from emissions.services.activity_method import mark_method_break, pin_factor
from emissions.services.activity_series import SeriesSaid, make_series
from emissions.services.activity_values import ValueSaid, correct_value, enter_values
from leadership.demonstration.procurements import at_work
from organisations.models import Organisation

SAID = Path(__file__).parent / "activity.yaml"
PLAIN = (
    "title", "activity", "unit", "period_kind", "boundary", "dimension_label", "method", "method_version", "source"
)  # fmt: skip


def fill_activity(organisations: Mapping[str, Organisation]) -> None:
    """Give Ekby its series."""
    ekby = organisations["ekby"]
    with at_work(ekby):
        for said in _said():
            if not ActivitySeries.objects.filter(organisation=ekby, title=said["title"]).exists():
                _make(ekby, said)


@transaction.atomic
def _make(ekby: Organisation, said: Mapping[str, Any]) -> None:
    parts = tuple(each["name"] for each in said["parts"])
    plain = SeriesSaid(**{name: said[name] for name in PLAIN}, dimensions=parts)
    series = make_series(organisation=ekby, said=plain)
    for each in said["parts"]:
        _pin(series, each)
    enter_values(series, list(_values(said)))
    for day, reason in said.get("breaks", {}).items():
        mark_method_break(series, first_day=day, reason=reason)
    for each in said.get("corrections", ()):
        old = ActivityValue.objects.get(
            series=series, period__label=each["period"], dimension__name=each["part"], replaced_by=None
        )
        correct_value(old, amount=Decimal(each["amount"]), reason=each["reason"])


def _pin(series: ActivitySeries, said: Mapping[str, Any]) -> None:
    factor_set, code = said["factor"]
    pin_factor(
        ActivityDimension.objects.get(series=series, name=said["name"]),
        factor_set=factor_set,
        code=code,
        with_indirect=said.get("indirect", False),
        per_unit=Decimal(said["per_unit"]) if "per_unit" in said else None,
        per_unit_source=said.get("per_unit_source", ""),
    )


def _values(said: Mapping[str, Any]) -> list[ValueSaid]:
    values = []
    for text, amounts in said["values"].items():
        period = period_called(text, said["period_kind"])
        if period is None:
            raise ValueError(f"{text} is no period of {said['title']}")
        values += [ValueSaid(period, part, Decimal(amount)) for part, amount in amounts.items()]
    return values


@cache
def _said() -> list[dict[str, Any]]:
    read: list[dict[str, Any]] = yaml.safe_load(SAID.read_text(encoding="utf-8"))
    return read
