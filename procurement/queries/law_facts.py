"""What the law guard takes of a procurement: what is said of it, what it asks for, and what was answered.

Method: docs/methods/law_guard.md, "What is taken from where".
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from foundation.problems import Problem
from procurement.calculations.law_guard import judge
from procurement.calculations.law_judgement import Judgement
from procurement.calculations.law_rules import ChecklistTerms, PurchaseKind, VehicleClass, rules_on
from procurement.calculations.procurement_facts import (
    ChecklistAnswer,
    CriterionFacts,
    EvaluationFacts,
    Exemption,
    ProcurementFacts,
    RefusedWording,
    Replacement,
    Vehicles,
)
from procurement.calculations.weight_reach import weight_reach
from procurement.calculations.weight_sums import counts_as_climate
from procurement.models import ClimateBy, Evaluation, LawAnswers, Lot, Procurement, Stage
from procurement.queries.asked import AskedLine, asked_lines, parts_of, price_weight_in
from procurement.queries.bid_lines import part_of_lines
from procurement.queries.bids import choice_kept, evaluations_by_lot
from procurement.queries.evaluation import chosen_rules
from procurement.queries.law_rules import shipped_law_rules
from requirements_bank.queries.lawful_words import shipped_words

PRICE = "price"
AFTER_NOTICE = (Stage.TENDER, Stage.EVALUATION, Stage.AWARDED)
Evaluations = Mapping[int | None, Evaluation]


@dataclass(frozen=True, slots=True)
class JudgedPart:
    """The judgement of one lot, `part` being its title and `number` its own, or of the whole."""

    part: str
    judgement: Judgement
    number: int | None = None


def answers_of(procurement: Procurement) -> LawAnswers:
    """Return what was answered, empty answers of revision 0 where nobody answered yet."""
    found = LawAnswers.objects.filter(procurement=procurement).first()
    return found or LawAnswers(procurement=procurement, organisation_id=procurement.organisation_id, revision=0)


def open_questions(procurement: Procurement) -> int:
    """Return how many of the questions that the law asks are not answered: the page shows them below its answer.

    How climate is taken care of is judged by what is chosen, and vehicles are told where there are any: neither waits.
    """
    answers = answers_of(procurement)
    rules = rules_on(shipped_law_rules().rules, procurement.country, day_of_rules(procurement))
    items = [each for rule in rules if isinstance(rule.terms, ChecklistTerms) for each in rule.terms.items]
    is_open = [
        not answers.contract,
        answers.is_above_eu_threshold is None,
        *(answers.checklist.get(each.code, {}).get("says_yes") is None for each in items),
    ]
    return sum(is_open)


def day_of_rules(procurement: Procurement) -> date:
    """Return the day whose rules ask: that of the notice, else that of the contract, else today."""
    return procurement.announced_on or procurement.first_day or timezone.localdate()


def announced_day(procurement: Procurement) -> date | None:
    """Return the day on which the notice was sent; None where it was not sent yet, or nobody knows when."""
    day = procurement.announced_on
    is_out = procurement.stage in AFTER_NOTICE and day is not None and day <= timezone.localdate()
    return day if is_out else None


def judged(procurement: Procurement, lines: Sequence[AskedLine] | None = None) -> list[JudgedPart]:
    """Return the judgement by the rules of the day, for each lot where lots ask for something of their own."""
    answers, rules = answers_of(procurement), shipped_law_rules().rules
    parts = parts_of(asked_lines(procurement) if lines is None else lines, list(procurement.lots.all()))
    evaluations = evaluations_by_lot(procurement)
    return [
        _judged(lot, judge(facts_of(procurement, those, answers, evaluations, lot=lot), rules)) for lot, those in parts
    ]


def judgement_of(parts: Sequence[JudgedPart], number: int | None) -> Judgement | None:
    """Return the judgement of the lot of this number, that of the whole where lots are not judged apart."""
    found = {each.number: each.judgement for each in parts}
    return found.get(number, found.get(None))


def _judged(lot: Lot | None, judgement: Judgement) -> JudgedPart:
    return JudgedPart(lot.title, judgement, lot.number) if lot else JudgedPart("", judgement)


def facts_of(
    procurement: Procurement,
    lines: Sequence[AskedLine],
    answers: LawAnswers,
    evaluations: Evaluations,
    *,
    lot: Lot | None = None,
) -> ProcurementFacts:
    """Return what is known of a procurement, or of the lot that asks for these lines.

    `evaluations` say by the lot's key how bids are compared.
    """
    return ProcurementFacts(
        country=procurement.country,
        notice_date=procurement.announced_on,
        start=procurement.first_day,
        value=procurement.value,
        currency=procurement.currency,
        contract=PurchaseKind(answers.contract) if answers.contract else None,
        is_above_eu_threshold=answers.is_above_eu_threshold,
        evaluation=_evaluation(procurement, lines, answers, evaluations, lot),
        vehicles=tuple(_vehicles(row) for row in answers.vehicles),
        checklist={
            code: ChecklistAnswer(said.get("says_yes"), said.get("reason", ""))
            for code, said in answers.checklist.items()
        },
        refused_wordings=_refused(lines),
    )


def criteria_of(
    procurement: Procurement, lines: Sequence[AskedLine], answers: LawAnswers, *, lot: Lot | None = None
) -> tuple[CriterionFacts, ...]:
    """Return the price and the award criteria with their weights, or with their places where they are only ranked.

    Empty where nothing is said yet of how bids are compared.
    """
    asked, price = [line for line in lines if line.is_criterion], price_weight_in(procurement, lot)
    if not asked and price is None:
        return ()
    names = [(PRICE, _("Price"), price, False)] + [
        (line.asked.uuid.hex, line.asked.code, line.asked.weight, _is_climate(line)) for line in asked
    ]
    if answers.climate_by == ClimateBy.RANKS:
        weighed = names if price != 0 else names[1:]  # the price is fixed and decides nothing
        return tuple(
            CriterionFacts(name, rank=answers.ranks.get(key), is_climate=is_so) for key, name, _w, is_so in weighed
        )
    return tuple(CriterionFacts(name, weight, is_climate=is_so) for _key, name, weight, is_so in names)


def _evaluation(
    procurement: Procurement,
    lines: Sequence[AskedLine],
    answers: LawAnswers,
    evaluations: Evaluations,
    lot: Lot | None,
) -> EvaluationFacts | None:
    criteria = criteria_of(procurement, lines, answers, lot=lot)
    known = {line.asked.code for line in lines}
    if answers.climate_by == ClimateBy.REQUIREMENTS:
        codes = tuple(code for code in answers.requirements if code in known)
        return EvaluationFacts(criteria, replacement=Replacement(codes, answers.reason))
    if answers.climate_by == ClimateBy.EXEMPTION:
        return EvaluationFacts(criteria, exemption=Exemption(answers.ground, answers.reason))
    return (
        EvaluationFacts(criteria, real_weight=_real_weight(procurement, lines, evaluations, lot)) if criteria else None
    )


def _real_weight(
    procurement: Procurement, lines: Sequence[AskedLine], evaluations: Evaluations, lot: Lot | None
) -> Decimal | None:
    """Return what climate and environment weigh under the chosen model, by what is expected of bids and never by bids.

    Where lots share what is judged it is the lowest of theirs. The page of the law is read by many who do not see bids,
    and what it judges is what the documents announce.
    """
    part = part_of_lines(lines, lot)
    there = [stored for of, stored in evaluations.items() if lot is None or of == lot.pk]
    choices = [choice_kept(stored) for stored in there]
    reaches = [
        weight_reach(choice.model, chosen_rules(procurement, part, choice), choice.expected)
        for choice in choices
        if choice.model
    ]
    known = [reach.real for reach in reaches if not isinstance(reach, Problem)]
    return min((real for real in known if real is not None), default=None)


def _is_climate(line: AskedLine) -> bool:
    return line.version is not None and counts_as_climate(line.version.themes)


def _vehicles(row: dict[str, Any]) -> Vehicles:
    exemption = Exemption(row.get("ground", ""), row.get("reason", "")) if row.get("ground") else None
    numbers = {name: row.get(name) for name in ("number", "clean", "zero_emission")}
    return Vehicles(VehicleClass(row["vehicle_class"]), **numbers, exemption=exemption)


def _refused(lines: Sequence[AskedLine]) -> tuple[RefusedWording, ...] | None:
    """Return what the wordings ask for and may not; None where there is nothing to look through, or not all of it."""
    if not lines or any(line.content is None for line in lines):
        return None
    return tuple(dict.fromkeys(each for line in lines for each in _refused_in(line)))


def _refused_in(line: AskedLine) -> Iterator[RefusedWording]:
    wording = line.content.wording if line.content else {}
    for found in shipped_words().findings(wording):
        yield RefusedWording(line.asked.code, found.rule, found.words)
