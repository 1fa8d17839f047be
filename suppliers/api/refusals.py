"""How what cannot be done with suppliers is worded for API clients."""

from foundation.api.problem_details import FieldError, ProblemDetails
from foundation.api.problems import details_of, refused
from suppliers.services.refusals import SupplierNotPossibleError


@details_of.register
def not_possible(exc: SupplierNotPossibleError) -> ProblemDetails:
    """Word what cannot be done, at the field that stands in the way."""
    if not exc.field:
        return refused(exc)
    error = FieldError("refused", str(exc), exc.field, f"/{exc.field}")
    return ProblemDetails(exc.status, "refused", str(exc), (error,))
