"""Bids whose every criterion has points: given by people, or reckoned from answers.

A bid that lacks points or an answer is not compared; it sets neither the lowest price nor the best answer.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction

from foundation.problems import Problem
from procurement.calculations.answer_points import answer_problem, points_of_answers
from procurement.calculations.bids import Bid, Criterion
from procurement.calculations.evaluation_rules import EvaluationRules
from procurement.calculations.exact_figures import exact, is_figure


@dataclass(frozen=True, slots=True)
class ScoredBid:
    """A bid's price and its points by criterion, price apart."""

    code: str
    price: Fraction
    points: Mapping[str, Fraction]


def scored_bids(rules: EvaluationRules, bids: Iterable[Bid]) -> tuple[list[ScoredBid], list[Problem]]:
    """Return the bids that have points for every criterion, and what the others lack; all bids are sound."""
    complete: list[Bid] = []
    problems: list[Problem] = []
    for bid in bids:
        missing = list(_missing(rules, bid))
        problems.extend(missing)
        if not missing:
            complete.append(bid)
    by_criterion = {criterion.code: _points(criterion, complete, rules) for criterion in rules.others}
    return [
        ScoredBid(bid.code, exact(bid.price), {code: points[bid.code] for code, points in by_criterion.items()})
        for bid in complete
    ], problems


def _missing(rules: EvaluationRules, bid: Bid) -> Iterator[Problem]:
    for criterion in rules.others:
        code = _answer_lack(criterion, bid) if criterion.scoring else _points_lack(criterion, bid, rules)
        if code:
            yield Problem(code, bid.code, criterion.code)


def _answer_lack(criterion: Criterion, bid: Bid) -> str | None:
    answer = bid.answers.get(criterion.code)
    if answer is None or criterion.scoring is None:
        return "answer_missing"
    return answer_problem(criterion.scoring, answer)


def _points_lack(criterion: Criterion, bid: Bid, rules: EvaluationRules) -> str | None:
    points = bid.points.get(criterion.code)
    if points is None:
        return "points_missing"
    return None if is_figure(points) and 0 <= points <= rules.most_points else "points_out_of_bounds"


def _points(criterion: Criterion, bids: list[Bid], rules: EvaluationRules) -> dict[str, Fraction]:
    if criterion.scoring is None:
        return {bid.code: exact(bid.points[criterion.code]) for bid in bids}
    answers = {bid.code: bid.answers[criterion.code] for bid in bids}
    return points_of_answers(criterion.scoring, answers, exact(rules.most_points))
