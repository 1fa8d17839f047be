"""What an address asks the list of deviations for; what makes no sense is left out."""

from collections.abc import Mapping

from follow_up.models import Severity
from follow_up.queries.deviations import SORTS, STATES, WantedDeviations
from foundation.typed_ids import uuid_or_none

MOST_LETTERS = 200


def read_deviations_address(sent: Mapping[str, str]) -> WantedDeviations:
    """Return what is looked for."""
    state, severity, sort = sent.get("state", ""), sent.get("severity", ""), sent.get("sort", "")
    return WantedDeviations(
        words=" ".join(sent.get("q", "")[:MOST_LETTERS].split()),
        state=state if state in STATES else "",
        severity=severity if severity in Severity.values else "",
        contract=uuid_or_none(sent.get("contract", "")),
        sort=sort if sort in SORTS else "",
    )
