"""Say what a card should have said: another number, another name. What the source wrote stays beside it."""

from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from foundation.changes.record import current_actor, record_change
from foundation.personal_numbers import without_personal_numbers
from foundation.typed_reasons import reason_of
from foundation.written_names import tidy_name
from suppliers.calculations.number_reading import NumberKind, read_number
from suppliers.models import SupplierCard, SupplierCorrection
from suppliers.services.hold_register import hold_register_soon
from suppliers.services.identities import regroup
from suppliers.services.merge_suppliers import KIND, require_revision, shown_name
from suppliers.services.refusals import SupplierNotPossibleError
from suppliers.services.register import judge, parties_of, party_key

LONGEST_NUMBER, LONGEST_NAME, LONGEST_REASON = 40, 300, 500
_JUDGED = ["kind", "country", "may_be", "is_sure", "is_personal", "party", "right_number", "right_name"]


@dataclass(frozen=True, slots=True)
class Right:
    """What is right: the texts as they will be kept, empty where the source is."""

    number: str
    name: str


@transaction.atomic
def correct_supplier(
    *, card: SupplierCard, number: str | None = None, name: str | None = None, reason: str, revision: int | None = None
) -> SupplierCard:
    """Return the card as it is corrected; None leaves a text as it is, an empty one takes its correction back.

    Validity, classification and proposals go by it from now on. The same correction again changes nothing. Raises
    SupplierNotPossibleError (with `field`) for a number that is wrong itself, a name that holds a personal number, a
    text that is too long and a missing reason, and ConflictError where the card was changed after `revision`.
    """
    hold_register_soon(card.organisation_id)
    held = SupplierCard.objects.select_for_update(of=("self",)).select_related("organisation", "party").get(pk=card.pk)
    right = _right(held, number, name)
    if right == Right(held.right_number, held.right_name):
        return held
    require_revision(held, revision)
    because = _because(reason)
    SupplierCorrection.objects.create(
        organisation_id=held.organisation_id,
        card=held,
        number_before=held.right_number,
        number=right.number,
        name_before=held.right_name,
        name=right.name,
        reason=because,
        made_by=current_actor().name,
    )
    held.right_number, held.right_name = right.number, right.name
    key = party_key(held, judge(held, held.organisation.country))
    held.party = parties_of({key: held.known_name})[key] if key else None
    held.save(update_fields=_JUDGED)
    regroup(held.organisation_id, {held.pk})
    record_change(
        organisation_id=held.organisation_id,
        kind=KIND,
        object_id=held.uuid,
        action="corrected",
        summary={"name": shown_name(held), "reason": because},
    )
    return SupplierCard.objects.select_related("organisation", "party").get(pk=held.pk)


def _because(reason: str) -> str:
    said = reason_of(without_personal_numbers(reason))
    if not said:
        raise SupplierNotPossibleError(_("Say why, for whoever looks at it later."), field="reason")
    if len(said) > LONGEST_REASON:
        sentence = _("Say it in at most %(most)s letters.")
        raise SupplierNotPossibleError(sentence % {"most": LONGEST_REASON}, field="reason")
    return said


def _right(card: SupplierCard, number: str | None, name: str | None) -> Right:
    """Return what will be kept; what equals the source's own text is no correction."""
    right_number = card.right_number if number is None else tidy_name(number)
    right_name = card.right_name if name is None else tidy_name(name)
    if number is not None:
        _check_number(card, right_number)
    if without_personal_numbers(right_name) != right_name:
        raise SupplierNotPossibleError(
            _("The name holds a personal number. Write the number where numbers stand."), field="name"
        )
    if len(right_name) > LONGEST_NAME:
        sentence = _("A name has at most %(most)s letters.")
        raise SupplierNotPossibleError(sentence % {"most": LONGEST_NAME}, field="name")
    return Right("" if right_number == card.number else right_number, "" if right_name == card.name else right_name)


def _check_number(card: SupplierCard, number: str) -> None:
    if len(number) > LONGEST_NUMBER:
        sentence = _("A number has at most %(most)s characters.")
        raise SupplierNotPossibleError(sentence % {"most": LONGEST_NUMBER}, field="number")
    if number and read_number(number, card.organisation.country).kind is NumberKind.INVALID:
        sentence = _("The check digit of this number is wrong. Look it up in the public register and write it again.")
        raise SupplierNotPossibleError(sentence, field="number")
