"""How changes in follow-up speak on the pages of the frame."""

from django.utils.translation import gettext_lazy as _

from foundation.changes.sentences import Wording, register_changes

DEVIATIONS = Wording(
    name=_("Deviation"),
    sentences={"noted": _("noted the deviation {title} in {contract}")},
)
REGISTER = Wording(name=_("Register"), sentences={"edited": _("changed {number} obligations in the register")})

WEIGHTS = Wording(name=_("Weights of the priority"), sentences={"given": _("changed the weights of the priority list")})
SECTOR_RISK = Wording(name=_("Risk of a category"), sentences={"set": _("changed the risk of the category {category}")})
TRAITS = Wording(name=_("Market and criticality"), sentences={"noted": _("noted market and criticality of {contract}")})
RISK = Wording(
    name=_("Yearly assessment of risk"),
    sentences={
        "made": _("made the assessment of risk for {year}"),
        "approved": _("approved the assessment of risk for {year}"),
    },
)
HOURS = Wording(name=_("Hours for controls"), sentences={"said": _("changed the hours for controls")})
INTERVIEW = Wording(name=_("Talk with an adviser"), sentences={"written": _("wrote down the talk with {adviser}")})
TASK = Wording(
    name=_("Planned task"),
    sentences={"planned": _("planned {title} in {contract}"), "moved": _("moved {title} in {contract} to {month}")},
)


def register() -> None:
    """Register the words."""
    register_changes("follow_up.deviation", DEVIATIONS)
    register_changes("follow_up.register", REGISTER)
    register_changes("follow_up.weights", WEIGHTS)
    register_changes("follow_up.sector_risk", SECTOR_RISK)
    register_changes("follow_up.traits", TRAITS)
    register_changes("follow_up.task", TASK)
    register_changes("follow_up.hours", HOURS)
    register_changes("follow_up.risk_assessment", RISK)
    register_changes("follow_up.interview", INTERVIEW)
