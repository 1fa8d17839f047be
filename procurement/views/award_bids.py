"""The bids that an award can be made from, as rows of its form and as offers that bind."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import override

from procurement.calculations.bid_answers import answer_said
from procurement.models import Agreement, Bid, BidState, Lot, Procurement
from procurement.queries.bid_lines import BidPart, bid_parts
from procurement.queries.bids import Reader, bids_in_lot, evaluation_of, sees_bids
from procurement.queries.evaluation import compare
from procurement.queries.planned_obligations import Offer, OfferedThreshold
from procurement.reports.bid_words import answer_in_words
from requirements_bank.forms.money import typed_amount


@dataclass(frozen=True, slots=True)
class BidsToAward:
    """The bids that were received for a lot, best first, with their ranks under the model that decides, if any.

    Those that are `failing` do not meet what is asked, and have no rank.
    """

    procurement: Procurement
    part: BidPart | None
    bids: tuple[Bid, ...]
    ranks: Mapping[str, int]
    failing: frozenset[str] = frozenset()

    def rows(self) -> list[dict[str, str]]:
        """Return a row of the form for each bid; the best one wins unless somebody decides otherwise."""
        is_framework = self.procurement.agreement == Agreement.FRAMEWORK
        return [
            {
                "bid": str(bid.uuid),
                "wins": "on" if self.ranks.get(bid.uuid.hex) == 1 else "",
                "name": bid.supplier_name,
                "number": bid.supplier_number,
                "email": bid.contact_email,
                "value": typed_amount(bid.price),
                "rank": str(self.ranks.get(bid.uuid.hex, "")) if is_framework else "",
            }
            for bid in self.bids
        ]

    def told(self) -> dict[str, str]:
        """Return what is said of each bid beside its row, by its id."""
        failing = {str(bid.uuid): _("does not meet what is asked") for bid in self.bids if bid.uuid.hex in self.failing}
        return failing | {
            str(bid.uuid): _("number %(rank)s in the evaluation") % {"rank": self.ranks[bid.uuid.hex]}
            for bid in self.bids
            if bid.uuid.hex in self.ranks
        }

    def called(self, uuid: str) -> Bid | None:
        """Return the bid with this id, None where it is none of these."""
        return next((bid for bid in self.bids if str(bid.uuid) == uuid), None)

    def answered(self) -> Offer:
        """Return that which any of the bids answers, so that it is among what a contract usually obliges to."""
        return Offer(answers={answer.asked_id: answer.text for bid in self.bids for answer in bid.answers.all()})

    def offer(self, uuid: str, language: str) -> Offer:
        """Return what a bid offers: its steps, and its answers as the contract's language says them."""
        bid = self.called(uuid)
        if bid is None or self.part is None:
            return Offer()
        steps: dict[int, list[OfferedThreshold]] = {}
        for step in bid.steps.all():
            promised = OfferedThreshold(step.threshold, step.months, step.day, step.position)
            steps.setdefault(step.asked_id, []).append(promised)
        asked = {line.line.asked.pk: line.answer for line in self.part.lines if line.is_answered}
        with override("nb" if language == "nn" else language):
            said = {
                each.asked_id: answer_in_words(asked[each.asked_id], each.text)
                for each in bid.answers.all()
                if each.asked_id in asked
            }
        figures = {
            each.asked_id: figure
            for each in bid.answers.all()
            if each.asked_id in asked and isinstance(figure := answer_said(asked[each.asked_id], each.text), Decimal)
        }
        return Offer(steps, {key: answer for key, answer in said.items() if answer}, bid.pk, figures)


def bids_to_award(procurement: Procurement, lot: Lot | None, reader: Reader) -> BidsToAward:
    """Return the bids for the lot; none for whoever does not see them."""
    part = next((each for each in bid_parts(procurement) if each.lot == lot), None)
    if part is None or not sees_bids(procurement, reader, lot):
        return BidsToAward(procurement, None, (), {})
    found = [bid for bid in bids_in_lot(procurement, lot, reader) if bid.state == BidState.RECEIVED]
    compared = compare(procurement, part, evaluation_of(procurement, lot), found)
    result = compared.result.results.get(compared.choice.model) if compared.choice.model else None
    ranks = {each.bid: each.rank for each in result.ranked} if result and not compared.waits_for(result) else {}
    ordered = sorted(found, key=lambda bid: (ranks.get(bid.uuid.hex, len(found) + 1), bid.supplier_name))
    return BidsToAward(procurement, part, tuple(ordered), ranks, compared.failing)
