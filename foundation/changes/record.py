"""Write one change record; every service that writes calls this inside its transaction."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Any

from django.db.models import Max

from foundation.changes.models import Change
from foundation.postgres.bulk import insert_objects
from foundation.postgres.locks import hold, hold_all
from foundation.requests import current_request_id


@dataclass(frozen=True, slots=True)
class Actor:
    """Who acts: a person, an API client or a command, with the name that the audit page shows.

    `client` is the uuid of the API client: two of them may have the same name.
    """

    name: str
    user_id: int | None = None
    client: str = ""


SYSTEM = Actor("Klimatrappa")

_actor: ContextVar[Actor] = ContextVar("actor", default=SYSTEM)


def current_actor() -> Actor:
    """Return who acts now."""
    return _actor.get()


@contextmanager
def acting(actor: Actor) -> Iterator[None]:
    """Attribute the changes made in the block to `actor`."""
    token = _actor.set(actor)
    try:
        yield
    finally:
        _actor.reset(token)


def record_new(kind: str, action: str, things: Iterable[tuple[int, object, dict[str, Any]]]) -> None:
    """Append the first change of things that are new, each with its organisation and summary, in one go."""
    insert_objects(
        [
            _change(organisation_id, kind, str(object_id), 1, action, summary)
            for organisation_id, object_id, summary in things
        ]
    )


def record_changes(
    *, organisation_id: int, kind: str, action: str, things: Iterable[tuple[object, dict[str, Any]]]
) -> None:
    """Append the next versions of things of one kind, each with its summary, in one go; a thing may come many times.

    Must run inside a transaction; other writers wait as those of `record_change` do.
    """
    told = [(str(object_id), summary) for object_id, summary in things]
    names = {name for name, _summary in told}
    hold_all("change", [f"{organisation_id}/{kind}/{name}" for name in names])
    known = Change.objects.filter(organisation_id=organisation_id, kind=kind, object_id__in=names).order_by()
    latest = dict(known.values_list("object_id").annotate(latest=Max("version")))
    changes = []
    for name, summary in told:
        latest[name] = latest.get(name, 0) + 1
        changes.append(_change(organisation_id, kind, name, latest[name], action, summary))
    insert_objects(changes)


def record_change(
    *, organisation_id: int, kind: str, object_id: object, action: str, summary: dict[str, Any] | None = None
) -> Change:
    """Append the next version of (kind, object) for the organisation; must run inside a transaction.

    Two writers of the same thing are put in order by an advisory lock that ends with the transaction.
    """
    hold("change", f"{organisation_id}/{kind}/{object_id}")
    latest = Change.objects.filter(organisation_id=organisation_id, kind=kind, object_id=str(object_id)).aggregate(
        latest=Max("version")
    )["latest"]
    change = _change(organisation_id, kind, str(object_id), (latest or 0) + 1, action, summary or {})
    change.save()
    return change


def _change(organisation_id: int, kind: str, name: str, version: int, action: str, summary: dict[str, Any]) -> Change:
    actor = current_actor()
    return Change(
        organisation_id=organisation_id,
        kind=kind,
        object_id=name,
        version=version,
        action=action,
        summary=summary,
        actor_id=actor.user_id,
        actor_name=actor.name,
        request_id=current_request_id(),
    )
