"""How changes of organisations, people, shares and clients are told on the audit page."""

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext_lazy as _

from foundation.changes.sentences import Wording, register_changes
from organisations.models import Role
from organisations.models.shares import Area, Depth

FIELDS = {
    "name": _("name"),
    "accent_colour": _("colour"),
    "population": _("inhabitants"),
    "logo": _("logo"),
}


def _roles(codes: Iterable[str]) -> str:
    return ", ".join(str(Role(code).label) for code in codes)


def _role(code: str) -> Any:  # noqa: ANN401 - a lazy text
    return Role(code).label


def _area(code: str) -> Any:  # noqa: ANN401 - a lazy text
    return Area(code).label


def _depth(code: str) -> Any:  # noqa: ANN401 - a lazy text
    return Depth(code).label


def _fields(names: Iterable[str]) -> str:
    return ", ".join(str(FIELDS.get(name, name)) for name in names)


def register() -> None:
    """Word the kinds of change that this app and the foundation record."""
    register_changes(
        "organisations.organisation",
        Wording(
            name=_("Organisation"),
            sentences={"founded": _("founded {name}"), "changed": _("changed {fields}")},
            values={"fields": _fields},
        ),
    )
    register_changes(
        "organisations.membership",
        Wording(
            name=_("People and roles"),
            sentences={
                "invited": _("invited {name} as {roles}"),
                "invited_again": _("sent {name} a new invitation"),
                "accepted": _("came in for the first time"),
                "roles_changed": _("changed what {name} may do from {before} to {roles}"),
                "ended": _("ended the roles of {name}"),
            },
            values={"roles": _roles, "before": _roles},
        ),
    )
    register_changes(
        "organisations.share",
        Wording(
            name=_("Sharing"),
            sentences={
                "given": _("shared with {receiver}: {area}, {depth}"),
                "ended": _("ended what {receiver} saw: {area}, {depth}"),
            },
            values={"area": _area, "depth": _depth},
        ),
    )
    register_changes(
        "organisations.network_membership",
        Wording(
            name=_("Networks"),
            sentences={
                "joined": _("took {member} into {network}"),
                "left": _("ended the membership of {member} in {network}"),
            },
        ),
    )
    register_changes(
        "organisations.service_account",
        Wording(
            name=_("API clients"),
            sentences={
                "made": _("made the API client {name} with the role {role}"),
                "revoked": _("revoked the API client {name}"),
            },
            values={"role": _role},
        ),
    )
    register_changes(
        "foundation.message",
        Wording(name=_("Mail"), sentences={"sent_again": _("sent “{subject}” to {receiver} once more")}),
    )
