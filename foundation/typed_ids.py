"""Ids that come as text in an address, a form or a file."""

from uuid import UUID

from django.http import Http404


def uuid_or_none(text: str) -> UUID | None:
    """Return the id that the text says, or None where it says none."""
    try:
        return UUID(text)
    except ValueError:
        return None


def uuid_or_404(text: str) -> UUID:
    """Return the id that the text says; raises Http404 where it says none, as for a thing that is not there."""
    found = uuid_or_none(text)
    if found is None:
        raise Http404
    return found
