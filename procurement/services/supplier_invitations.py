"""Invite suppliers to answer by a link, remind them, and take a link back."""

from datetime import date, timedelta

from django.db import transaction
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from foundation.changes.record import current_actor, record_change
from foundation.outbox.send import queue_message
from foundation.requests import absolute_address
from foundation.written_names import tidy_name
from organisations.calculations.organisation_numbers import digits_of, is_valid_number
from procurement.models import Procurement, SupplierInvitation
from procurement.queries.dialogues import dialogue_of
from procurement.services.locked_procurement import ProcurementNotPossibleError, about, locked
from procurement.services.supplier_links import link_for, revoke_links

MOST_INVITED = 200
BETWEEN_REMINDERS = timedelta(hours=20)


@transaction.atomic
def invite_supplier(
    procurement: Procurement,
    *,
    supplier: str,
    email: str,
    number: str = "",
    language: str = "nb",
    by_mail: bool = True,
) -> SupplierInvitation:
    """Return the invitation of a supplier, who is sent a link by mail in its language; without mail, no link yet.

    Raises ProcurementNotPossibleError while nobody has said until when suppliers answer, for a number that cannot be
    one, and for somebody who is invited already.
    """
    procurement = locked(procurement)
    closes_on = _still_open(procurement)
    _check(procurement, supplier, email, number)
    invitation = SupplierInvitation.objects.create(
        organisation_id=procurement.organisation_id,
        procurement=procurement,
        supplier=tidy_name(supplier),
        number=digits_of(number),
        email=email.strip().lower(),
        language=language,
        invited_by=current_actor().name,
    )
    if by_mail:
        _write_to(invitation, closes_on)
    record_change(kind="procurement.dialogue", action="invited", **about(procurement, supplier=invitation.supplier))
    return invitation


@transaction.atomic
def remind_supplier(invitation: SupplierInvitation) -> None:
    """Send the supplier a new link; the ones before go on working. Not twice a day.

    Raises ProcurementNotPossibleError for a link that is revoked, twice within a day, and where the dialogue is over.
    """
    procurement = locked(invitation.procurement)
    closes_on = _still_open(procurement)
    invitation = SupplierInvitation.objects.select_for_update(of=("self",)).get(pk=invitation.pk)
    if invitation.revoked_at:
        raise ProcurementNotPossibleError(_("The link is revoked. Invite the supplier anew."))
    now = timezone.now()
    if now - (invitation.reminded_at or invitation.sent_at) < BETWEEN_REMINDERS:
        sentence = _("%(supplier)s was written to less than a day ago. Wait until tomorrow.")
        raise ProcurementNotPossibleError(sentence % {"supplier": invitation.supplier})
    invitation.reminded_at = now
    invitation.save(update_fields=["reminded_at"])
    _write_to(invitation, closes_on)
    record_change(kind="procurement.dialogue", action="reminded", **about(procurement, supplier=invitation.supplier))


@transaction.atomic
def remind_all(procurement: Procurement) -> int:
    """Remind every supplier that has not answered and was not written to since yesterday; return how many.

    Raises ProcurementNotPossibleError where the dialogue is over.
    """
    _still_open(procurement)
    since = timezone.now() - BETWEEN_REMINDERS
    silent = SupplierInvitation.objects.filter(
        procurement=procurement, revoked_at=None, answered_at=None, sent_at__lte=since
    ).exclude(reminded_at__gt=since)
    those = list(silent.select_related("procurement__organisation"))
    for invitation in those:
        remind_supplier(invitation)
    return len(those)


@transaction.atomic
def revoke_invitation(invitation: SupplierInvitation) -> None:
    """Let nobody in by the supplier's links any more; what it answered stays."""
    procurement = locked(invitation.procurement)
    gone = SupplierInvitation.objects.filter(pk=invitation.pk, revoked_at=None).update(revoked_at=timezone.now())
    if gone:
        revoke_links(invitation)
        record_change(kind="procurement.dialogue", action="revoked", **about(procurement, supplier=invitation.supplier))


def note_opened(invitation: SupplierInvitation) -> None:
    """Note the first time that somebody opened the link."""
    SupplierInvitation.objects.filter(pk=invitation.pk, opened_at=None).update(opened_at=timezone.now())


def _still_open(procurement: Procurement) -> date:
    closes_on = dialogue_of(procurement).closes_on
    if closes_on is None:
        raise ProcurementNotPossibleError(_("Say first until when suppliers can answer."))
    if closes_on < timezone.localdate():
        sentence = _("Suppliers could answer until %(day)s. Choose a later day first.")
        raise ProcurementNotPossibleError(sentence % {"day": date_format(closes_on, "DATE_FORMAT")})
    return closes_on


def _check(procurement: Procurement, supplier: str, email: str, number: str) -> None:
    if not tidy_name(supplier):
        raise ProcurementNotPossibleError(_("Say which supplier it is."), field="supplier")
    if number.strip() and not any(is_valid_number(number, country) for country in ("NO", "SE", "DK", "FI")):
        sentence = _("%(number)s is no organisation number. Check the digits, or leave it out.")
        raise ProcurementNotPossibleError(sentence % {"number": number.strip()[:30]}, field="number")
    invited = SupplierInvitation.objects.filter(procurement=procurement, revoked_at=None)
    if invited.filter(email=email.strip().lower()).exists():
        sentence = _("%(email)s is invited already. Send a reminder instead.")
        raise ProcurementNotPossibleError(sentence % {"email": email.strip()}, field="email")
    if invited.count() >= MOST_INVITED:
        sentence = _("%(most)s suppliers are invited already. Take one back first.")
        raise ProcurementNotPossibleError(sentence % {"most": MOST_INVITED})


def _write_to(invitation: SupplierInvitation, closes_on: date) -> None:
    """Write the supplier a mail with a link of its own; the outbox forgets its text once it is sent."""
    address = absolute_address(reverse("answer_by_link", args=[link_for(invitation, closes_on)]))
    procurement = invitation.procurement
    with translation.override(invitation.language):
        words = {
            "supplier": invitation.supplier,
            "name": current_actor().name,
            "buyer": procurement.organisation.name,
            "title": procurement.title,
            "day": date_format(closes_on, "DATE_FORMAT"),
            "address": address,
        }
        subject = _("%(buyer)s asks what you can deliver: %(title)s") % words
        body = _text() % words
    queue_message(
        organisation_id=invitation.organisation_id,
        receiver=invitation.email,
        subject=subject,
        body=body,
        holds_secret=True,
    )


def _text() -> str:
    return _(
        "Hello %(supplier)s,\n\n%(name)s at %(buyer)s plans the procurement “%(title)s” and wants to know what is "
        "possible, and from when. See what is planned and answer here, without an account, until %(day)s:\n\n"
        "%(address)s\n\nThe link is yours alone; colleagues of yours may use it. Other suppliers do not see what you "
        "answer. What the buyer tells one supplier, all can read there.\n"
    )
