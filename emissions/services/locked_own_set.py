"""Hold a factor set of one's own while it is changed, and say what a change is about."""

from typing import Any

from django.utils.translation import gettext as _

from emissions.models import OwnFactorSet, OwnSetVersion, VersionState
from foundation.errors import ConflictError, DomainError
from foundation.problems import Problem


class OwnSetNotPossibleError(DomainError):
    """Something cannot be done with a factor set; `field` names what stands in the way, if anything does."""

    def __init__(self, message: object, *, field: str = "", problems: tuple[Problem, ...] = ()) -> None:
        super().__init__(message, problems=problems)
        self.field = field


def locked_set(own_set: OwnFactorSet, *, revision: int | None = None) -> OwnFactorSet:
    """Return the set as it is now, held until the transaction ends; ConflictError if saved after `revision`."""
    current = OwnFactorSet.objects.select_for_update(of=("self",)).get(pk=own_set.pk)
    if revision not in (None, current.revision):
        raise _saved_meanwhile(current)
    return current


def locked_draft(own_set: OwnFactorSet, *, revision: int | None = None) -> OwnSetVersion:
    """Return the set's draft, held until the transaction ends.

    Raises OwnSetNotPossibleError where there is none, ConflictError if it was saved after `revision`, where given.
    """
    held = locked_set(own_set)
    drafts = OwnSetVersion.objects.select_for_update(of=("self",)).select_related("factor_set")
    draft = drafts.filter(factor_set=held, state=VersionState.DRAFT).first()
    if draft is None:
        sentence = _(
            "There is no draft of “%(title)s” any more: somebody published or dropped it. Begin a new version."
        )
        raise OwnSetNotPossibleError(sentence % {"title": held.title})
    if revision not in (None, draft.revision):
        raise _saved_meanwhile(held)
    return draft


def _saved_meanwhile(own_set: OwnFactorSet) -> ConflictError:
    sentence = _(
        "Somebody else changed “%(title)s” in the meantime. What you typed is still here: compare, and save again."
    )
    return ConflictError(sentence % {"title": own_set.title})


def save_draft(draft: OwnSetVersion) -> None:
    """Keep a draft, and count that it was saved."""
    draft.revision += 1
    draft.save()


def about_set(own_set: OwnFactorSet, **summary: object) -> dict[str, Any]:
    """Return what a change record says of the set."""
    return {
        "organisation_id": own_set.organisation_id,
        "object_id": own_set.uuid,
        "summary": {"title": own_set.title, **summary},
    }
