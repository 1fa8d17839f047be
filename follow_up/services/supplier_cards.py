"""Keep whom to talk to at a supplier, and what was noted on the relation."""

from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.utils.translation import gettext as _

from follow_up.models import SupplierContact, SupplierNote
from follow_up.queries.suppliers import KnownSupplier
from follow_up.services.deviation_steps import written
from follow_up.services.refusals import FollowUpNotPossibleError
from foundation.changes.record import current_actor, record_change
from foundation.errors import ConflictError
from foundation.postgres.locks import hold
from foundation.written_names import tidy_name
from organisations.models import Organisation

MOST_CONTACTS = 100
LONGEST_NOTE = 5000


@dataclass(frozen=True, slots=True)
class SaidOfContact:
    """What is said of a contact."""

    name: str
    part: str = ""
    email: str = ""
    phone: str = ""


@transaction.atomic
def keep_contact(
    organisation: Organisation,
    supplier: KnownSupplier,
    said: SaidOfContact,
    *,
    contact: SupplierContact | None = None,
    revision: int | None = None,
) -> SupplierContact:
    """Return the kept contact: a new one, or `contact` as it is said now.

    Raises ConflictError if it was saved after `revision`, and FollowUpNotPossibleError without a name, for an e-mail
    address that is none, and where there are more than anybody calls.
    """
    hold("supplier_contact", f"{organisation.pk}/{supplier.key}")
    those = SupplierContact.objects.filter(organisation=organisation, supplier_key=supplier.key)
    if contact is None:
        if those.count() >= MOST_CONTACTS:
            sentence = _("There are %(most)s contacts already. Take one out first.")
            raise FollowUpNotPossibleError(sentence % {"most": MOST_CONTACTS})
        kept = SupplierContact(organisation=organisation, supplier_key=supplier.key, made_by=current_actor().name)
    else:
        kept = those.select_for_update().get(pk=contact.pk)
        if revision not in (None, kept.revision):
            raise ConflictError(_("Somebody else changed this contact in the meantime. Compare, and save again."))
        kept.revision += 1
    _fill(kept, said)
    kept.save()
    _record(organisation, supplier, "contact_kept", name=kept.name)
    return kept


@transaction.atomic
def remove_contact(organisation: Organisation, supplier: KnownSupplier, contact: SupplierContact) -> None:
    """Take a contact out for good: nobody keeps names of people longer than they are of use."""
    gone, _each = SupplierContact.objects.filter(organisation=organisation, pk=contact.pk).delete()
    if gone:
        _record(organisation, supplier, "contact_removed", name=contact.name)


@transaction.atomic
def keep_note(organisation: Organisation, supplier: KnownSupplier, *, text: str) -> SupplierNote:
    """Return the note on the relation; the same one sent twice in a row counts once.

    Raises FollowUpNotPossibleError for a note in which nothing can be read.
    """
    hold("supplier_note", f"{organisation.pk}/{supplier.key}")
    said = written(text, _("Write what you want to note."), field="text")[:LONGEST_NOTE]
    actor = current_actor()
    newest = SupplierNote.objects.filter(organisation=organisation, supplier_key=supplier.key).first()
    if newest and (newest.text, newest.by_name) == (said, actor.name):
        return newest
    note = SupplierNote.objects.create(
        organisation=organisation, supplier_key=supplier.key, text=said, by_name=actor.name
    )
    _record(organisation, supplier, "note_kept")
    return note


def _fill(kept: SupplierContact, said: SaidOfContact) -> None:
    kept.name = tidy_name(said.name)[:200]
    if not kept.name:
        raise FollowUpNotPossibleError(_("Say whom to talk to."), field="name")
    kept.email = said.email.strip().lower()
    if kept.email:
        try:
            validate_email(kept.email)
        except ValidationError as wrong:
            sentence = _("This is no e-mail address. Write one such as name@company.no.")
            raise FollowUpNotPossibleError(sentence, field="email") from wrong
    kept.part, kept.phone = tidy_name(said.part)[:200], " ".join(said.phone.split())[:40]


def _record(organisation: Organisation, supplier: KnownSupplier, action: str, **summary: str) -> None:
    record_change(
        organisation_id=organisation.pk,
        kind="follow_up.supplier",
        object_id=supplier.key,
        action=action,
        summary={"supplier": supplier.name, **summary},
    )
