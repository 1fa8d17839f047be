"""What services of follow-up refuse, at the field that stands in the way."""

from follow_up.services.refusals import FollowUpNotPossibleError
from foundation.api.problem_details import FieldError, ProblemDetails
from foundation.api.problems import details_of, refused


@details_of.register
def not_possible(exc: FollowUpNotPossibleError) -> ProblemDetails:
    """Word what cannot be done, at the field that stands in the way."""
    if not exc.field:
        return refused(exc)
    return ProblemDetails(
        exc.status, "refused", str(exc), (FieldError("refused", str(exc), exc.field, "/" + exc.field),)
    )
