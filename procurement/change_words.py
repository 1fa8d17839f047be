"""How changes of procurements speak on the pages of the frame."""

from django.utils.translation import gettext_lazy as _

from foundation.changes.sentences import Wording, register_changes

PROCUREMENTS = Wording(
    name=_("Procurement"),
    sentences={
        "made": _("made the procurement {title}"),
        "changed": _("changed the procurement {title}"),
        "moved": _("moved the procurement {title} to another stage"),
        "joined": _("let {buyer} buy along in {title}"),
        "left": _("took {buyer} out of {title}"),
        "staffed": _("gave {person} a part in {title}"),
        "unstaffed": _("took {person} out of {title}"),
        "filed": _("put the document {document} into the procurement {title}"),
        "document_removed": _("took the document {document} out of {title}: {because}"),
        "planned_anew": _("planned {title} to follow {follows}"),
        "asked": _("put {code} into the procurement {title}"),
        "removed": _("took {code} out of the procurement {title}"),
        "put_back": _("put {code} back into the procurement {title}"),
        "filled": _("filled in {code} in the procurement {title}"),
        "ordered": _("changed the order of what {title} asks for"),
        "kept_as_set": _("kept the requirements of {title} as the template {name}"),
        "answered": _("answered what the law asks of {title}"),
        "divided": _("changed the lots of {title}"),
    },
)
STAIRCASES = Wording(
    name=_("Staircase"),
    sentences={
        "changed": _("changed the steps of {code} in {title}"),
        "removed": _("took the steps of {code} out of {title}"),
        "carried": _("carried the steps of {code} over from {former} to {title}"),
        "begun_higher": _("let the steps of {code} in {title} begin at {threshold}, where {former} stood at its end"),
        "frozen": _("froze the steps of {code} in {title} at signature"),
    },
)
JOINT_STAIRCASES = Wording(
    name=_("Joint staircase"),
    sentences={
        "proposed": _("proposed version {version} of the joint staircase {title}"),
        "voted": _("voted on version {version} of {title}"),
        "agreed": _("agreed on version {version} of {title}"),
        "dropped": _("dropped version {version} of {title}"),
        "taken_over": _("took over the joint staircase {title}"),
        "left": _("no longer follows the joint staircase {title}"),
    },
)
SETS = Wording(
    name=_("Template of requirements"),
    sentences={"removed": _("removed the template of requirements {name}")},
)


def register() -> None:
    """Word what is done with procurements and their staircases."""
    register_changes("procurement.procurement", PROCUREMENTS)
    register_changes("procurement.staircase", STAIRCASES)
    register_changes("procurement.joint_staircase", JOINT_STAIRCASES)
    register_changes("procurement.requirement_set", SETS)
