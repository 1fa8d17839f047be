"""The id that a client gives to what it makes, so that sending it again makes nothing more."""

from collections.abc import Iterator
from contextlib import contextmanager
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _
from psycopg.errors import UniqueViolation

from follow_up.services.refusals import FollowUpNotPossibleError


def key_is_taken() -> FollowUpNotPossibleError:
    """Return the refusal of an id that something else has."""
    return FollowUpNotPossibleError(_("This key belongs to something else. Make a new one."), field="key")


@contextmanager
def made_with(key: UUID | None) -> Iterator[None]:
    """Make something of this id; raises FollowUpNotPossibleError where a thing that we do not see has it already."""
    if key is None:
        yield
        return
    try:
        with transaction.atomic():
            yield
    except IntegrityError as taken:
        if isinstance(taken.__cause__, UniqueViolation):
            raise key_is_taken() from taken
        raise
