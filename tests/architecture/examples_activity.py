"""Examples for the addresses of activity series."""

from emissions.models import ActivityValue
from tests.architecture.examples import Arguments, example
from tests.emissions.activity_cases import buses
from tests.factories.cast import Cast

API_SERIES = "api/v1/organisations/<slug:organisation>/activity-series/<uuid:series>/"


@example(
    "activity_series",
    "edit_activity",
    "enter_activity",
    "import_activity",
    "activity_template",
    "break_activity",
    API_SERIES,
    f"{API_SERIES}values/",
)
def a_series(cast: Cast) -> Arguments:
    return {"series": buses(cast.ekby).uuid}


@example("activity_export", everyones=("kind",))
def a_series_as_file(cast: Cast) -> Arguments:
    return {"series": buses(cast.ekby).uuid, "kind": "csv"}


@example("activity_factor", everyones=("part",))
def a_part_of_a_series(cast: Cast) -> Arguments:
    return {"series": buses(cast.ekby).uuid, "part": 0}


@example("correct_activity")
def a_value_of_a_series(cast: Cast) -> Arguments:
    value = ActivityValue.objects.filter(series=buses(cast.ekby)).first()
    assert value
    return {"series": value.series.uuid, "value": value.uuid}
