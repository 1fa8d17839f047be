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


def register() -> None:
    """Register the words."""
    register_changes("follow_up.deviation", DEVIATIONS)
    register_changes("follow_up.register", REGISTER)
    register_changes("follow_up.match", MATCHES)
    register_changes("follow_up.control", CONTROLS)
