"""Say what a card should have said: another number, another name. What the source wrote stays beside it."""

from collections.abc import Sequence
from copy import copy
from dataclasses import dataclass

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from foundation.changes.record import current_actor, record_changes
from foundation.errors import DomainError
from foundation.personal_numbers import without_personal_numbers
from foundation.typed_reasons import reason_of
from foundation.written_names import tidy_name
from organisations.models import Organisation
from suppliers.calculations.number_reading import NumberKind, read_number
from suppliers.calculations.numbers import is_anybodys
from suppliers.models import SupplierCard, SupplierCorrection, SupplierMerge
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


@dataclass(frozen=True, slots=True)
class Correction:
    """What one card should say: None leaves a text as it is, an empty one takes its correction back.

    Whoever sees no personal numbers writes none: what is found of it later would tell whether it is there.
    """

    card: SupplierCard
    number: str | None = None
    name: str | None = None
    reason: str = ""
    revision: int | None = None
    sees_numbers: bool = True


@transaction.atomic
def correct_supplier(
    *,
    card: SupplierCard,
    number: str | None = None,
    name: str | None = None,
    reason: str,
    revision: int | None = None,
    sees_numbers: bool = True,
) -> SupplierCard:
    """Return the card as it is corrected; None leaves a text as it is, an empty one takes its correction back.

    Validity, classification and proposals go by it from now on. The same correction again changes nothing. Raises
    SupplierNotPossibleError (with `field`) for a number that is wrong itself, or a person's where `sees_numbers` says
    that the reader may not see them, a name that holds a personal number, a
    text that is too long and a missing reason, and ConflictError where the card was changed after `revision`.
    """
    said = Correction(card, number, name, reason, revision, sees_numbers)
    (outcome,) = correct_suppliers(organisation=card.organisation, corrections=[said])
    if isinstance(outcome, DomainError):
        raise outcome
    return outcome


@transaction.atomic
def correct_suppliers(
    *, organisation: Organisation, corrections: Sequence[Correction]
) -> list[SupplierCard | DomainError]:
    """Return for each correction the card as it is now, or what stands in its way, as `correct_supplier` raises it.

    Each for itself: what can be done is done, in one go and with one new mapping version at most.
    """
    hold_register_soon(organisation.pk)
    those = SupplierCard.objects.select_for_update(of=("self",)).select_related("organisation", "party")
    held = those.filter(organisation=organisation).in_bulk([each.card.pk for each in corrections])
    refused: dict[int, DomainError] = {}
    kept: list[SupplierCorrection] = []
    for place, each in enumerate(corrections):
        try:
            if made := _corrected(held[each.card.pk], each):
                kept.append(made)
        except DomainError as problem:
            refused[place] = problem
    if kept:
        _keep(organisation, kept)
    fresh = SupplierCard.objects.select_related("organisation", "party").in_bulk(list(held))
    return [refused.get(place) or fresh[each.card.pk] for place, each in enumerate(corrections)]


def _corrected(held: SupplierCard, said: Correction) -> SupplierCorrection | None:
    """Write a correction on the card, and return it to be kept; None where it holds already."""
    right = _right(held, said)
    if right == Right(held.right_number, held.right_name):
        return None
    require_revision(held, said.revision)
    _check_stays_person_or_company(held, right)
    correction = SupplierCorrection(
        organisation_id=held.organisation_id,
        card=held,
        number_before=held.right_number,
        number=right.number,
        name_before=held.right_name,
        name=right.name,
        reason=_because(said.reason),
        made_by=current_actor().name,
    )
    held.right_number, held.right_name = right.number, right.name
    return correction


def _keep(organisation: Organisation, kept: Sequence[SupplierCorrection]) -> None:
    """Keep corrections, judge their cards anew and group them by what they say now."""
    SupplierCorrection.objects.bulk_create(kept)
    cards = list({each.card_id: each.card for each in kept}.values())
    keys = [party_key(card, judge(card, organisation.country)) for card in cards]
    parties = parties_of({key for key in keys if key})
    for card, key in zip(cards, keys, strict=True):
        card.party = parties[key] if key else None
    SupplierCard.objects.bulk_update(cards, _JUDGED, batch_size=2_000)
    regroup(organisation.pk, {card.pk for card in cards})
    record_changes(
        organisation_id=organisation.pk,
        kind=KIND,
        action="corrected",
        things=[(each.card.uuid, {"name": shown_name(each.card), "reason": each.reason}) for each in kept],
    )


def _because(reason: str) -> str:
    said = reason_of(without_personal_numbers(reason))
    if not said:
        raise SupplierNotPossibleError(_("Say why, for whoever looks at it later."), field="reason")
    if len(said) > LONGEST_REASON:
        sentence = _("Say it in at most %(most)s letters.")
        raise SupplierNotPossibleError(sentence % {"most": LONGEST_REASON}, field="reason")
    return said


def _right(card: SupplierCard, said: Correction) -> Right:
    """Return what will be kept; what equals the source's own text is no correction."""
    right_number = card.right_number if said.number is None else tidy_name(said.number)
    right_name = card.right_name if said.name is None else tidy_name(said.name)
    if said.number is not None:
        _check_number(card, right_number)
        if not said.sees_numbers and is_anybodys(right_number):
            sentence = _("Only those who see personal numbers can write one. Ask the finance office to do it.")
            raise SupplierNotPossibleError(sentence, field="number")
    if without_personal_numbers(right_name) != right_name:
        raise SupplierNotPossibleError(
            _("The name holds a personal number. Write the number where numbers stand."), field="name"
        )
    if len(right_name) > LONGEST_NAME:
        sentence = _("A name has at most %(most)s letters.")
        raise SupplierNotPossibleError(sentence % {"most": LONGEST_NAME}, field="name")
    return Right("" if right_number == card.number else right_number, "" if right_name == card.name else right_name)


def _check_stays_person_or_company(card: SupplierCard, right: Right) -> None:
    """Refuse what would make a person of a company, or the other way round, where the card is merged with others."""
    corrected = copy(card)
    corrected.right_number, corrected.right_name = right.number, right.name
    judge(corrected, card.organisation.country)
    merges = SupplierMerge.objects.filter(organisation=card.organisation_id, undone_at=None)
    if corrected.is_personal != card.is_personal and merges.filter(Q(card=card) | Q(other=card)).exists():
        sentence = _("This supplier is merged with others, and a person and a company cannot be one. Part them first.")
        raise SupplierNotPossibleError(sentence, field="number")


def _check_number(card: SupplierCard, number: str) -> None:
    if len(number) > LONGEST_NUMBER:
        sentence = _("A number has at most %(most)s characters.")
        raise SupplierNotPossibleError(sentence % {"most": LONGEST_NUMBER}, field="number")
    if number and read_number(number, card.organisation.country).kind is NumberKind.INVALID:
        sentence = _("The check digit of this number is wrong. Look it up in the public register and write it again.")
        raise SupplierNotPossibleError(sentence, field="number")
