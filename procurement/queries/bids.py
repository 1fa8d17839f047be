"""Who sees bids, and the bids that somebody sees: every page, file and address of the API asks here.

Until the award only people of the lead who are named as responsible or as evaluators see them, whatever their role;
once all is decided everybody who sees the procurement sees those of lots whose award stands. PostgreSQL keeps those who
buy along out until then.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import CharField, Exists, OuterRef, Q, QuerySet
from django.db.models.functions import Cast
from django.utils import timezone

from foundation.errors import DomainError
from organisations.models import Membership, Organisation, User
from organisations.queries.in_force import valid_on
from procurement.calculations.evaluation_choice import EvaluationChoice, choice_of
from procurement.models import (
    Award,
    Bid,
    BidState,
    Evaluation,
    EvaluationChange,
    Lot,
    Part,
    Participant,
    Procurement,
    Stage,
)

TEAM = (Part.RESPONSIBLE, Part.EVALUATOR)


class BidsNotSeenError(DomainError):
    """Somebody asks for bids that only the evaluation team sees."""


@dataclass(frozen=True, slots=True)
class Reader:
    """Who asks: a person or client and the organisation for which they do it; a client is nobody's evaluator."""

    organisation: Organisation
    user: User | None = None


def is_awarded(procurement: Procurement, lot: Lot | None = None) -> bool:
    """Whether bids are open to all who see the procurement: those for the lot, or for any where none is given.

    All has to be decided, and an award of the lot or of the whole has to stand: a stage that was set by hand opens
    nothing, and what ended without an award stays with the team. The policies of PostgreSQL ask the same.
    """
    lots = _awarded_lots(procurement)
    return bool(lots) if lot is None else bool(lots & {None, lot.pk})


def _awarded_lots(procurement: Procurement) -> set[int | None]:
    """Return the lots whose award stands, None for the whole; nothing before all is decided."""
    if procurement.stage != Stage.AWARDED:
        return set()
    standing = Award.objects.filter(procurement=procurement, outcome=Award.Outcome.AWARDED, taken_back_at=None)
    return set(standing.values_list("lot", flat=True))


def _open_bids(procurement: Procurement) -> QuerySet[Bid]:
    """Return the bids that all see who see the procurement; one that is struck out may belong to another."""
    lots = _awarded_lots(procurement)
    found = standing_bids(procurement)
    return found if None in lots else found.filter(lot__in=lots)


def is_in_team(procurement: Procurement, reader: Reader) -> bool:
    """Whether the reader is named for the lead as responsible or as an evaluator."""
    if reader.user is None or reader.organisation.pk != procurement.organisation_id:
        return False
    return Participant.objects.filter(procurement=procurement, user=reader.user, part__in=TEAM).exists()


def sees_bids(procurement: Procurement, reader: Reader, lot: Lot | None = None) -> bool:
    """Whether the reader, who sees the procurement, sees its bids as well: for the lot, or any where none is given."""
    return is_awarded(procurement, lot) or is_in_team(procurement, reader)


def team_of(procurement: Procurement) -> list[User]:
    """Return the people of the lead who see the bids before the award, by name."""
    own = Membership.objects.filter(valid_on(timezone.localdate()), organisation=procurement.organisation_id)
    those = Participant.objects.filter(
        procurement=procurement, part__in=TEAM, user__is_active=True, user__in=own.values("user")
    )
    return sorted((each.user for each in those.select_related("user")), key=lambda user: user.name)


def lots_seen(procurement: Procurement, reader: Reader, lots: Sequence[Lot | None]) -> set[int | None]:
    """Return the keys of those of the lots, None for the whole, whose bids the reader sees."""
    opened = _awarded_lots(procurement)
    all_seen = None in opened or is_in_team(procurement, reader)
    keys = {lot.pk if lot else None for lot in lots}
    return keys if all_seen else keys & opened


def reasons_seen(procurement: Procurement, reader: Reader, lots: Sequence[Lot | None]) -> set[int | None]:
    """Return the keys of those of the lots, None for the whole, whose reasons of decisions the reader sees.

    A reason speaks of bids and opens with them. Where nobody bid, the lead's people read all.
    """
    if reader.organisation.pk == procurement.organisation_id and not has_bids(procurement):
        return {lot.pk if lot else None for lot in lots}
    return lots_seen(procurement, reader, lots)


def may_change_team(procurement: Procurement, reader: Reader) -> bool:
    """Whether the reader, who runs the procurement, may say who evaluates: with bids there, one who sees them.

    Where nobody of the team works for the lead any longer, whoever runs the procurement names a new one.
    """
    if standing_bids(procurement).count() == _open_bids(procurement).count():
        return True
    return is_in_team(procurement, reader) or not team_of(procurement)


def may_decide(procurement: Procurement, reader: Reader) -> bool:
    """Whether the reader, who runs the procurement, may award, end it or take that back: with bids there, the team.

    A decision opens the bids: anybody else could see them by deciding. Where nobody of the team works for the lead any
    longer, whoever runs the procurement decides.
    """
    return not has_bids(procurement) or is_in_team(procurement, reader) or not team_of(procurement)


