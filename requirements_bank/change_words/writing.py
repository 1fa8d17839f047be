"""How the changes speak that are made where requirements are written and talked about."""

from django.utils.translation import gettext_lazy as _

from foundation.changes.sentences import Wording, register_changes
from requirements_bank.change_words.places import audience, page_of


def register() -> None:
    """Word proposals, comments and the organisation's own bank."""
    register_changes(
        "requirements_bank.proposal",
        Wording(
            name=_("Proposal"),
            sentences={
                "proposed": _("proposed “{title}” to {bank}"),
                "accepted": _("accepted the proposal “{title}”"),
                "declined": _("declined the proposal “{title}”: {reason}"),
            },
            address=page_of("proposals", named=False),
        ),
    )
    register_changes(
        "requirements_bank.comment",
        Wording(
            name=_("Comment"),
            sentences={
                "commented": _("commented on {code}"),
                "answered": _("answered a comment on {code}"),
                "hidden": _("hid a comment by {name} on {code}: {reason}"),
                "opened": _("changed who may comment on {code}: {comments_from}"),
                "made_link": _("made a link for comments on {code}: {name}"),
                "revoked_link": _("revoked the link for comments on {code}: {name}"),
            },
            values={"comments_from": audience},
        ),
    )
    register_changes(
        "requirements_bank.own_bank",
        Wording(
            name=_("Requirement bank"),
            sentences={"made": _("made the bank {name}"), "changed": _("changed the bank {name}")},
        ),
    )
