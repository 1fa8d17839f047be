"""Begin a factor set of one's own and a new version of it, change how it is used, drop a draft."""

from typing import IO
from uuid import UUID

from django.db import transaction
from django.db.models import Max, Value
from django.db.models.functions import Lower
from django.db.models.lookups import Exact
from django.utils import timezone
from django.utils.translation import gettext as _

from emissions.models import OwnFactorSet, OwnSetVersion, VersionState
from emissions.services.locked_own_set import OwnSetNotPossibleError, about_set, locked_draft, locked_set
from foundation.changes.record import current_actor, record_change
from foundation.files.store import store_file
from foundation.postgres.locks import hold
from foundation.written_names import tidy_name
from organisations.models import Organisation
from requirements_bank.models import SeenBy

TITLES = "own_set_titles"  # of an organisation: held by whoever gives one, before any set
LONGEST_TITLE = 120
LAST_PLACE = 99


@transaction.atomic
def begin_own_set(
    *, organisation: Organisation, title: str, stream: IO[bytes], name: str, form_key: UUID | None = None
) -> OwnFactorSet:
    """Return a new set whose first version is a draft with the file; the same form sent twice gives the one it made.

    Raises OwnSetNotPossibleError for a title that is taken or missing.
    """
    hold(TITLES, organisation.pk)
    if form_key and (made := OwnFactorSet.objects.filter(organisation=organisation, form_key=form_key).first()):
        return made
    own_set = OwnFactorSet.objects.create(
        organisation=organisation,
        title=_free_title(organisation, title),
        form_key=form_key,
        made_by=current_actor().name,
    )
    _add_version(own_set, stream, name)
    record_change(kind="emissions.own_factor_set", action="begun", **about_set(own_set))
    return own_set


@transaction.atomic
def begin_version(own_set: OwnFactorSet, *, stream: IO[bytes], name: str) -> OwnSetVersion:
    """Return a new draft of the set with a file; its facts and columns are proposed from the version before.

    Raises OwnSetNotPossibleError where there is a draft already.
    """
    held = locked_set(own_set)
    if held.versions.filter(state=VersionState.DRAFT).exists():
        sentence = _("There is a draft of “%(title)s” already. Go on with it, or drop it first.")
        raise OwnSetNotPossibleError(sentence % {"title": held.title})
    draft = _add_version(held, stream, name)
    record_change(kind="emissions.own_factor_set", action="version_begun", **about_set(held, number=draft.number))
    return draft


@transaction.atomic
def change_own_set(
    own_set: OwnFactorSet, *, revision: int, title: str, place: int | None, seen_by: str, is_withdrawn: bool
) -> OwnFactorSet:
    """Return the set with another title, order of preference, readers, or taken out of use.

    Raises ConflictError if somebody saved it after `revision`; OwnSetNotPossibleError for a title that is taken, a
    place that is none, and for sharing by one that is no network.
    """
    hold(TITLES, own_set.organisation_id)
    held = locked_set(own_set, revision=revision)
    held.title = _free_title(held.organisation, title, but=held)
    if place is not None and not 1 <= place <= LAST_PLACE:
        raise OwnSetNotPossibleError(_("Write a place from 1 to %(last)s.") % {"last": LAST_PLACE}, field="place")
    if seen_by == SeenBy.NETWORK and not held.organisation.is_network:
        raise OwnSetNotPossibleError(_("Only a network lets its members use a set."), field="seen_by")
    if seen_by not in (SeenBy.OWN, SeenBy.NETWORK):
        raise OwnSetNotPossibleError(_("Say who may use the set."), field="seen_by")
    held.place, held.seen_by = place, seen_by
    held.withdrawn_at = (held.withdrawn_at or timezone.now()) if is_withdrawn else None
    held.revision += 1
    held.save()
    record_change(kind="emissions.own_factor_set", action="changed", **about_set(held))
    return held


@transaction.atomic
def drop_draft(own_set: OwnFactorSet) -> OwnFactorSet | None:
    """Remove the draft; a set that was never published goes with it, and None is returned. The file stays kept.

    Raises OwnSetNotPossibleError where there is no draft.
    """
    draft = locked_draft(own_set)
    held = draft.factor_set
    number = draft.number
    draft.delete()
    record_change(kind="emissions.own_factor_set", action="dropped", **about_set(held, number=number))
    if held.versions.exists():
        return held
    held.delete()
    return None


def _add_version(own_set: OwnFactorSet, stream: IO[bytes], name: str) -> OwnSetVersion:
    stored = store_file(organisation_id=own_set.organisation_id, stream=stream, name=name)
    before = own_set.versions.order_by("-number").first()
    last = own_set.versions.aggregate(last=Max("number"))["last"] or 0
    return OwnSetVersion.objects.create(
        organisation_id=own_set.organisation_id,
        factor_set=own_set,
        number=last + 1,
        file=stored,
        file_name=stored.name,
        facts=before.facts if before else None,
        made_by=current_actor().name,
    )


def _free_title(organisation: Organisation, typed: str, *, but: OwnFactorSet | None = None) -> str:
    title = tidy_name(typed)[:LONGEST_TITLE].rstrip()
    if not title:
        raise OwnSetNotPossibleError(_("Give the set a name."), field="title")
    others = OwnFactorSet.objects.filter(organisation=organisation).exclude(pk=but.pk if but else 0)
    if others.filter(Exact(Lower("title"), Lower(Value(title)))).exists():
        sentence = _("There is a set “%(title)s” already. Choose another name, or hand in a new version of that one.")
        raise OwnSetNotPossibleError(sentence % {"title": title}, field="title")
    return title
