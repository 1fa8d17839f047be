"""Contracts are signed after the standstill, extended, called off from, and changed on a ground that the law knows."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from foundation.access import open_access
from foundation.errors import ConflictError
from foundation.scoping import access_for_work
from organisations.models import Organisation, User
from procurement.forms.call_off import CallOffForm
from procurement.forms.contract import ValueForm
from procurement.models import (
    Award,
    Contract,
    ContractKind,
    ContractParty,
    ContractState,
    InvitedSupplier,
    LawAnswers,
    ObligationStep,
    Procurement,
    ShownStaircase,
    Staircase,
)
from procurement.queries.called_off import called_off_from
from procurement.queries.coming_steps import buyers_coming
from procurement.queries.contracts import parallel_parties
from procurement.queries.planned_obligations import Offer, OfferedThreshold
from procurement.services import change_contract
from procurement.services.award_terms import Winner
from procurement.services.call_off import CallOff, call_off
from procurement.services.called_off import withdraw_call_off
from procurement.services.change_contract import Ground
from procurement.services.contracts import name_manager, sign, use_option
from procurement.services.locked_contract import ContractNotPossibleError
from procurement.services.lots import add_lots
from procurement.services.procurements import name_buyers
from procurement.services.staircases import PlannedStep, Rules, StaircaseNotPossibleError, let_rise
from requirements_bank.models import RequirementVersion, SeenBy
from requirements_bank.services.versions import change_visibility
from tests.factories.bank import make_published
from tests.factories.cast import Cast
from tests.factories.contracts import (
    BUSES,
    TRAMS,
    change_steps,
    change_value,
    make_award,
    make_call_off,
    make_contract,
    make_extended,
    make_signed,
)
from tests.factories.procurements import make_asking, make_rising

pytestmark = pytest.mark.django_db
FIRST = date(2027, 8, 1)
AGREED = date(2028, 3, 1)
CLAUSE = Ground("review_clause", "Clause 14 lets the parties move the second step.", AGREED)
LATER = [PlannedStep(Decimal(40), months=0), PlannedStep(Decimal(60), months=30)]


def rising(organisation: Organisation, **said: Any) -> Procurement:
    procurement = make_rising(organisation, rules=said.pop("rules", None)).procurement
    Procurement.objects.filter(pk=procurement.pk).update(**said)
    procurement.refresh_from_db()
    return procurement


@pytest.fixture
def contract(at_work_in_ekby: Organisation) -> Contract:
    return make_contract(rising(at_work_in_ekby))


@pytest.fixture
def framework(at_work_in_ekby: Organisation) -> Contract:
    return make_contract(rising(at_work_in_ekby, agreement="framework"), BUSES, TRAMS, together=True)


def firsts(contract: Contract) -> list[date | None]:
    return list(ObligationStep.objects.filter(obligation__contract=contract).values_list("first_day", flat=True))


def test_within_the_standstill_it_is_signed_only_with_a_reason(contract: Contract) -> None:
    early = {"signed_on": date(2027, 5, 20)}
    with pytest.raises(ContractNotPossibleError, match="standstill lasts until") as refused:
        make_signed(contract, **early)
    assert refused.value.field == "early_because"

    signed = make_signed(contract, early_because="Only one supplier took part.", number="A-17", **early)
    assert (signed.state, signed.number, signed.signed_early_because) == (
        ContractState.SIGNED,
        "A-17",
        "Only one supplier took part.",
    )
    with pytest.raises(ContractNotPossibleError, match="not signed yet"):
        make_signed(signed)


@pytest.mark.parametrize(
    ("said", "number", "is_managed"),
    [
        ({}, "A-16", True),
        ({"number": None, "manager": None}, "A-16", True),
        ({"number": "A-17"}, "A-17", True),
        ({"number": " ", "manager": ""}, "", False),
    ],
)
def test_number_and_manager_stay_unless_they_are_said_to_be_none(
    contract: Contract, ada: User, said: dict[str, Any], number: str, is_managed: bool
) -> None:
    Contract.objects.filter(pk=contract.pk).update(number="A-16", manager=ada)
    signed = make_signed(contract, **said)
    signed.refresh_from_db()
    assert (signed.number, signed.manager) == (number, ada if is_managed else None)


def test_where_no_supplier_was_told_it_is_signed_only_with_a_reason(at_work_in_ekby: Organisation) -> None:
    untold = make_contract(rising(at_work_in_ekby), told_on=None)
    with pytest.raises(ContractNotPossibleError, match="no standstill has begun") as refused:
        make_signed(untold)
    assert refused.value.field == "early_because"
    assert make_signed(untold, early_because="Only one supplier took part.").state == ContractState.SIGNED


def test_a_contract_that_begins_later_than_planned_counts_its_steps_and_extensions_anew(contract: Contract) -> None:
    signed = make_signed(contract, first_day=date(2027, 10, 31))

    assert firsts(signed) == [date(2027, 10, 31), date(2029, 10, 31), date(2031, 10, 31)]
    assert (signed.last_day, signed.planned_first_day) == (date(2031, 10, 30), FIRST)
    assert [option.first_day for option in signed.options.all()] == [date(2031, 10, 31), date(2032, 10, 31)]


def test_a_contract_that_was_saved_since_it_was_read_is_not_signed(contract: Contract) -> None:
    with pytest.raises(ConflictError):
        make_signed(contract, revision=7)
    assert Contract.objects.get().state == ContractState.AWARDED


def test_two_contracts_of_one_procurement_are_signed_one_after_the_other(contract: Contract) -> None:
    with CaptureQueriesContext(connection) as asked:
        make_signed(contract)
    held = [each["sql"] for each in asked if "FOR UPDATE" in each["sql"]]
    assert ["procurement_procurement" in held[0], "procurement_contract" in held[1]] == [True, True]


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"signed_on": date(2027, 5, 9)}, "signed_on"),
        ({"first_day": date(2027, 5, 31)}, "first_day"),
    ],
)
def test_days_that_cannot_be_are_refused_at_their_field(contract: Contract, said: dict[str, date], field: str) -> None:
    with pytest.raises(ContractNotPossibleError) as refused:
        make_signed(contract, **said)
    assert refused.value.field == field


def test_an_extension_that_is_used_brings_its_step(contract: Contract) -> None:
    signed = make_signed(contract)
    used = make_extended(signed, date(2031, 4, 1))
    contract.refresh_from_db()

    assert (used.number, contract.last_day) == (1, date(2032, 7, 31))
    last = ObligationStep.objects.get(number=3)
    assert (last.first_day, last.last_day, last.needs_option) == (date(2031, 8, 1), date(2032, 7, 31), False)

    make_extended(contract, date(2032, 4, 1))
    contract.refresh_from_db()
    with pytest.raises(ContractNotPossibleError, match="no extension"):
        make_extended(contract, date(2033, 4, 1))


def test_an_extension_is_told_before_the_contract_ends(contract: Contract) -> None:
    with pytest.raises(ContractNotPossibleError, match="no extension"):  # it is not signed
        make_extended(contract, FIRST)
    signed = make_signed(contract)
    with pytest.raises(ContractNotPossibleError, match="ended on"):
        make_extended(signed, date(2031, 8, 1))


def test_what_has_not_happened_yet_is_not_kept(framework: Contract) -> None:
    tomorrow = timezone.localdate() + timedelta(1)
    Award.objects.update(decided_on=tomorrow, told_on=None, standstill_until=None)
    said: dict[str, Any] = {
        "signed_on": tomorrow,
        "first_day": tomorrow,
        "early_because": "Only one supplier took part.",
    }
    with pytest.raises(ContractNotPossibleError, match=r"The signature lies in the future.*come back") as refused:
        sign(framework, revision=framework.revision, **said)
    assert refused.value.field == "signed_on"

    signed = make_signed(framework, **said)
    with pytest.raises(ContractNotPossibleError, match="The notice to the supplier lies in the future") as refused:
        use_option(signed, revision=signed.revision, told_on=tomorrow)
    assert refused.value.field == "told_on"

    order = CallOff("Skyss", ordered_on=tomorrow, first_day=tomorrow, months=6)
    with pytest.raises(ContractNotPossibleError, match="The order lies in the future") as refused:
        call_off(signed, parallel_parties(signed)[0], order, buyer=signed.organisation)
    assert refused.value.field == "ordered_on"


def test_where_the_last_step_stays_an_extension_brings_none(at_work_in_ekby: Organisation) -> None:
    steps = [PlannedStep(Decimal(40), months=0), PlannedStep(Decimal(60), months=24)]
    procurement = make_rising(at_work_in_ekby, *steps, rules=Rules(on_extension="last_step_stays")).procurement
    signed = make_signed(make_contract(procurement))
    make_extended(signed, date(2031, 4, 1))

    assert ObligationStep.objects.get(number=2).last_day == date(2032, 7, 31)


def test_somebody_looks_after_a_contract(cast: Cast, contract: Contract) -> None:
    assert name_manager(contract, cast.ada).manager == cast.ada


def test_a_call_off_obliges_to_what_the_framework_agreement_does_that_day(framework: Contract) -> None:
    made = make_call_off(framework, ordered_on=date(2029, 3, 1), first_day=date(2029, 3, 1), months=24)

    assert (made.kind, made.parent, made.last_day) == (ContractKind.CALL_OFF, framework, date(2031, 2, 28))
    assert [party.name for party in made.parties.all()] == ["Buss AS"]
    steps = made.obligations.get().steps.all()
    assert [(int(step.threshold), step.first_day, step.last_day) for step in steps] == [
        (40, date(2029, 3, 1), date(2029, 7, 31)),
        (60, date(2029, 8, 1), date(2031, 2, 28)),
    ]


def test_a_call_off_keeps_how_long_before_a_step_the_supplier_is_told(at_work_in_ekby: Organisation) -> None:
    steps = PlannedStep(Decimal(40), months=0), PlannedStep(Decimal(60), months=24, notice_months=6)
    procurement = make_rising(at_work_in_ekby, *steps).procurement
    Procurement.objects.filter(pk=procurement.pk).update(agreement="framework")
    procurement.refresh_from_db()
    made = make_call_off(make_contract(procurement), months=36)

    told = [(step.notice_months, step.notice_on) for step in made.obligations.get().steps.all()]
    assert told == [(0, None), (6, date(2029, 2, 1))]


def test_a_mini_competition_keeps_who_was_asked_and_what_they_offered(framework: Contract) -> None:
    signed = make_signed(framework)
    buses, trams = parallel_parties(signed)
    made = make_call_off(signed, party=trams, invited={buses.pk: Decimal(120_000), trams.pk: Decimal(90_000)})

    assert made.kind == ContractKind.MINI_COMPETITION
    assert [(each.name, each.has_won) for each in InvitedSupplier.objects.all()] == [
        ("Trikk AS", True),
        ("Buss AS", False),
    ]
    with pytest.raises(ContractNotPossibleError, match="has to be invited"):
        make_call_off(signed, party=trams, invited={buses.pk: None})


def test_parallel_agreements_compete_and_the_call_off_is_of_the_winners(at_work_in_ekby: Organisation) -> None:
    made = make_award(rising(at_work_in_ekby, agreement="framework"), BUSES, TRAMS)
    first, second = (make_signed(contract) for contract in made.contracts.order_by("pk"))
    parties = parallel_parties(first)
    called = make_call_off(first, party=parties[1], invited={party.pk: None for party in parties})

    assert called.parent == second


def test_a_call_off_keeps_to_the_days_of_the_winners_own_agreement(at_work_in_ekby: Organisation) -> None:
    made = make_award(rising(at_work_in_ekby, agreement="framework"), BUSES, TRAMS)
    buses, trams = made.contracts.order_by("pk")
    first, _later = make_signed(buses), make_signed(trams, first_day=date(2028, 2, 1))
    party = parallel_parties(first)[1]

    with pytest.raises(ContractNotPossibleError, match="Order within that time") as refused:
        make_call_off(first, party=party, ordered_on=date(2027, 9, 1), first_day=date(2027, 9, 1), months=3)
    assert refused.value.field == "ordered_on"


def test_a_buyer_who_shares_the_framework_agreement_calls_off_and_its_keeper_reads_that(cast: Cast) -> None:
    with open_access(access_for_work(cast.ekby.pk)):
        procurement = rising(cast.ekby, agreement="framework")
        name_buyers(procurement, [cast.granby])
        signed = make_signed(make_contract(procurement, BUSES, TRAMS, together=True))
    with open_access(access_for_work(cast.granby.pk)):
        parties = parallel_parties(Contract.objects.get())
        made = make_call_off(
            Contract.objects.get(),
            buyer=cast.granby,
            party=parties[0],
            invited={each.pk: Decimal(5) for each in parties},
        )
        assert (made.organisation, made.obligations.count(), InvitedSupplier.objects.count()) == (cast.granby, 1, 2)

    with open_access(access_for_work(cast.ekby.pk)):
        assert list(signed.call_offs.all()) == [made]
        assert not InvitedSupplier.objects.exists()  # prices are the buyer's own
    with open_access(access_for_work(cast.network.pk)):
        assert not ContractParty.objects.exists()
        with pytest.raises(ContractNotPossibleError, match="that you share"):
            make_call_off(signed, buyer=cast.network, party=parties[0])


def test_what_is_called_off_twice_by_the_same_form_counts_once(framework: Contract) -> None:
    signed, key = make_signed(framework), uuid4()
    made = make_call_off(signed, key=key, value=Decimal(90_000))

    assert make_call_off(signed, key=key, value=Decimal(90_000)) == made
    assert make_call_off(signed, key=key, value=Decimal(90_000), title="\u202eSkyss  2027") == made
    with pytest.raises(ConflictError, match="by this form already"):
        make_call_off(signed, key=key, value=Decimal(80_000))
    assert make_call_off(signed, key=uuid4(), value=Decimal(90_000)) != made
    assert signed.call_offs.count() == 2

    withdraw_call_off(made, because="Ordered twice", revision=made.revision)
    with pytest.raises(ConflictError, match="withdrawn since"):
        make_call_off(signed, key=key, value=Decimal(90_000))


def test_a_form_that_says_something_else_is_not_taken_for_what_it_called_off_before(framework: Contract) -> None:
    signed, key = make_signed(framework), uuid4()
    buses, trams = parallel_parties(signed)
    said = {"key": key, "number": "A-1", "case_number": "25/1", "invited": {buses.pk: Decimal(5), trams.pk: None}}
    made = make_call_off(signed, **said)

    assert make_call_off(signed, **said | {"number": " A-1"}) == made
    prices = {buses.pk: Decimal(6), trams.pk: None}
    others: list[dict[str, Any]] = [{"party": trams}, {"number": "A-2"}, {"case_number": ""}, {"invited": prices}]
    for other in [*others, {"invited": {}}]:
        with pytest.raises(ConflictError, match="by this form already"):
            make_call_off(signed, **said | other)


def test_a_form_that_calls_off_from_another_agreement_is_not_the_same(at_work_in_ekby: Organisation) -> None:
    key, procurement = uuid4(), rising(at_work_in_ekby, agreement="framework")
    buses = Winner("Buss AS")
    for number, lot in enumerate(add_lots(procurement, [{"title": "North"}, {"title": "South"}])):
        signed = make_signed(make_contract(procurement, buses, lot=lot))
        if number:
            with pytest.raises(ConflictError, match="by this form already"):
                make_call_off(signed, key=key)
        else:
            make_call_off(signed, key=key)


def test_more_than_the_framework_agreement_says_takes_a_reason_whoever_called_off_the_rest(cast: Cast) -> None:
    with open_access(access_for_work(cast.ekby.pk)):
        procurement = rising(cast.ekby, agreement="framework")
        name_buyers(procurement, [cast.granby])
        signed = make_signed(make_contract(procurement))
        most = signed.value
        assert most
        make_call_off(signed, value=most - 100_000)
    with open_access(access_for_work(cast.granby.pk)):
        shared = Contract.objects.get()
        assert called_off_from(shared).in_all == most - 100_000, "the sum of others' too, of which nothing else is seen"
        with pytest.raises(ContractNotPossibleError, match="more is called off in all") as refused:
            make_call_off(shared, buyer=cast.granby, value=Decimal(100_001))
        assert refused.value.field == "because"
        within = make_call_off(shared, buyer=cast.granby, value=Decimal(100_000), because="No need")
        beyond = make_call_off(shared, buyer=cast.granby, value=Decimal(1), because="Changed on the clause of 2028")
        assert [within.beyond_because, beyond.beyond_because] == ["", "Changed on the clause of 2028"]
    with open_access(access_for_work(cast.network.pk)):
        assert called_off_from(signed).in_all == 0, "who does not share it learns nothing"


def test_parallel_agreements_share_what_was_awarded_where_none_has_a_value_of_its_own(cast: Cast) -> None:
    with open_access(access_for_work(cast.ekby.pk)):
        procurement = rising(cast.ekby, agreement="framework")
        name_buyers(procurement, [cast.granby])
        made = make_award(procurement, BUSES, TRAMS)
        buses, trams = (make_signed(contract) for contract in made.contracts.order_by("pk"))
        assert (buses.value, trams.value, made.value) == (None, None, Decimal(9_000_000))
        make_call_off(buses, value=Decimal(8_900_000))
        assert "because" in CallOffForm(buses, cast.ekby).fields
    with open_access(access_for_work(cast.granby.pk)):
        party = ContractParty.objects.get(contract=trams)
        assert "because" in CallOffForm(trams, cast.granby).fields
        with pytest.raises(ContractNotPossibleError, match="9,000,000 that were awarded") as refused:
            make_call_off(trams, buyer=cast.granby, party=party, value=Decimal(100_001))
        assert refused.value.field == "because"
        make_call_off(trams, buyer=cast.granby, party=party, value=Decimal(100_000))
        found = called_off_from(trams)
    assert (found.in_all, found.most, found.is_of_award) == (Decimal(9_000_000), Decimal(9_000_000), True)

    with open_access(access_for_work(cast.ekby.pk)):
        Contract.objects.filter(pk=trams.pk).update(value=1_000_000)
        trams.refresh_from_db()
        found = called_off_from(trams)
    assert (found.in_all, found.most, found.is_of_award) == (Decimal(100_000), Decimal(1_000_000), False)


def test_a_reason_can_be_given_where_one_of_parallel_agreements_has_a_most(at_work_in_ekby: Organisation) -> None:
    worth = replace(TRAMS, value=Decimal(50))
    made = make_award(rising(at_work_in_ekby, agreement="framework"), BUSES, worth, value=None)
    buses, trams = (make_signed(contract) for contract in made.contracts.order_by("pk"))
    party = parallel_parties(buses)[1]

    assert (buses.value, party.contract) == (None, trams)
    assert "because" in CallOffForm(buses, at_work_in_ekby).fields
    with pytest.raises(ContractNotPossibleError, match="more is called off in all"):
        make_call_off(buses, party=party, value=Decimal(51))
    assert make_call_off(buses, party=party, value=Decimal(51), because="Clause 4").beyond_because == "Clause 4"

    Contract.objects.update(value=None)
    buses.refresh_from_db()
    assert "because" not in CallOffForm(buses, at_work_in_ekby).fields


def test_a_call_off_that_becomes_worth_more_keeps_to_the_most_of_its_agreement(framework: Contract) -> None:
    signed = make_signed(framework)
    made = make_call_off(signed, value=Decimal(1_000_000))
    make_call_off(signed, title="Skyss 2028", value=Decimal(7_900_000))
    assert make_call_off(signed, title="Without").value is None
    assert change_value(made, Decimal(1_100_000), CLAUSE, revision=1).after == {"value": "1100000"}
    with pytest.raises(ContractNotPossibleError, match="more is called off in all") as refused:
        change_value(made, Decimal(1_100_001), CLAUSE, revision=2)
    assert refused.value.field == "because"

    change_value(made, Decimal(2_000_000), CLAUSE, revision=2, beyond_because="Two more schools ")
    change_value(made, Decimal(1_900_000), CLAUSE, revision=3)
    made.refresh_from_db()
    assert made.beyond_because == "Two more schools", "worth less takes no reason"
    unknown = Contract.objects.get(title="Without")
    with pytest.raises(ContractNotPossibleError, match="more is called off in all"):
        change_value(unknown, Decimal(1), CLAUSE, revision=1)
    with CaptureQueriesContext(connection) as asked:
        change_value(unknown, Decimal(1), CLAUSE, revision=1, beyond_because="One more stop")
    waits = [each["sql"] for each in asked if "pg_advisory" in each["sql"] or "FOR UPDATE" in each["sql"]]
    assert f"call_off {framework.award_id}" in waits[0], "it waits for who calls off, and locks no row before"
    assert "because" in ValueForm(unknown).fields
    assert "because" not in ValueForm(framework).fields


def test_a_call_off_is_withdrawn_with_a_reason_and_counts_no_more(framework: Contract) -> None:
    signed = make_signed(framework)
    made = make_call_off(signed, value=Decimal(90_000))
    with pytest.raises(ContractNotPossibleError, match="Say why") as refused:
        withdraw_call_off(made, because=" ", revision=made.revision)
    assert refused.value.field == "because"
    with pytest.raises(ContractNotPossibleError, match="Only a call-off"):
        withdraw_call_off(signed, because="Twice", revision=signed.revision)
    with pytest.raises(ConflictError):
        withdraw_call_off(made, because="Twice", revision=made.revision + 1)

    gone = withdraw_call_off(made, because="Sent twice", revision=made.revision)
    assert (gone.state, gone.withdrawn_because) == (ContractState.WITHDRAWN, "Sent twice")
    assert withdraw_call_off(made, because="Again", revision=1).withdrawn_because == "Sent twice"
    assert called_off_from(signed).in_all == 0


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"title": " "}, "title"),
        ({"title": "\u200b\u3164"}, "title"),
        ({"ordered_on": date(2027, 7, 31)}, "ordered_on"),
        ({"ordered_on": date(2031, 8, 1), "first_day": date(2031, 8, 1)}, "ordered_on"),
        ({"ordered_on": date(2027, 9, 1)}, "first_day"),
        ({"first_day": date(2033, 8, 1)}, "first_day"),
    ],
)
def test_a_call_off_that_makes_no_sense_is_refused(framework: Contract, said: dict[str, Any], field: str) -> None:
    with pytest.raises(ContractNotPossibleError) as refused:
        make_call_off(framework, **said)
    assert refused.value.field == field


def test_steps_change_on_a_ground_with_a_reason_and_the_earlier_ones_are_kept(contract: Contract) -> None:
    signed = make_signed(contract)
    obligation = signed.obligations.get()
    made = change_steps(obligation, LATER, CLAUSE, revision=signed.revision)

    assert [(int(step.threshold), step.origin, step.first_day) for step in obligation.steps.all()] == [
        (40, "asked", FIRST),
        (60, "changed", date(2030, 2, 1)),
    ]
    assert (made.rule, made.ground, made.reason) == ("se-contract-change-2017", CLAUSE.code, CLAUSE.reason)
    assert [step["threshold"] for step in made.before] == ["40", "60", "80"]
    assert [step["first_day"] for step in made.after] == ["2027-08-01", "2030-02-01"]


@pytest.mark.parametrize(
    ("ground", "field"),
    [
        (Ground("", "Because", AGREED), "ground"),
        (Ground("we_like_it", "Because", AGREED), "ground"),
        (Ground("review_clause", " ", AGREED), "reason"),
        (Ground("review_clause", "Because", date(2016, 1, 1)), "agreed_on"),
        (Ground("review_clause", "Because", date(2027, 5, 31)), "agreed_on"),
        (Ground("review_clause", "Because", date(2029, 9, 1)), "agreed_on"),
    ],
)
def test_without_a_ground_or_back_in_time_nothing_changes(contract: Contract, ground: Ground, field: str) -> None:
    signed = make_signed(contract)
    with pytest.raises(ContractNotPossibleError) as refused:
        change_steps(signed.obligations.get(), LATER, ground, revision=signed.revision)

    assert refused.value.field == field
    assert ObligationStep.objects.count() == 3


def test_changed_steps_still_rise_within_the_contract(contract: Contract) -> None:
    signed = make_signed(contract)
    obligation = signed.obligations.get()
    with pytest.raises(StaircaseNotPossibleError) as refused:
        change_steps(obligation, [LATER[1], LATER[0]], CLAUSE, revision=signed.revision)
    assert refused.value.problems

    same = [PlannedStep(Decimal(share), months=months) for share, months in ((40, 0), (60, 24), (80, 48))]
    with pytest.raises(ContractNotPossibleError, match="the same as before"):
        change_steps(obligation, same, CLAUSE, revision=signed.revision)
    with pytest.raises(ConflictError):
        change_steps(obligation, LATER, CLAUSE, revision=1)


def test_months_from_the_planned_start_are_counted_so_when_steps_change(at_work_in_ekby: Organisation) -> None:
    rules = Rules(on_late_start=Staircase.OnLateStart.FROM_PLANNED_START)
    signed = make_signed(make_contract(rising(at_work_in_ekby, rules=rules)), first_day=date(2027, 12, 1))
    steps = [
        PlannedStep(Decimal(40), months=0),
        PlannedStep(Decimal(60), months=24),
        PlannedStep(Decimal(70), day=date(2029, 10, 1)),
        PlannedStep(Decimal(90), months=75),
    ]
    change_steps(signed.obligations.get(), steps, CLAUSE, revision=signed.revision)
    assert firsts(signed) == [date(2027, 12, 1), date(2029, 8, 1), date(2029, 10, 1), date(2033, 11, 1)]


def test_a_step_that_a_better_offer_overtook_stands_in_the_way_of_no_change(at_work_in_ekby: Organisation) -> None:
    asked = make_rising(at_work_in_ekby)
    better = Offer(steps={asked.pk: [OfferedThreshold(Decimal(70), months=12, position=2)]})
    signed = make_signed(make_contract(asked.procurement, Winner("Buss AS", offer=better)))
    obligation = signed.obligations.get()
    steps = [PlannedStep(step.threshold, step.months) for step in obligation.steps.all()]
    assert [int(step.threshold) for step in steps] == [40, 70, 60, 80]

    change_steps(obligation, [*steps[:3], PlannedStep(Decimal(85), months=48)], CLAUSE, revision=signed.revision)
    assert [(int(step.threshold), bool(step.first_day)) for step in obligation.steps.all()] == [
        (40, True),
        (70, True),
        (60, False),
        (85, True),
    ]


def test_what_has_no_threshold_cannot_rise(contract: Contract) -> None:
    signed = make_signed(contract)
    obligation = signed.obligations.get()
    type(obligation).objects.update(direction="")
    with pytest.raises(ContractNotPossibleError, match="no threshold"):
        change_steps(obligation, LATER, CLAUSE, revision=signed.revision)


def test_a_contract_that_is_not_signed_is_not_changed(contract: Contract) -> None:
    with pytest.raises(ContractNotPossibleError, match="awarded anew"):
        change_value(contract, Decimal(1), CLAUSE, revision=contract.revision)


def test_a_value_changes_within_the_limit_of_its_ground(contract: Contract) -> None:
    signed = make_signed(contract)
    assert signed.procurement is not None
    LawAnswers.objects.create(organisation=signed.organisation, procurement=signed.procurement, contract="services")
    minor = Ground("minor_value", "Two more classes.", AGREED)
    with pytest.raises(ContractNotPossibleError, match="10"):
        change_value(signed, Decimal(9_990_000), minor, revision=signed.revision)

    made = change_value(signed, Decimal(9_450_000), minor, revision=signed.revision)
    assert (made.percent, made.before, made.after) == (Decimal(5), {"value": "9000000.00"}, {"value": "9450000"})
    with pytest.raises(ContractNotPossibleError, match="the value already"):
        change_value(signed, Decimal(9_450_000), minor, revision=signed.revision + 1)


def test_changes_on_one_ground_share_its_limit_and_count_from_the_first_value(contract: Contract) -> None:
    signed = make_signed(contract)
    assert signed.procurement is not None
    LawAnswers.objects.create(organisation=signed.organisation, procurement=signed.procurement, contract="services")
    minor = Ground("minor_value", "Two more classes.", AGREED)
    change_value(signed, Decimal(9_450_000), minor, revision=signed.revision)
    made = change_value(signed, Decimal(9_900_000), minor, revision=signed.revision + 1)

    assert made.percent == 5, "of 9 million, not of 9.45"
    with pytest.raises(ContractNotPossibleError, match="10"):
        change_value(signed, Decimal(9_990_000), minor, revision=signed.revision + 2)
    assert change_value(signed, Decimal(18_900_000), CLAUSE, revision=signed.revision + 2).percent == 100


def test_limits_are_held_against_exact_sums_and_not_what_is_shown_of_them(contract: Contract) -> None:
    signed = make_signed(contract)
    assert signed.procurement is not None
    LawAnswers.objects.create(organisation=signed.organisation, procurement=signed.procurement, contract="services")
    minor, revision = Ground("minor_value", "More classes.", AGREED), signed.revision
    with pytest.raises(ContractNotPossibleError, match="10"):
        change_value(signed, Decimal("9900000.01"), minor, revision=revision)

    for number in range(1, 7):  # six times a sixth of ten per cent, which no decimal number says exactly
        change_value(signed, Decimal(9_000_000 + number * 150_000), minor, revision=revision + number - 1)
    with pytest.raises(ContractNotPossibleError, match="10"):
        change_value(signed, Decimal("9900000.01"), minor, revision=revision + 6)


def test_a_contract_that_was_signed_for_nothing_changes_within_no_limit(at_work_in_ekby: Organisation) -> None:
    signed = make_signed(make_contract(rising(at_work_in_ekby), value=Decimal(0)))
    minor = Ground("minor_value", "Two more classes.", AGREED)
    with pytest.raises(ContractNotPossibleError, match="signed for 0") as refused:
        change_value(signed, Decimal(900_000_000), minor, revision=signed.revision)
    assert refused.value.field == "ground"
    with pytest.raises(ContractNotPossibleError, match="0 or more"):
        change_value(signed, Decimal(-1), CLAUSE, revision=signed.revision)

    assert "percent" not in ValueForm(signed).fields
    assert change_value(signed, Decimal(5), CLAUSE, revision=signed.revision).percent is None


def test_nothing_is_agreed_or_told_before_the_signature_or_ahead_of_time(contract: Contract) -> None:
    signed = make_signed(contract)
    before = Ground(CLAUSE.code, CLAUSE.reason, date(2027, 5, 31))
    with pytest.raises(ContractNotPossibleError, match="before the signature"):
        change_value(signed, Decimal(1), before, revision=signed.revision)
    with pytest.raises(ContractNotPossibleError, match="lies in the future"):
        change_contract.change_value(signed, Decimal(1), CLAUSE, revision=signed.revision, today=FIRST)
    with pytest.raises(ContractNotPossibleError, match="before the signature"):
        make_extended(signed, date(2020, 1, 1))


def test_a_value_beyond_reason_is_refused_at_its_field(contract: Contract) -> None:
    signed = make_signed(contract)
    with pytest.raises(ContractNotPossibleError, match="a hundred times") as refused:
        change_value(signed, Decimal(950_000_000), CLAUSE, revision=signed.revision)
    assert refused.value.field == "value"


def test_a_change_stays_as_it_was_recorded(cast: Cast, contract: Contract) -> None:
    signed = make_signed(contract)
    made = change_value(signed, Decimal(9_000_001), CLAUSE, revision=signed.revision)
    with open_access(access_for_work(cast.ekby.pk)):
        assert not type(made).objects.filter(pk=made.pk).update(reason="Another one")


def test_a_requirement_out_of_sight_still_obliges_by_its_name(cast: Cast) -> None:
    with open_access(access_for_work(cast.granby.pk)):
        version = make_published(cast.granby)
    with open_access(access_for_work(cast.ekby.pk)):
        procurement, (asked,) = make_asking(cast.ekby, version)
    with open_access(access_for_work(cast.granby.pk)):
        change_visibility(version.requirement, SeenBy.OWN)
    with open_access(access_for_work(cast.ekby.pk)):
        assert not RequirementVersion.objects.filter(pk=version.pk).exists()
        obligation = make_signed(make_contract(procurement)).obligations.get()

    assert (obligation.title, obligation.code, obligation.wording) == (asked.title, asked.code, "")


def shown_of(procurement: Procurement) -> list[tuple[Decimal, str, bool]]:
    shown = ShownStaircase.objects.get(staircase__asked__procurement=procurement)
    return [(Decimal(each["threshold"]), each["first"], shown.differs) for each in shown.steps]


def test_neighbours_see_the_steps_of_what_was_signed_extended_and_changed(at_work_in_ekby: Organisation) -> None:
    procurement = rising(at_work_in_ekby, rules=Rules(seen_by="network"))
    contract = make_contract(procurement)
    assert shown_of(procurement)[0] == (Decimal(40), "2027-08-01", False)

    signed = make_signed(contract, first_day=date(2027, 10, 31))
    days = [first for _threshold, first, _differs in shown_of(procurement)]
    assert days == ["2027-10-31", "2029-10-31", "2031-10-31"]
    assert ShownStaircase.objects.get().last_day == date(2033, 10, 30)

    change_steps(signed.obligations.get(), LATER, CLAUSE, revision=signed.revision)
    assert [first for _threshold, first, _differs in shown_of(procurement)] == ["2027-10-31", "2030-04-30"]


def test_what_was_not_extended_is_over_for_suppliers_although_it_could_have_been(
    at_work_in_ekby: Organisation,
) -> None:
    procurement = rising(at_work_in_ekby, rules=Rules(seen_by="public"))
    after = date(2031, 8, 1)
    signed = make_signed(make_contract(procurement))
    assert buyers_coming("", after - timedelta(1)) == 1
    assert buyers_coming("", after) == 0

    make_extended(signed, date(2031, 4, 1))
    assert buyers_coming("", after) == 1


def test_of_parallel_contracts_neighbours_see_what_all_of_them_ask_for(at_work_in_ekby: Organisation) -> None:
    asked = make_rising(at_work_in_ekby, rules=Rules(seen_by="network"))
    early = Offer({asked.pk: [OfferedThreshold(Decimal(60), months=6)]})
    made = make_award(asked.procurement, replace(BUSES, offer=early), TRAMS)
    for contract in made.contracts.all():
        make_signed(contract)

    assert [each[1:] for each in shown_of(asked.procurement)] == [
        ("2027-08-01", True),
        ("2029-08-01", True),
        ("2031-08-01", True),
    ]


def test_steps_stay_once_a_contract_is_signed_although_none_were_asked_for(at_work_in_ekby: Organisation) -> None:
    procurement, (asked,) = make_asking(at_work_in_ekby)
    make_signed(make_contract(procurement))
    with pytest.raises(StaircaseNotPossibleError, match=r"A contract is signed.*of the contract instead"):
        let_rise(asked, LATER, Rules())
