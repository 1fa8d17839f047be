"""Every address declares whom it answers; the isolation test reads the declaration.

own      people with a role in the organisation of the address
shared   as own, and what the page shows may belong to those who share with the organisation
token    whoever holds an access link
public   anyone
signed_in  anyone with an account, about themselves
operator   those who run the installation
client   API clients
"""

from collections.abc import Callable
from enum import StrEnum
from typing import Any, TypeVar

View = TypeVar("View", bound=Callable[..., Any])


class Audience(StrEnum):
    """Whom an address answers."""

    OWN = "own"
    SHARED = "shared"
    TOKEN = "token"  # noqa: S105 - a kind of audience, not a secret
    PUBLIC = "public"
    SIGNED_IN = "signed_in"
    OPERATOR = "operator"
    CLIENT = "client"


def declared(audience: Audience, permission: str | None = None) -> Callable[[View], View]:
    """Write the audience and the permission it asks for on the view."""

    def mark(view: View) -> View:
        view.audience = audience  # type: ignore[attr-defined]
        view.permission = permission  # type: ignore[attr-defined]
        return view

    return mark


def public(view: View) -> View:
    """Declare that the view answers anyone."""
    return declared(Audience.PUBLIC)(view)
