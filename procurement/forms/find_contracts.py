"""What an address asks the list of contracts for; what makes no sense is left out."""

from collections.abc import Mapping

from procurement.queries.found_contracts import STATES, WantedContracts

MOST_LETTERS = 200


def read_contracts_address(sent: Mapping[str, str]) -> WantedContracts:
    """Return what is looked for."""
    state = sent.get("state", "")
    return WantedContracts(
        words=" ".join(sent.get("q", "")[:MOST_LETTERS].split()), state=state if state in STATES else ""
    )
