"""The demonstration's bids: four invented suppliers, the model that decides, and who evaluates.

Made once, by the services that the pages call; a procurement that has bids is left alone.
"""

from collections.abc import Mapping
from datetime import UTC, datetime
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from leadership.demonstration.procurements import at_work, shipped_requirement
from organisations.models import Organisation, User
from procurement.calculations.evaluation import Model
from procurement.calculations.evaluation_choice import CriterionChoice, EvaluationChoice, PointsBy
from procurement.models import AskedRequirement, Part, Procurement, StaircaseStep
from procurement.queries.bids import has_bids
from procurement.services.ask import Wanted, ask_for, fill_all
from procurement.services.asked_values import Filling
from procurement.services.bids import AnswerSaid, BidSaid, StepSaid, register_bids
from procurement.services.evaluation import choose_evaluation
from procurement.services.procurements import name_participant

SAID = Path(__file__).parent / "bids.yaml"
OPENED = datetime(2026, 10, 5, 10, tzinfo=UTC)


def fill_bids(organisations: Mapping[str, Organisation]) -> None:
    """Give the procurement that is being evaluated its criteria, its team, the model and its bids."""
    said = _said()
    lead = organisations[said["procurement"]["lead"]]
    with at_work(lead):
        procurement = Procurement.objects.select_related("organisation").get(
            organisation=lead, title=said["procurement"]["title"]
        )
        if has_bids(procurement):
            return
        for email, part in said["team"].items():
            name_participant(procurement, User.objects.get(email=email), Part(part))
        asked = _criteria(procurement, said)
        procurement.refresh_from_db()
        choose_evaluation(procurement, None, _choice(said, asked), reasons=said["evaluation"]["reasons"], revision=0)
        bids = [_bid(bid, asked) for bid in said["bids"]]
        register_bids(procurement, None, bids, today=OPENED.date())


def _criteria(procurement: Procurement, said: Mapping[str, Any]) -> dict[str, AskedRequirement]:
    """Ask for the award criteria and weigh them; return all that is asked by its code."""
    ask_for(procurement, [Wanted(shipped_requirement(code)) for code in said["criteria"]])
    asked = {each.code: each for each in AskedRequirement.objects.filter(procurement=procurement, removed_at=None)}
    weights = {asked[code].pk: Filling(weight=Decimal(each["weight"])) for code, each in said["criteria"].items()}
    fill_all(procurement, weights, price=Filling(weight=Decimal(said["price_weight"])))
    return asked


def _choice(said: Mapping[str, Any], asked: Mapping[str, AskedRequirement]) -> EvaluationChoice:
    spoken = said["evaluation"]
    return EvaluationChoice(
        model=Model(spoken["model"]),
        criteria={asked[code].uuid.hex: _criterion(each) for code, each in said["criteria"].items()},
        per_tonne=Decimal(spoken["per_tonne"]),
        tonne_day=spoken["tonne_day"],
        tonne_source=spoken["tonne_source"],
        expected_price=Decimal(spoken["expected_price"]),
        tonnes_apart=Decimal(spoken["tonnes_apart"]),
    )


def _criterion(each: Mapping[str, Any]) -> CriterionChoice:
    figures = {name: Decimal(each[name]) for name in ("worst", "best", "sum") if name in each}
    return CriterionChoice(PointsBy(each["by"]), **figures)


def _bid(said: Mapping[str, Any], asked: Mapping[str, AskedRequirement]) -> BidSaid:
    return BidSaid(
        supplier_name=said["supplier"],
        supplier_number=said["number"],
        contact_email=said["email"],
        price=Decimal(said["price"]),
        tonnes=Decimal(said["tonnes"]),
        received_at=OPENED,
        answers={asked[code].pk: AnswerSaid(text=text) for code, text in said["answers"].items()},
        steps={
            (asked[code].pk, step.position): StepSaid(Decimal(threshold), step.months, step.day)
            for code, thresholds in said["steps"].items()
            for step, threshold in zip(_steps(asked[code]), thresholds, strict=True)
        },
    )


def _steps(asked: AskedRequirement) -> list[StaircaseStep]:
    return list(StaircaseStep.objects.filter(staircase__asked=asked).order_by("position"))


@cache
def _said() -> dict[str, Any]:
    read: dict[str, Any] = yaml.safe_load(SAID.read_text(encoding="utf-8"))
    return read
