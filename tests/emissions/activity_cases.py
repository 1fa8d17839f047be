"""Buses: a series by fuel and season, as tests need it."""

from decimal import Decimal

from emissions.calculations.activity_periods import Period, period_called
from emissions.models import ActivityDimension, ActivitySeries
from emissions.services.activity_method import pin_factor
from emissions.services.activity_series import SeriesSaid, make_series
from emissions.services.activity_values import ValueSaid, enter_values
from organisations.models import Organisation

UK, DIESEL, HVO = "uk-desnz-2025", "1_101_1012_8_1", "2_103_1036_8_1"
SAID = SeriesSaid(
    title="Buses",
    activity="Bus kilometres",
    unit="km",
    period_kind="season",
    boundary="purchases",
    dimension_label="Fuel",
    dimensions=("Diesel", "HVO"),
    method="Reported by the operator",
    method_version="1",
)


def period(text: str, kind: str = "season") -> Period:
    found = period_called(text, kind)
    assert found
    return found


def value(text: str, part: str, amount: int | str, row: int = 0) -> ValueSaid:
    return ValueSaid(period(text), part, Decimal(amount), row)


def buses(organisation: Organisation, *, pinned: bool = True, entered: bool = True) -> ActivitySeries:
    """A series of buses: two seasons a year apart, complete; one litre in two kilometres."""
    series = make_series(organisation=organisation, said=SAID)
    if pinned:
        for name, code in (("Diesel", DIESEL), ("HVO", HVO)):
            pin_factor(
                part(series, name),
                factor_set=UK,
                code=code,
                with_indirect=True,
                per_unit=Decimal("0.5"),
                per_unit_source="The operator",
            )
    if entered:
        rows = [("autumn 2021", "Diesel", 1000), ("autumn 2021", "HVO", 0), ("autumn 2022", "Diesel", 500)]
        enter_values(series, [value(*row) for row in [*rows, ("autumn 2022", "HVO", 500)]])
    series.refresh_from_db()
    return series


def part(series: ActivitySeries, name: str) -> ActivityDimension:
    return ActivityDimension.objects.get(series=series, name=name)
