"""The bids for a lot as the calculations take them, and what every model makes of them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from foundation.problems import Problem
from procurement.calculations import bids as calculated
from procurement.calculations.bid_answers import answer_said
from procurement.calculations.evaluation import EvaluatedBids, ModelResult, evaluate
from procurement.calculations.evaluation_choice import EvaluationChoice, PointsBy, rules_of
from procurement.calculations.evaluation_rules import EvaluationRules
from procurement.calculations.offered_points import RisingCriterion, points_offered
from procurement.calculations.staircase import Step
from procurement.models import Bid, BidState, Evaluation, Procurement
from procurement.queries.asked import price_weight_in
from procurement.queries.bid_lines import BidLine, BidPart
from procurement.queries.bid_shortfalls import falls_short
from procurement.queries.bids import choice_kept
from procurement.queries.staircases import period_of, stored_as_staircase


@dataclass(frozen=True, slots=True)
class Compared:
    """Bids for a lot, how they are compared, and what comes of it; `problems` are of points that could not be given.

    `stored` are all that were received; the `failing` ones of them do not meet what is asked, and are not in `bids`.
    Bids are called by the hex of their uuid, criteria by the key of their line.
    """

    part: BidPart
    choice: EvaluationChoice
    rules: EvaluationRules
    stored: tuple[Bid, ...]
    bids: tuple[calculated.Bid, ...]
    result: EvaluatedBids
    problems: tuple[Problem, ...] = ()
    failing: frozenset[str] = frozenset()

    @property
    def names(self) -> dict[str, str]:
        """The suppliers by the codes of their bids."""
        return {bid.uuid.hex: bid.supplier_name for bid in self.stored}

    def waits_for(self, result: ModelResult) -> tuple[str, ...]:
        """Return the bids that meet what is asked and that a model cannot rank yet: until then it has no winner."""
        ranked = {one.bid for one in result.ranked}
        return tuple(code for code in self.names if code not in ranked and code not in self.failing)

    @property
    def without_tonnes(self) -> tuple[str, ...]:
        """The compared bids of which no tonnes are known."""
        return tuple(bid.code for bid in self.bids if bid.tonnes is None)


def chosen_rules(procurement: Procurement, part: BidPart, choice: EvaluationChoice) -> EvaluationRules:
    """Return the rules by which bids for the part are compared."""
    price = price_weight_in(procurement, part.lot)
    return rules_of(choice, price, part.weighed, procurement.currency)


def compare(procurement: Procurement, part: BidPart, stored: Evaluation, bids: Sequence[Bid]) -> Compared:
    """Return the bids that were received under every model; `bids` come from `bids_in_lot`.

    A bid that falls short of what is asked is ranked by none, and sets neither the lowest price nor the best answer.
    """
    choice = choice_kept(stored)
    rules = chosen_rules(procurement, part, choice)
    received = tuple(bid for bid in bids if bid.state == BidState.RECEIVED)
    rising = rising_criteria(procurement, part, choice)
    failing = frozenset(bid.uuid.hex for bid in received if falls_short(part, bid))
    taken = [_taken(procurement, part, bid, choice, rising) for bid in received if bid.uuid.hex not in failing]
    those = tuple(bid for bid, _wrong in taken)
    short = [Problem("requirement_not_met", bid.uuid.hex) for bid in received if bid.uuid.hex in failing]
    wrong = (*short, *(each for _bid, problems in taken for each in problems))
    return Compared(part, choice, rules, received, those, evaluate(rules, those), wrong, failing)


def rising_criteria(procurement: Procurement, part: BidPart, choice: EvaluationChoice) -> dict[str, RisingCriterion]:
    """Return the criteria that get points by the steps that bids commit to."""
    period = period_of(procurement)
    found = {}
    for each in part.criteria:
        stairs, content = each.line.staircase, each.line.content
        if choice.of(each.key).by is PointsBy.STEPS and period and stairs and content and each.line.can_rise:
            found[each.key] = RisingCriterion(stored_as_staircase(stairs, content), period)
    return found


def _taken(
    procurement: Procurement, part: BidPart, bid: Bid, choice: EvaluationChoice, rising: Mapping[str, RisingCriterion]
) -> tuple[calculated.Bid, list[Problem]]:
    """Return a bid as the calculations take it, and what kept its steps from points."""
    kept = {answer.asked_id: answer for answer in bid.answers.all()}
    there = [(each, kept[each.line.asked.pk]) for each in part.criteria if each.line.asked.pk in kept]
    given = {each.key: said.points for each, said in there if said.points is not None}
    offered = {each.key: _offered(bid, each, choice, rising[each.key]) for each in part.criteria if each.key in rising}
    said = {each.key: answer_said(each.answer, answer.text) for each, answer in there}
    taken = calculated.Bid(
        code=bid.uuid.hex,
        price=bid.price,
        currency=procurement.currency,
        points=given | {key: points for key, points in offered.items() if not isinstance(points, Problem)},
        answers={key: answer for key, answer in said.items() if answer is not None},
        tonnes=bid.tonnes,
        ladder_level=bid.ladder_level,
    )
    return taken, [replace(each, field=key) for key, each in offered.items() if isinstance(each, Problem)]


def _offered(bid: Bid, line: BidLine, choice: EvaluationChoice, rising: RisingCriterion) -> Decimal | Problem:
    return points_offered(rising, choice.of(line.key), steps_offered(bid, line), choice.most_points, bid.uuid.hex)


def steps_offered(bid: Bid, line: BidLine) -> list[Step]:
    """Return the steps that a bid commits to on a staircase, as the calculations take them."""
    offered = [step for step in bid.steps.all() if step.asked_id == line.line.asked.pk]
    return [Step(step.threshold, months=step.months, day=step.day) for step in offered]
