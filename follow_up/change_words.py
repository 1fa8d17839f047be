"""How changes in follow-up speak on the pages of the frame."""

from django.utils.translation import gettext_lazy as _

from foundation.changes.sentences import Wording, register_changes

DEVIATIONS = Wording(
    name=_("Deviation"),
    sentences={"noted": _("noted the deviation {title} in {contract}")},
)
REGISTER = Wording(name=_("Register"), sentences={"edited": _("changed {number} obligations in the register")})


def register() -> None:
    """Register the words."""
    register_changes("follow_up.deviation", DEVIATIONS)
    register_changes("follow_up.register", REGISTER)
