"""Series, their figures, corrections, breaks and factors; all or nothing, and nobody overwrites."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from django.db import DatabaseError, connection, transaction
from django.test.utils import CaptureQueriesContext

from emissions.calculations.activity_based import GapReason, NoChange
from emissions.models import ActivitySeries, ActivityValue
from emissions.queries.activity import figures_of
from emissions.services.activity_method import mark_method_break, pin_factor
from emissions.services.activity_series import SeriesSaid, change_series, make_series
from emissions.services.activity_values import Entered, ValuesRefusedError, correct_value, enter_values
from emissions.services.locked_series import ActivityNotPossibleError
from foundation.changes.models import Change
from foundation.errors import ConflictError
from organisations.models import Organisation
from tests.emissions.activity_cases import HVO, SAID, UK, buses, part, value

pytestmark = pytest.mark.usefixtures("in_english")

Ekby = Organisation
PER_KM = Decimal("0.5") * (Decimal("2.66155") + Decimal("0.62409"))
PER_KM_HVO = Decimal("0.5") * (Decimal("0.03558") + Decimal("0.56439"))


def test_figures_totals_and_the_change_from_a_year_before(at_work_in_ekby: Ekby) -> None:
    first, second = figures_of(buses(at_work_in_ekby)).periods

    assert (first.total.kg, second.total.kg) == (1000 * PER_KM, 500 * (PER_KM + PER_KM_HVO))
    assert first.change is None
    assert second.change == (500 * (PER_KM + PER_KM_HVO) - 1000 * PER_KM) / (1000 * PER_KM)


def test_a_part_without_its_figure_makes_the_total_incomplete(at_work_in_ekby: Ekby) -> None:
    series = buses(at_work_in_ekby)
    enter_values(series, [value("autumn 2023", "Diesel", 400)])

    last = figures_of(series).periods[-1]

    assert (last.total.is_complete, last.change) == (False, NoChange.NOT_COMPLETE)
    assert last.emissions[part(series, "HVO").pk] is GapReason.NO_AMOUNT


def test_sending_twice_changes_nothing(at_work_in_ekby: Ekby) -> None:
    series = buses(at_work_in_ekby)

    assert enter_values(series, [value("autumn 2021", "Diesel", "1000.0")]) == Entered(0, 1)
    assert ActivityValue.objects.filter(series=series).count() == 4


def test_many_figures_take_as_many_queries_as_one(at_work_in_ekby: Ekby) -> None:
    def entered(years: range) -> int:
        said = [value(f"autumn {year}", part, 7) for year in years for part in ("Diesel", "HVO")]
        with CaptureQueriesContext(connection) as queries:
            assert enter_values(series, said) == Entered(len(said), 0)
        return len(queries)

    series = buses(at_work_in_ekby)

    assert entered(range(1950, 1951)) == entered(range(1960, 2010))
    assert series.periods.count() == 2 + 1 + 50


def test_nothing_is_entered_where_a_row_is_wrong(at_work_in_ekby: Ekby) -> None:
    series = buses(at_work_in_ekby)
    said = [
        value("autumn 2023", "Diesel", 1, 2),
        value("autumn 2023", "Gas", 1, 3),
        value("autumn 2021", "Diesel", 7, 4),
        value("autumn 2023", "diesel", 1, 5),
    ]

    with pytest.raises(ValuesRefusedError) as refused:
        enter_values(series, said)

    assert [(each.row, each.field) for each in refused.value.rows] == [(3, "dimension"), (4, "amount"), (5, "period")]
    assert "Known are: Diesel, HVO" in refused.value.rows[0].sentence
    assert ActivityValue.objects.filter(series=series).count() == 4


def test_a_correction_keeps_what_was_there(at_work_in_ekby: Ekby) -> None:
    series = buses(at_work_in_ekby)
    old = ActivityValue.objects.get(series=series, amount=1000)

    newer = correct_value(old, amount=Decimal(900), reason="Counted twice in August")

    assert (newer.replaces, newer.entered_by) == (old, "Ada Ask")
    assert figures_of(series).periods[0].total.amount == 900
    assert ActivityValue.objects.get(pk=old.pk).amount == 1000
    with pytest.raises(ConflictError):
        correct_value(old, amount=Decimal(800), reason="Another idea")
    assert Change.objects.filter(kind="emissions.activity_series", action="corrected").count() == 1


def test_a_correction_has_a_reason_and_may_take_a_figure_back(at_work_in_ekby: Ekby) -> None:
    series = buses(at_work_in_ekby)
    old = ActivityValue.objects.get(series=series, amount=1000)

    with pytest.raises(ActivityNotPossibleError, match="Say why"):
        correct_value(old, amount=Decimal(1), reason=" \u200d ")
    correct_value(old, amount=None, reason="The operator took it back")

    assert figures_of(series).periods[0].emissions[part(series, "Diesel").pk] is GapReason.NO_AMOUNT


def test_the_database_changes_no_value(at_work_in_ekby: Ekby) -> None:
    series = buses(at_work_in_ekby)

    changed = ActivityValue.objects.filter(series=series).update(amount=1)

    assert changed == 0
    assert list(ActivityValue.objects.order_by("amount").values_list("amount", flat=True)) == [0, 500, 500, 1000]


def test_a_break_keeps_years_apart(at_work_in_ekby: Ekby) -> None:
    series = buses(at_work_in_ekby)

    mark_method_break(series, first_day=date(2022, 7, 1), reason="Kilometres without passengers count, too")

    last = figures_of(series).periods[-1]
    assert last.change is NoChange.METHOD_BREAK
    assert [each.reason for each in last.breaks] == ["Kilometres without passengers count, too"]
    with pytest.raises(ActivityNotPossibleError, match="already"):
        mark_method_break(series, first_day=date(2022, 7, 1), reason="Again")


def test_a_factor_of_another_unit_needs_a_conversion_with_its_source(at_work_in_ekby: Ekby) -> None:
    series = buses(at_work_in_ekby, pinned=False, entered=False)
    fuel = part(series, "HVO")

    with pytest.raises(ActivityNotPossibleError, match="Say how many l one km is"):
        pin_factor(fuel, factor_set=UK, code=HVO)
    with pytest.raises(ActivityNotPossibleError, match="where the conversion comes from"):
        pin_factor(fuel, factor_set=UK, code=HVO, per_unit=Decimal("0.4"))
    with pytest.raises(ActivityNotPossibleError, match="no such factor"):
        pin_factor(fuel, factor_set=UK, code="none")


def test_milk_in_litres_takes_the_density_of_the_set(at_work_in_ekby: Ekby) -> None:
    said = SeriesSaid("Milk", "Litres of milk", "litres", "year", "purchases")
    series = make_series(organisation=at_work_in_ekby, said=said)

    pinned = pin_factor(part(series, ""), factor_set="agribalyse", code="19042")

    assert (series.unit, pinned.per_unit) == ("l", Decimal("1.035"))
    assert "Goff" in pinned.per_unit_source


@pytest.mark.parametrize(
    ("changed", "field"),
    [({"unit": "barrel"}, "unit"), ({"title": " "}, "title"), ({"dimensions": ("HVO", "hvo")}, "dimensions")],
)
def test_what_makes_no_series(at_work_in_ekby: Ekby, changed: dict[str, object], field: str) -> None:
    said = SeriesSaid(**{**{name: getattr(SAID, name) for name in SAID.__slots__}, **changed})

    with pytest.raises(ActivityNotPossibleError) as refused:
        make_series(organisation=at_work_in_ekby, said=said)

    assert refused.value.field == field
    assert not ActivitySeries.objects.exists()


def test_a_series_is_parted_before_its_first_figure_only(at_work_in_ekby: Ekby) -> None:
    said = SeriesSaid("Milk", "Litres of milk", "l", "season", "purchases")
    series = make_series(organisation=at_work_in_ekby, said=said)
    series = change_series(series, revision=1, said=replace(said, dimensions=("Whole",)))
    other = make_series(organisation=at_work_in_ekby, said=replace(said, title="Oil"))
    enter_values(other, [value("autumn 2021", "", 1)])

    assert [each.name for each in series.dimensions.all()] == ["Whole"]
    with pytest.raises(ActivityNotPossibleError, match="figures without parts"):
        change_series(other, revision=1, said=replace(said, title="Oil", dimensions=("Whole",)))


def test_nobody_overwrites_a_series(at_work_in_ekby: Ekby) -> None:
    series = buses(at_work_in_ekby)
    change_series(series, revision=series.revision, said=SAID)

    with pytest.raises(ConflictError):
        change_series(series, revision=series.revision, said=SAID)


def test_a_series_keeps_its_own_title_in_other_capitals(at_work_in_ekby: Ekby) -> None:
    series = buses(at_work_in_ekby)

    changed = change_series(series, revision=series.revision, said=replace(SAID, title=" BUSES "))

    assert changed.title == "BUSES"
    with pytest.raises(ActivityNotPossibleError, match="already"):
        make_series(organisation=at_work_in_ekby, said=SAID)


def test_a_part_that_nobody_can_read_is_refused(at_work_in_ekby: Ekby) -> None:
    series = buses(at_work_in_ekby)

    with pytest.raises(ActivityNotPossibleError, match="each part") as refused:
        change_series(series, revision=series.revision, said=replace(SAID, dimensions=("\u200b",)))

    assert refused.value.field == "dimensions"
    assert [each.name for each in series.dimensions.all()] == ["Diesel", "HVO"]


def test_names_that_grow_when_they_are_composed_are_cut(at_work_in_ekby: Ekby) -> None:
    long = "\ufdfa" * 100

    made = make_series(organisation=at_work_in_ekby, said=replace(SAID, title=long, dimensions=(long,)))
    again = change_series(made, revision=made.revision, said=replace(SAID, title=long, dimensions=(long,)))

    assert len(made.title) <= 200
    assert again.dimensions.count() == 1


def test_a_value_below_zero_is_refused_by_the_database_too(at_work_in_ekby: Ekby) -> None:
    series = buses(at_work_in_ekby)
    row = ActivityValue.objects.filter(series=series).values_list("pk", flat=True)[0]

    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO emissions_activityvalue (uuid, organisation_id, series_id, period_id, dimension_id, amount,"
            " reason, source_kind, source_id, entered_by, entered_at, replaces_id)"
            " SELECT gen_random_uuid(), organisation_id, series_id, period_id, dimension_id, -1, 'x', '', '', '',"
            " now(), id FROM emissions_activityvalue WHERE id = %s",
            [row],
        )
