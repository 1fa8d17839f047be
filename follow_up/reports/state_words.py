"""States of follow-up in words and looks: the same word and icon everywhere."""

from typing import Final

from follow_up.models import DeviationState, KeptState

KEPT_LOOKS: Final = {
    KeptState.KEPT: ("good", "check-circle"),
    KeptState.NOT_KEPT: ("bad", "error"),
    KeptState.UNKNOWN: ("warning", "help"),
    KeptState.NOT_YET_DUE: ("outline", "calendar"),
}
"""Tone and icon of each state."""
DEVIATION_LOOKS: Final = {
    DeviationState.NOTED: "outline",
    DeviationState.TOLD: "warning",
    DeviationState.ANSWERED: "info",
    DeviationState.MENDING: "info",
    DeviationState.MENDED: "info",
    DeviationState.CLOSED: "good",
    DeviationState.WITHDRAWN: "outline",
}


def state_tag(state: str) -> dict[str, str]:
    """Return what the tag component shows of a state: text, tone, icon."""
    known = KeptState(state)
    tone, icon = KEPT_LOOKS[known]
    return {"text": str(known.label), "tone": tone, "icon": icon}
