"""What every operation of one activity series shares: the series, what it needs, and what stands in the way."""

from decimal import Decimal
from typing import Any

from django.http import Http404
from django.utils.translation import gettext as _
from rest_framework.request import Request
from rest_framework.response import Response

from emissions.api.activity_output import SeriesDetail
from emissions.models import ActivityDimension, ActivitySeries
from emissions.queries.activity import figures_of, part_called, series_called
from emissions.services.activity_values import ValuesRefusedError
from emissions.services.locked_series import ActivityNotPossibleError
from foundation.api.problem_details import FieldError, ProblemDetails
from foundation.api.problems import details_of, refused
from foundation.errors import ConflictError
from organisations.api.client_view import ClientView
from organisations.api.clients import Needs, Reach

READING = Needs("emissions.view_footprint")
WRITING = Needs("emissions.keep_activity", "footprint:write", Reach.WRITE)


class StaleSeriesError(ConflictError):
    """Something was saved after a client read it; `field` of the body tells what the client read."""

    def __init__(self, message: object, *, field: str) -> None:
        super().__init__(message)
        self.field = field


class OneSeriesView(ClientView):
    """Something of one series, looked up before anything sent is read; another organisation's is 404."""

    found: ActivitySeries

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - passed on
        """Look the series up."""
        super().initial(request, *args, **kwargs)
        found = series_called(self.organisation, self.kwargs["series"])
        if found is None:
            raise Http404
        self.found = found


def series_answer(series: ActivitySeries, *, status: int = 200) -> Response:
    """Answer with a series as it is now."""
    series.refresh_from_db()
    return Response(SeriesDetail(figures_of(series)).data, status=status)


def part_of(series: ActivitySeries, name: str) -> ActivityDimension:
    """Return the part of that name; ActivityNotPossibleError names those that there are."""
    if found := part_called(series, name):
        return found
    known = ", ".join(part.name for part in series.dimensions.all()) or "–"
    sentence = _("“%(name)s” is no part of this series. Known are: %(known)s.")
    raise ActivityNotPossibleError(sentence % {"name": name, "known": known}, field="part")


def require_series_revision(series: ActivitySeries, sent: int) -> None:
    """Let a change pass only from the newest revision; the service looks once more while it holds the series."""
    if sent != series.revision:
        sentence = _("Revision %(newest)s is here now. Read it, compare, and send your change with its number.")
        raise StaleSeriesError(sentence % {"newest": series.revision}, field="revision")


def require_amount(sent: Decimal | None, newest: Decimal | None) -> None:
    """Let a correction pass only from the amount that stands there now; None is a figure that was taken back."""
    if sent == newest:
        return
    if newest is None:
        sentence = _("The figure is taken back now. Read the series again, compare, and send null as was.")
    else:
        sentence = _("%(amount)s stands there now. Read the series again, compare, and send this amount as was.")
        sentence %= {"amount": format(newest, "f")}
    raise StaleSeriesError(sentence, field="was")


@details_of.register
def stale_series(exc: StaleSeriesError) -> ProblemDetails:
    """Word that somebody else was first, at the field that tells what the client read."""
    error = FieldError(f"stale_{exc.field}", str(exc), exc.field, f"/{exc.field}")
    return ProblemDetails(exc.status, "conflict", str(exc), (error,))


@details_of.register
def values_refused(exc: ValuesRefusedError) -> ProblemDetails:
    """Word each row that keeps figures from being entered."""
    names = {"dimension": "part"}
    errors = []
    for each in exc.rows:
        name = names.get(each.field, each.field)
        pointer = f"/values/{each.row}/{name}" if name != "values" else "/values"
        errors.append(FieldError("refused", each.sentence, name, pointer))
    return ProblemDetails(exc.status, "refused", str(exc), tuple(errors))


@details_of.register
def series_refused(exc: ActivityNotPossibleError) -> ProblemDetails:
    """Word what cannot be done with a series, at the field that stands in the way."""
    if not exc.field:
        return refused(exc)
    return ProblemDetails(
        exc.status, "refused", str(exc), (FieldError("refused", str(exc), exc.field, f"/{exc.field}"),)
    )
