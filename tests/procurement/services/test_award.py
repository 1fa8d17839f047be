"""An award makes its contracts with their obligations on days, freezes the steps, and is never half."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.db import DataError, connection
from django.test.utils import CaptureQueriesContext

from foundation.access import open_access
from foundation.changes.models import Change
from foundation.errors import ConflictError
from foundation.scoping import access_for_work
from organisations.models import Organisation
from procurement.calculations.evaluation import Model
from procurement.calculations.evaluation_choice import EvaluationChoice
from procurement.models import (
    Award,
    Contract,
    ContractBuyer,
    ContractKind,
    ContractState,
    Obligation,
    ObligationStep,
    Procurement,
    ShownStaircase,
    Stage,
    Staircase,
)
from procurement.queries.bids import due_later_than, is_awarded
from procurement.queries.plan_ahead import plan_of
from procurement.queries.planned_obligations import Offer, OfferedThreshold
from procurement.queries.signed_contracts import signed_of
from procurement.reports.contract_words import ShownObligation, shown_obligations
from procurement.services.ask_in_lot import ask_apart
from procurement.services.award import award, end_without_award, take_award_back
from procurement.services.award_terms import Winner
from procurement.services.bids import BidSaid, change_bid, register_bid
from procurement.services.documents_bid_on import why_steps_stay
from procurement.services.evaluation import choose_evaluation
from procurement.services.locked_procurement import ProcurementNotPossibleError
from procurement.services.lots import add_lot, remove_lot
from procurement.services.procurements import move_to, name_buyers, stand_at
from procurement.services.staircases import PlannedStep, Rules, let_rise
from procurement.views.award_preview import preview_of
from tests.factories.bank import make_published
from tests.factories.bids import make_bid, make_opened
from tests.factories.cast import Cast
from tests.factories.contracts import BUSES, DECIDED, TRAMS, make_award, make_contract, make_ended, make_signed, terms
from tests.factories.procurements import make_asking, make_planned, make_rising

pytestmark = pytest.mark.django_db
FIRST = date(2027, 8, 1)


@pytest.fixture
def rising(at_work_in_ekby: Organisation) -> Procurement:
    return make_rising(at_work_in_ekby).procurement


def days(obligation: Obligation) -> list[tuple[int, date | None, date | None, bool]]:
    return [(int(step.threshold), step.first_day, step.last_day, step.needs_option) for step in obligation.steps.all()]


def test_the_contract_has_its_steps_on_days_and_those_of_extensions_apart(rising: Procurement) -> None:
    contract = make_contract(rising)

    assert (contract.kind, contract.state, contract.last_day) == ("contract", "awarded", date(2031, 7, 31))
    assert contract.last_possible_day == date(2033, 7, 31)
    assert [(option.number, option.notice_on) for option in contract.options.all()] == [
        (1, date(2031, 5, 1)),
        (2, date(2032, 5, 1)),
    ]
    assert days(contract.obligations.get()) == [
        (40, FIRST, date(2029, 7, 31), False),
        (60, date(2029, 8, 1), date(2031, 7, 31), False),
        (80, date(2031, 8, 1), date(2033, 7, 31), True),
    ]


def test_an_obligation_keeps_the_wording_filled_as_it_was(rising: Procurement) -> None:
    kept = make_contract(rising, language="nb").obligations.get()
    asked = rising.asked.get()

    assert (kept.asked, kept.version_id, kept.code) == (asked, asked.version_id, asked.code)
    assert kept.wording
    assert "{" not in kept.wording
    assert (kept.unit, kept.direction, kept.on_late_start) == ("%", "at_least", "from_actual_start")


def test_a_threshold_without_a_staircase_stands_throughout(at_work_in_ekby: Organisation) -> None:
    procurement, _asked = make_asking(at_work_in_ekby)
    kept = make_contract(procurement).obligations.get()

    assert not kept.rises
    assert [(first, last) for _threshold, first, last, _needs in days(kept)] == [(FIRST, date(2031, 7, 31))]


def test_steps_are_frozen_and_the_procurement_is_awarded(rising: Procurement) -> None:
    made = make_award(rising, because="Lowest price")
    rising.refresh_from_db()

    assert rising.stage == Stage.AWARDED
    assert Staircase.objects.get().frozen_at
    assert (made.standstill_until, made.standstill_rule) == (date(2027, 5, 20), "se-standstill-2017")
    assert Change.objects.filter(kind="procurement.contract", action="made").count() == 1


def test_parallel_suppliers_get_one_contract_each_or_one_together(rising: Procurement) -> None:
    each = make_award(rising, BUSES, TRAMS)
    assert [contract.title for contract in each.contracts.all()] == [
        "Skoleskyss 2027 – Buss AS",
        "Skoleskyss 2027 – Trikk AS",
    ]
    assert Obligation.objects.count() == 2

    take_award_back(each, because="A sum was wrong")
    together = make_award(rising, BUSES, TRAMS, together=True)
    contract = together.contracts.get()
    assert [(party.name, party.rank) for party in contract.parties.all()] == [("Buss AS", 1), ("Trikk AS", 2)]
    assert contract.obligations.get().party is None


def test_several_contracts_are_never_worth_the_whole_each(rising: Procurement) -> None:
    shared = [Winner("Buss AS", share=Decimal(60)), Winner("Trikk AS", share=Decimal(40))]
    made = make_award(rising, *shared, value=Decimal(12_000_000))
    assert [each.value for each in made.contracts.order_by("pk")] == [7_200_000, 4_800_000]

    take_award_back(made, because="A sum was wrong")
    again = make_award(rising, BUSES, Winner("Trikk AS", value=Decimal(5)), value=Decimal(12_000_000))
    assert [each.value for each in again.contracts.order_by("pk")] == [None, 5]
    assert [each.value for each in preview_of(rising, None, shared, terms(rising)).contracts] == [
        "SEK\N{NO-BREAK SPACE}5,400,000",
        "SEK\N{NO-BREAK SPACE}3,600,000",
    ]


def test_what_a_bid_offers_better_becomes_the_step_and_binds_who_offered_it(rising: Procurement) -> None:
    asked = rising.asked.get()
    better = Offer(steps={asked.pk: [OfferedThreshold(Decimal(60), months=12, position=2)]}, answers={asked.pk: "62 %"})
    contract = make_contract(rising, Winner("Buss AS", offer=better), TRAMS, together=True)

    own, others = contract.obligations.order_by("position")
    assert (str(own.party), own.answer, str(others.party)) == ("Buss AS", "62 %", "Trikk AS")
    assert [(int(step.threshold), step.origin, step.first_day) for step in own.steps.all()] == [
        (40, "asked", FIRST),
        (60, "offered", date(2028, 8, 1)),
        (60, "asked", None),
        (80, "asked", date(2031, 8, 1)),
    ]
    assert len(days(others)) == 3


def test_a_criterion_obliges_to_what_was_offered_and_never_to_its_floor(at_work_in_ekby: Organisation) -> None:
    criterion = make_published(at_work_in_ekby, kind="award_criterion", phase="evaluation")
    procurement, (asked,) = make_asking(at_work_in_ekby, criterion)
    ticked = frozenset({asked.uuid})
    offered = Winner("Buss AS", offer=Offer(answers={asked.pk: "62,5 %"}, figures={asked.pk: Decimal("62.5")}))
    contract = make_award(procurement, offered, obligations=ticked).contracts.get()
    kept = contract.obligations.get()

    assert [(step.threshold, step.origin) for step in kept.steps.all()] == [(Decimal("62.5"), "offered")]
    (shown,) = shown_obligations(contract, [kept], FIRST)
    assert shown.promised == "at least 62.5\N{NO-BREAK SPACE}%"
    assert (kept.values, "62,5" in kept.wording, "40" in kept.wording) == (asked.values, False, True), "as published"


def test_a_criterion_on_which_nothing_is_offered_promises_nothing(at_work_in_ekby: Organisation) -> None:
    criterion = make_published(at_work_in_ekby, kind="award_criterion", phase="evaluation")
    procurement, (asked,) = make_asking(at_work_in_ekby, criterion)
    kept = make_award(procurement, obligations=frozenset({asked.uuid})).contracts.get().obligations.get()

    assert (kept.answer, list(kept.steps.all()), kept.values) == ("", [], asked.values)
    assert (ShownObligation(kept, []).lacks_offer, ShownObligation(kept, []).promised) == (True, "")


def test_an_offer_below_what_is_asked_takes_nothing_away(rising: Procurement) -> None:
    asked = rising.asked.get()
    worse = Offer(steps={asked.pk: [OfferedThreshold(Decimal(50), months=30, position=2)]})
    kept = make_contract(rising, Winner("Buss AS", offer=worse)).obligations.get()

    assert [(int(step.threshold), step.first_day) for step in kept.steps.all() if step.first_day][:2] == [
        (40, FIRST),
        (60, date(2029, 8, 1)),
    ]


def test_only_what_was_chosen_goes_into_the_contract(rising: Procurement) -> None:
    assert not make_contract(rising, obligations=frozenset()).obligations.exists()


@pytest.mark.parametrize(("said", "field"), [({"because": " "}, "because"), ({}, "decided_on")])
def test_without_a_bid_it_takes_a_reason_and_none_wins_before_bids_are_due(
    rising: Procurement, said: dict[str, Any], field: str
) -> None:
    due = DECIDED if said else DECIDED + timedelta(1)
    Procurement.objects.filter(pk=rising.pk).update(bids_due_on=due)
    with pytest.raises(ProcurementNotPossibleError) as refused:
        make_award(rising, **said)
    assert refused.value.field == field


def test_with_a_bid_the_reason_is_left_to_the_decision(at_work_in_ekby: Organisation) -> None:
    opened, _criterion, _clause = make_opened(at_work_in_ekby)
    make_bid(opened)
    day = date(2025, 5, 12)
    assert make_award(opened, because="", decided_on=day, told_on=day).because == ""


@pytest.mark.parametrize("state", ["withdrawn", "rejected"])
def test_bids_that_cannot_win_leave_the_reason_to_be_written(at_work_in_ekby: Organisation, state: str) -> None:
    opened, _criterion, _clause = make_opened(at_work_in_ekby)
    make_bid(opened, state=state, state_because="Came too late.")
    day = date(2025, 5, 12)
    with pytest.raises(ProcurementNotPossibleError) as refused:
        make_award(opened, because="", decided_on=day, told_on=day)
    assert refused.value.field == "because"


def test_bids_are_due_from_the_day_on_which_they_are_due(at_work_in_ekby: Organisation) -> None:
    due = date(2026, 4, 12)
    planned = make_planned(at_work_in_ekby, announced_on=None, bids_due_on=due)
    assert [due_later_than(planned, due + timedelta(days)) for days in (-1, 0, 1)] == [due, None, None]
    planned.bids_due_on = None
    assert due_later_than(planned, due) is None


def test_steps_that_nobody_won_on_stay_until_the_decision_is_taken_back(rising: Procurement) -> None:
    make_ended(rising, None, "Too dear.")
    assert "Take the decision back first" in why_steps_stay(rising)
    assert "contract" not in why_steps_stay(rising)
    make_bid(rising)
    assert why_steps_stay(rising).startswith("There are bids")


def test_it_is_all_or_nothing(rising: Procurement) -> None:
    with pytest.raises(DataError):  # the second contract is worth more than the books can hold
        make_award(rising, BUSES, Winner("Trikk AS", value=Decimal(10) ** 20))
    rising.refresh_from_db()

    assert rising.stage == Stage.IDEA
    assert not any(model.objects.exists() for model in (Award, Contract, Obligation, ObligationStep))
    assert Staircase.objects.get().frozen_at is None


def test_every_lot_is_decided_on_its_own_and_the_last_one_awards_the_whole(at_work_in_ekby: Organisation) -> None:
    planned = make_planned(at_work_in_ekby)
    north, south = add_lot(planned, title="North"), add_lot(planned, title="South")
    with pytest.raises(ProcurementNotPossibleError, match="on its own"):
        make_award(planned)

    make_award(planned, lot=north)
    planned.refresh_from_db()
    assert planned.stage == Stage.IDEA
    with pytest.raises(ProcurementNotPossibleError, match="decided already"):
        make_award(planned, lot=north)
    with pytest.raises(ProcurementNotPossibleError, match="is decided, and stays"):
        remove_lot(north)

    with pytest.raises(ProcurementNotPossibleError, match="why nobody wins"):
        make_ended(planned, south, " ")
    with pytest.raises(ProcurementNotPossibleError, match="lies in the future"):
        end_without_award(planned, south, because="No bid.", decided_on=DECIDED, today=DECIDED - timedelta(1))
    make_ended(planned, south, "No bid came in.")
    planned.refresh_from_db()
    assert planned.stage == Stage.AWARDED
    assert Contract.objects.get().title == "Skoleskyss 2027 – North"


def test_a_lot_obliges_to_its_own_version_and_not_to_that_of_all_as_well(at_work_in_ekby: Organisation) -> None:
    procurement, (asked, other) = make_asking(
        at_work_in_ekby, make_published(at_work_in_ekby), make_published(at_work_in_ekby)
    )
    north, south = add_lot(procurement, title="North"), add_lot(procurement, title="South")
    own = ask_apart(asked, south)
    here, there = make_contract(procurement, lot=north), make_contract(procurement, lot=south)

    assert {each.asked_id for each in here.obligations.all()} == {asked.pk, other.pk}
    assert {each.asked_id for each in there.obligations.all()} == {own.pk, other.pk}


def test_where_nobody_wins_anything_nothing_is_awarded(at_work_in_ekby: Organisation) -> None:
    planned = make_planned(at_work_in_ekby)
    make_ended(planned, None, "No bid came in.")
    planned.refresh_from_db()

    assert planned.stage == Stage.IDEA
    with pytest.raises(ProcurementNotPossibleError, match="no room for lots"):
        add_lot(planned, title="North")


def test_an_award_is_taken_back_until_a_contract_is_signed(rising: Procurement) -> None:
    made = make_award(rising)
    with pytest.raises(ProcurementNotPossibleError, match="why the award is taken back"):
        take_award_back(made, because="\u200b")
    take_award_back(made, because="A sum was wrong")
    rising.refresh_from_db()
    assert (rising.stage, Contract.objects.get().state) == (Stage.EVALUATION, ContractState.WITHDRAWN)

    again = make_award(rising, TRAMS)
    make_signed(again.contracts.get())
    with pytest.raises(ProcurementNotPossibleError, match="is signed"):
        take_award_back(again, because="A sum was wrong")


def test_bids_and_model_of_a_decided_lot_stay_as_they_are(at_work_in_ekby: Organisation) -> None:
    planned = make_planned(at_work_in_ekby, announced_on=date(2026, 3, 1), bids_due_on=date(2026, 4, 1))
    north, south = add_lot(planned, title="North"), add_lot(planned, title="South")
    bid, other = make_bid(planned, lot=north), make_bid(planned, lot=south)
    linear = EvaluationChoice(model=Model.LINEAR)
    make_award(planned, lot=north)

    with pytest.raises(ProcurementNotPossibleError, match="lot is decided"):
        change_bid(bid, BidSaid("Nordbuss AS", Decimal(5)), revision=1)
    with pytest.raises(ProcurementNotPossibleError, match="lot is decided"):
        register_bid(planned, north, BidSaid("Sørbuss AS", Decimal(5)))
    with pytest.raises(ConflictError, match="lot is decided"):
        choose_evaluation(planned, north, linear, reasons="It fits better.", revision=0)
    assert change_bid(other, BidSaid("Nordbuss AS", Decimal(5)), revision=1).price == 5
    chosen = choose_evaluation(planned, south, linear, reasons="", revision=0, because="It fits better.")
    assert chosen.revision == 1


def test_taking_back_thaws_the_steps_that_no_other_award_needs(rising: Procurement) -> None:
    asked = rising.asked.get()
    north, south = add_lot(rising, title="North"), add_lot(rising, title="South")
    own = ask_apart(asked, north)
    made = [make_award(rising, lot=lot) for lot in (north, south)]
    assert not Staircase.objects.filter(frozen_at=None).exists()

    take_award_back(made[0], because="A sum was wrong")
    assert [stairs.asked for stairs in Staircase.objects.filter(frozen_at=None)] == [own]
    take_award_back(made[1], because="A sum was wrong")
    assert let_rise(asked, [PlannedStep(Decimal(40), months=0)], Rules(), revision=1).revision == 2


def test_a_lot_is_decided_anew_on_its_sealed_bids_although_another_is_signed(at_work_in_ekby: Organisation) -> None:
    planned = make_planned(at_work_in_ekby, announced_on=date(2026, 3, 1), bids_due_on=date(2026, 4, 1))
    north, south = add_lot(planned, title="North"), add_lot(planned, title="South")
    signed = make_signed(make_contract(planned, lot=north))
    bid = make_bid(planned, lot=south)
    ended = make_ended(planned, south, "No bid will do.")
    planned.refresh_from_db()
    assert signed_of(planned).replaces_plan

    take_award_back(ended, because="One came in after all.")
    planned.refresh_from_db()
    assert (planned.stage, signed.state) == (Stage.EVALUATION, ContractState.SIGNED)
    assert (is_awarded(planned), signed_of(planned).is_all) == (False, False)
    assert len(plan_of(at_work_in_ekby, date(2030, 6, 1)).ends) == 2, "what is signed, and the plan of the other lot"
    assert change_bid(bid, BidSaid("Nordbuss AS", Decimal(5)), revision=1).price == 5
    for stage in (Stage.IDEA, Stage.TENDER, Stage.STOPPED):
        with pytest.raises(ProcurementNotPossibleError, match="is signed"):
            move_to(planned, stage, because="No money")
    make_award(planned, lot=south)
    planned.refresh_from_db()
    assert planned.stage == Stage.AWARDED


def test_what_was_signed_is_shown_although_the_procurement_was_stopped_since(at_work_in_ekby: Organisation) -> None:
    procurement = make_rising(at_work_in_ekby, rules=Rules(seen_by="network")).procurement
    make_signed(make_contract(procurement))
    procurement.refresh_from_db()
    stand_at(procurement, Stage.STOPPED, because="As it was kept before.")
    assert ShownStaircase.objects.exists()


def test_no_contract_is_signed_while_its_award_is_taken_back(rising: Procurement) -> None:
    made = make_award(rising)
    with CaptureQueriesContext(connection) as asked:
        take_award_back(made, because="A sum was wrong")
    looks = [each["sql"] for each in asked if each["sql"].startswith('SELECT "procurement_contract"')]
    assert "FOR UPDATE" in looks[0]


@pytest.mark.parametrize(
    ("winners", "said", "field"),
    [
        ((), {}, "winners"),
        ((Winner(" "),), {}, "winners"),
        ((BUSES, Winner("buss as")), {}, "winners"),
        ((BUSES, Winner("Trikk AS", rank=1)), {}, "winners"),
        ((Winner("A", share=Decimal(60)), Winner("B", share=Decimal(50))), {}, "winners"),
        ((Winner("A", share=Decimal(150)), Winner("B", share=Decimal(-50))), {}, "winners"),
        ((BUSES,), {"options": (0,)}, "options"),
        ((BUSES,), {"months": 0}, "months"),
        ((BUSES,), {"first_day": date(2027, 5, 9)}, "first_day"),
        ((BUSES,), {"told_on": date(2027, 5, 9)}, "told_on"),
        ((BUSES,), {"told_on": date(2028, 1, 1)}, "told_on"),
        ((BUSES,), {"decided_on": date(2028, 1, 1), "told_on": None}, "decided_on"),
    ],
)
def test_what_makes_no_sense_is_refused_at_its_field(
    rising: Procurement, winners: tuple[Winner, ...], said: dict[str, Any], field: str
) -> None:
    with pytest.raises(ProcurementNotPossibleError) as refused:
        award(rising, None, winners, terms(rising, **said), today=date(2027, 12, 31))

    assert refused.value.field == field
    assert not Award.objects.exists()


def test_a_stopped_procurement_is_not_awarded(rising: Procurement) -> None:
    move_to(rising, Stage.STOPPED, because="No money")
    with pytest.raises(ProcurementNotPossibleError, match="is stopped"):
        make_award(rising)


def test_who_buys_along_reads_the_contract_and_strangers_nothing(cast: Cast) -> None:
    with open_access(access_for_work(cast.ekby.pk)):
        procurement = make_rising(cast.ekby).procurement
        Procurement.objects.filter(pk=procurement.pk).update(agreement="framework")
        name_buyers(procurement, [cast.granby])
        contract = make_contract(procurement)
        assert contract.kind == ContractKind.FRAMEWORK
        assert ContractBuyer.objects.get().may_call_off

    with open_access(access_for_work(cast.granby.pk)):
        assert Contract.objects.get() == contract
        assert ObligationStep.objects.count() == 3
        assert not Contract.objects.filter(pk=contract.pk).update(title="Ours")
    with open_access(access_for_work(cast.network.pk)):
        assert not Contract.objects.exists()
        assert not ObligationStep.objects.exists()
        assert not Award.objects.exists()


def test_a_contract_that_counts_from_the_planned_day_does_so(at_work_in_ekby: Organisation) -> None:
    procurement = make_rising(at_work_in_ekby, rules=Rules(on_late_start="from_planned_start")).procurement
    kept = make_contract(procurement, first_day=date(2027, 11, 30)).obligations.get()

    assert [first for _threshold, first, _last, _needs in days(kept)][:2] == [date(2027, 11, 30), date(2029, 8, 1)]