def bids_seen(procurement: Procurement, reader: Reader) -> QuerySet[Bid]:
    """Return the bids of the procurement by supplier; BidsNotSeenError for whoever does not see them yet.

    Who is not in the team sees those of lots whose award stands.
    """
    in_team = is_in_team(procurement, reader)
    if not in_team and not is_awarded(procurement):
        raise BidsNotSeenError(procurement.title)
    found = Bid.objects.filter(procurement=procurement) if in_team else _open_bids(procurement)
    found = found.select_related("lot", "procurement")
    return found.order_by("lot__number", "supplier_name", "pk").prefetch_related("answers", "steps")


def open_bid_changes(organisation_id: int, user_id: int | None) -> Q:
    """Return which changes of bids a person of the lead may know of, or a program where it is None."""
    of_bid = Q(lot=None) | Q(lot=OuterRef("lot"))
    standing = Award.objects.filter(of_bid, outcome=Award.Outcome.AWARDED, taken_back_at=None)
    is_open = Q(Exists(standing.filter(procurement=OuterRef("procurement"))), procurement__stage=Stage.AWARDED)
    is_open &= ~Q(state=BidState.STRUCK_OUT)
    if user_id is not None:
        own = Participant.objects.filter(user=user_id, part__in=TEAM)
        is_open |= Q(procurement__in=own.values("procurement"))
    found = Bid.objects.filter(is_open, organisation=organisation_id)
    return Q(object_id__in=found.values_list(Cast("uuid", CharField())))


def bid_seen(procurement: Procurement, reader: Reader, uuid: UUID) -> Bid | None:
    """Return the bid with this id; BidsNotSeenError as `bids_seen`."""
    return bids_seen(procurement, reader).filter(uuid=uuid).first()


def bids_in_lot(procurement: Procurement, lot: Lot | None, reader: Reader) -> list[Bid]:
    """Return the bids for a lot, or for a procurement without lots; BidsNotSeenError as `bids_seen`."""
    return list(bids_seen(procurement, reader).filter(lot=lot))


def lots_bid_for(procurement: Procurement) -> set[int | None]:
    """Return the keys of the lots, None for the whole, with a bid that was not withdrawn, whoever asks.

    Those who made it are written to when the lot is decided, the rejected ones as well.
    """
    standing = standing_bids(procurement).exclude(state=BidState.WITHDRAWN)
    return set(standing.values_list("lot_id", flat=True))


def has_received_bids(procurement: Procurement, lot: Lot | None = None) -> bool:
    """Whether any bid stands that can win, in the lot where one is given: no more than that, for whoever asks."""
    standing = Bid.objects.filter(Q(lot=lot) if lot else Q(), procurement=procurement, state=BidState.RECEIVED)
    return standing.exists()


def due_later_than(procurement: Procurement, day: date) -> date | None:
    """Return when bids are due if that lies ahead of the day; None where they may be opened on it."""
    due = procurement.bids_due_on
    return due if due and due > day else None


def standing_bids(procurement: Procurement) -> QuerySet[Bid]:
    """Return the bids that were made, whatever became of them: all but those that are struck out, for whoever asks."""
    return Bid.objects.filter(procurement=procurement).exclude(state=BidState.STRUCK_OUT)


def has_bids(procurement: Procurement, lot: Lot | None = None) -> bool:
    """Whether any bid was made, in the lot where one is given: no more than that, for whoever asks."""
    return standing_bids(procurement).filter(Q(lot=lot) if lot else Q()).exists()


def lots_with_bids(procurement: Procurement) -> set[int | None]:
    """Return the keys of the lots with a bid, None for the whole: no more than `has_bids` tells."""
    return set(standing_bids(procurement).values_list("lot", flat=True))


def evaluations_of(procurement: Procurement, lot: Lot | None) -> list[Evaluation]:
    """Return what was said of how bids are compared: in the lot, or anywhere where no lot is given."""
    found = Evaluation.objects.filter(Q(lot=lot) if lot else Q(), procurement=procurement)
    return list(found.select_related("notes"))


def evaluations_by_lot(procurement: Procurement) -> dict[int | None, Evaluation]:
    """Return how bids are compared by the lot's key, None for the whole, where somebody said it."""
    return {each.lot_id: each for each in evaluations_of(procurement, None)}


def evaluation_of(procurement: Procurement, lot: Lot | None) -> Evaluation:
    """Return how bids are compared, an empty one of revision 0 where nobody said it yet.

    It is part of the tender documents and no secret; its notes are the lead's, and their reasons the team's alone.
    """
    found = Evaluation.objects.filter(procurement=procurement, lot=lot).select_related("notes").first()
    return found or no_evaluation(procurement, lot)


def choice_kept(stored: Evaluation) -> EvaluationChoice:
    """Return what is said of how bids are compared, with what is expected of bids where the reader may know it."""
    return choice_of(stored.model, {**stored.parameters, **stored.inside.expected})


def changes_of(stored: Evaluation) -> list[EvaluationChange]:
    """Return how it was changed after bids were registered, the first change first; for those alone who see bids."""
    return list(EvaluationChange.objects.filter(evaluation=stored)) if stored.pk else []


def no_evaluation(procurement: Procurement, lot: Lot | None) -> Evaluation:
    """Return how bids are compared while nobody said it: an empty one of revision 0."""
    return Evaluation(procurement=procurement, lot=lot, organisation_id=procurement.organisation_id, revision=0)
