"""What services of procurements refuse, field by field, and who was first where two change the same."""

from django.utils.translation import gettext as _

from foundation.api.problem_details import FieldError, ProblemDetails
from foundation.api.problems import details_of, refused
from foundation.errors import ConflictError
from procurement.queries.bids import BidsNotSeenError
from procurement.services.asked_values import ValuesDoNotFitError
from procurement.services.locked_procurement import ProcurementNotPossibleError


class StaleRevisionError(ConflictError):
    """Something was saved after the revision that a client read; `newest` is the one that is there now."""

    def __init__(self, *, newest: int | None, field: str) -> None:
        if newest is None:
            super().__init__(_("There is none any more. Read the list again before you change anything."))
        else:
            sentence = _("Revision %(newest)s is here now. Read it, compare, and send your change with its number.")
            super().__init__(sentence % {"newest": newest})
        self.field = field


def require_revision(sent: int | None, newest: int | None, field: str = "revision") -> None:
    """Let a change pass only from the newest revision; the service looks once more while it holds the thing."""
    if sent != newest:
        raise StaleRevisionError(newest=newest, field=field)


@details_of.register
def stale(exc: StaleRevisionError) -> ProblemDetails:
    """Word a change of something that somebody else has changed, and name the newest revision."""
    return ProblemDetails(exc.status, "conflict", str(exc), (_field_error("stale_revision", exc.field, str(exc)),))


@details_of.register
def not_possible(exc: ProcurementNotPossibleError) -> ProblemDetails:
    """Word what cannot be done, at the field that stands in the way."""
    if not exc.field:
        return refused(exc)
    return ProblemDetails(exc.status, "refused", str(exc), (_field_error("refused", exc.field, str(exc)),))


@details_of.register
def bids_not_seen(exc: BidsNotSeenError) -> ProblemDetails:  # noqa: ARG001 - chosen by its type
    """Word that a program is nobody's evaluator, without a word of what there is."""
    sentence = _("Until the award bids are seen by those people alone who evaluate them. Programs read them after it.")
    return ProblemDetails(403, "permission_denied", sentence)


@details_of.register
def values_do_not_fit(exc: ValuesDoNotFitError) -> ProblemDetails:
    """Word each value that does not fit its variable."""
    errors = (_field_error("unfit_value", f"values.{name}", text) for name, text in exc.fields.items())
    return ProblemDetails(exc.status, "refused", str(exc), tuple(errors))


def _field_error(code: str, field: str, message: str) -> FieldError:
    return FieldError(code, message, field, "/" + field.replace("~", "~0").replace("/", "~1").replace(".", "/"))
