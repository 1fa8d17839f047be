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
REQUESTS = Wording(
    name=_("Reports asked for"),
    sentences={
        "asked": _("asked {supplier} for the report {title} in {contract}"),
        "changed": _("changed what is asked in the report {title} in {contract}"),
        "ended": _("asks no longer for the report {title} in {contract}"),
        "revoked": _("revoked the links to the report {title} in {contract}"),
    },
)
REPORTS = Wording(
    name=_("Supplier's report"),
    sentences={
        "received": _("sent the report {title} in {contract}"),
        "reminded": _("reminded the supplier of the report {title} in {contract}"),
        "returned": _("sent the report {title} in {contract} back"),
        "accepted": _("accepted the report {title} in {contract}"),
        "corrected": _("corrected the report {title} in {contract}"),
    },
)


def register() -> None:
    """Register the words."""
    register_changes("follow_up.deviation", DEVIATIONS)
    register_changes("follow_up.register", REGISTER)
    register_changes("follow_up.match", MATCHES)
    register_changes("follow_up.report_request", REQUESTS)
    register_changes("follow_up.supplier_report", REPORTS)
