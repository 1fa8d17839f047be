"""Examples for the addresses of activity series."""

from emissions.models import ActivitySeries, ActivityValue
from tests.architecture.examples import Arguments, example
from tests.emissions.activity_cases import UK, buses
from tests.factories.cast import Cast

API = "api/v1/organisations/<slug:organisation>/"
API_SERIES = f"{API}activity-series/<uuid:series>/"
API_SET = f"{API}activity-factor-sets/<str:activity_set>/"


def _buses(cast: Cast) -> ActivitySeries:
    """The series of the buses, made once: its name is taken after that."""
    return ActivitySeries.objects.filter(organisation=cast.ekby).first() or buses(cast.ekby)


@example(
    "activity_series",
    "edit_activity",
    "enter_activity",
    "import_activity",
    "activity_template",
    "break_activity",
    API_SERIES,
    f"{API_SERIES}values/",
    f"{API_SERIES}corrections/",
    f"{API_SERIES}factors/",
    f"{API_SERIES}method-breaks/",
)
def a_series(cast: Cast) -> Arguments:
    return {"series": _buses(cast).uuid}


@example("activity_export", everyones=("kind",))
def a_series_as_file(cast: Cast) -> Arguments:
    return {"series": _buses(cast).uuid, "kind": "csv"}


@example("activity_factor", everyones=("part",))
def a_part_of_a_series(cast: Cast) -> Arguments:
    return {"series": _buses(cast).uuid, "part": 0}


@example("correct_activity")
def a_value_of_a_series(cast: Cast) -> Arguments:
    value = ActivityValue.objects.filter(series=_buses(cast)).first()
    assert value
    return {"series": value.series.uuid, "value": value.uuid}


@example(API_SET, f"{API_SET}factors/", everyones=("activity_set",))
def a_published_set(cast: Cast) -> Arguments:  # noqa: ARG001 - everybody's is the same
    return {"activity_set": UK}
