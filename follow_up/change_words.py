"""How changes in follow-up speak on the pages of the frame."""

from django.utils.translation import gettext_lazy as _

from foundation.changes.sentences import Wording, register_changes

DEVIATIONS = Wording(
    name=_("Deviation"),
    sentences={"noted": _("noted the deviation {title} in {contract}")},
)
REGISTER = Wording(name=_("Register"), sentences={"edited": _("changed {number} obligations in the register")})
MATCHES = Wording(
    name=_("Match with the bank"),
    sentences={
        "matched": _("matched {title} in {contract} with {code}"),
        "unlike": _("said that the bank has nothing like {title} in {contract}"),
    },
)
CONTROLS = Wording(
    name=_("Control"),
    sentences={
        "shared": _("shared a control of {supplier} in {contract}"),
        "taken_back": _("shared a control in {contract} no more: {because}"),
        "relied_on": _("let {title} in {contract} rest on a control of {buyer}"),
        "relied_no_more": _("let {title} in {contract} rest on another's control no more: {because}"),
    },
)

CONTROLS = Wording(
    name=_("Control"),
    sentences={
        "started": _("started a control of {contract}"),
        "finished": _("finished a control of {contract}"),
        "cancelled": _("cancelled a control of {contract}: {because}"),
    },
)
EVIDENCE = Wording(
    name=_("Evidence"),
    sentences={
        "filed": _("filed the evidence {title} in {contract}"),
        "changed": _("changed the evidence {title} in {contract}"),
        "accepted": _("accepted the evidence {title} in {contract}"),
        "rejected": _("rejected the evidence {title} in {contract}: {because}"),
    },
)


def register() -> None:
    """Register the words."""
    register_changes("follow_up.deviation", DEVIATIONS)
    register_changes("follow_up.control", CONTROLS)
    register_changes("follow_up.evidence", EVIDENCE)
    register_changes("follow_up.register", REGISTER)
    register_changes("follow_up.match", MATCHES)
    register_changes("follow_up.control", CONTROLS)
