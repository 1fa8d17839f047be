"""What may be published is read once and frozen; what stays inside is nowhere in it."""

from dataclasses import fields, is_dataclass
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from organisations.models import Organisation
from procurement.calculations.law_rules import PurchaseKind
from procurement.calculations.published_terms import OtherCriterion
from procurement.models import AskedRequirement, Part
from procurement.queries.asked import price_weights
from procurement.queries.published_terms import published_terms
from procurement.services.ask import Wanted, ask_for, ask_no_longer, fill_asked
from procurement.services.ask_in_lot import ask_apart
from procurement.services.lots import add_lots, change_lot
from procurement.services.procurements import name_buyers, name_participant
from tests.factories.bank import make_published
from tests.factories.cast import Cast
from tests.factories.procurements import make_planned
from tests.factories.publishing import make_ready
from tests.factories.tenders import make_tender

pytestmark = pytest.mark.django_db


def held(value: Any) -> str:
    """Everything that a frozen value holds, as one text."""
    if is_dataclass(value):
        return " ".join(held(getattr(value, field.name)) for field in fields(value))
    return " ".join(map(held, value)) if isinstance(value, tuple | list) else str(value)


def test_a_requirement_stands_as_in_the_documents(at_work_in_ekby: Organisation) -> None:
    procurement, (_criterion, asked) = make_ready(at_work_in_ekby)
    fill_asked(asked, texts={"share": "45"})  # it rises: its text has the first step's figure
    clause = published_terms(procurement, language="sv").requirements[1]

    assert (clause.key, clause.code, clause.title) == (asked.uuid, asked.code, "Egna leveranser")
    assert clause.wording.replace("\N{NO-BREAK SPACE}", " ") == "Minst 40 % av leveranserna ska ske med lastcykel."
    assert clause.measure is not None
    assert (clause.measure.threshold, clause.measure.unit) == (Decimal(40), "%")
    assert [(step.threshold, step.first, step.last) for step in clause.measure.steps] == [
        (Decimal(40), date(2027, 8, 1), date(2029, 7, 31)),
        (Decimal(60), date(2029, 8, 1), date(2033, 7, 31)),
    ]


def test_lots_have_what_holds_for_all_and_what_is_their_own(at_work_in_ekby: Organisation) -> None:
    procurement, (criterion, clause) = make_ready(at_work_in_ekby)
    lots = add_lots(procurement, [{"title": "North"}, {"title": "South", "cpv": ["60130000"]}])
    (own,) = ask_for(procurement, [Wanted(make_published(at_work_in_ekby, visibility="own"))], lot=lots[1])
    terms = published_terms(procurement, language="nb")

    assert terms.lot_numbers == (1, 2)
    assert [each.code for each in terms.asked_in(1)] == [criterion.code, clause.code]
    assert [each.code for each in terms.asked_in(2)] == [criterion.code, clause.code, own.code]


def test_what_is_bought_follows_from_the_first_code(at_work_in_ekby: Organisation) -> None:
    natures = [
        published_terms(make_planned(at_work_in_ekby, cpv=cpv), language="nb").nature
        for cpv in (["60112000"], ["34136000"], ["45310000"], [])
    ]

    assert natures == [PurchaseKind.SERVICES, PurchaseKind.GOODS, PurchaseKind.WORKS, None]


def test_what_was_taken_out_is_not_published(at_work_in_ekby: Organisation) -> None:
    procurement, (criterion, clause) = make_ready(at_work_in_ekby)
    ask_no_longer(clause)

    assert [each.code for each in published_terms(procurement, language="nb").requirements] == [criterion.code]


def test_what_is_not_filled_in_is_told(at_work_in_ekby: Organisation) -> None:
    variables = {"share": {"type": "percent", "names": {"nb": "Andel", "sv": "Andel"}}}
    procurement = make_planned(at_work_in_ekby)
    ask_for(procurement, [Wanted(make_published(at_work_in_ekby, visibility="own", variables=variables))])
    terms = published_terms(procurement, language="nb")

    assert [problem.code for problem in terms.problems] == ["requirement_not_filled"]
    assert terms.requirements[0].measure is not None
    assert terms.requirements[0].measure.threshold is None


def test_nothing_that_stays_inside_is_in_it(at_work_in_ekby: Organisation, cast: Cast) -> None:
    procurement, (criterion, _clause) = make_ready(at_work_in_ekby, case_number="26/9876")
    fill_asked(criterion, note="Between us")
    name_participant(procurement, cast.bo, Part.EVALUATOR)
    name_buyers(procurement, [cast.granby])
    everything = held(published_terms(procurement, language="nb"))

    assert cast.granby.name in everything
    people = (cast.bo.name, cast.bo.email, cast.ada.name, cast.ada.email)
    for inside in ("Between us", "Ask Egil first", "26/9876", *people):
        assert inside not in everything


def test_a_personal_number_is_hidden(at_work_in_ekby: Organisation) -> None:
    procurement, _asked = make_ready(at_work_in_ekby, description="Fråga 850709-9805 först.")

    assert published_terms(procurement, language="nb").description == "Fråga ••••••-•••• först."


def test_a_lots_own_version_stands_instead_of_that_of_all(at_work_in_ekby: Organisation) -> None:
    procurement = make_tender(at_work_in_ekby)
    north, south = add_lots(procurement, [{"title": "North"}, {"title": "South"}])
    asked = AskedRequirement.objects.get(version__kind="award_criterion")
    own = ask_apart(asked, south)
    change_lot(south, price_weight=Decimal(60))
    weights = price_weights(procurement)
    others = [OtherCriterion("price", "Price", weight, lot) for lot, weight in weights.items()]
    terms = published_terms(procurement, language="nb", others=others)

    keys = [[each.key for each in terms.asked_in(lot.number)] for lot in (north, south)]
    assert [asked.uuid in keys[0], asked.uuid in keys[1], own.uuid in keys[1]] == [True, False, True]
    assert [[each.weight for each in terms.others_in(lot.number)] for lot in (north, south)] == [[70], [60]]
