"""Contracts are ranked by what is known of them, in as many statements for one as for many."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from follow_up.calculations.priority_weights import Part, PriorityWeights
from follow_up.models import ContractSpend, Severity
from follow_up.queries.priority import contracts_to_rank, ranked_contracts, ranked_obligations
from follow_up.services.interviews import Answers, save_interview, start_interview
from follow_up.services.note_deviation import Found, note_deviation
from follow_up.services.priorities import Traits, note_traits, set_sector_risk
from foundation.access import open_access
from foundation.scoping import access_for_work
from organisations.models import Organisation
from procurement.models import Contract
from tests.factories.cast import Cast
from tests.factories.follow_up import make_followed, make_obligation

pytestmark = [pytest.mark.django_db]
TODAY = date(2026, 11, 22)


def spend(contract: Contract, amount: int, kg: int | None) -> None:
    ContractSpend.objects.create(
        organisation=contract.organisation,
        contract=contract,
        year=2025,
        currency=contract.organisation.currency,
        amount=amount,
        kg=kg,
        found_by="number",
    )


def test_row_gathers_what_is_known(at_work_in_ekby: Organisation, cast: Cast) -> None:
    contract = make_followed(at_work_in_ekby)
    make_obligation(contract)
    wages = make_obligation(contract, "Wages", steps=())
    spend(contract, 3_000_000, 12_500)
    note_deviation(contract, Found("Two without contracts", "Seen", date(2026, 11, 1), Severity.CRITICAL, wages))
    note_traits(contract, Traits(market=4, criticality=5), revision=0)
    talk = start_interview(organisation=at_work_in_ekby, adviser=cast.ada, held_on=date(2026, 11, 1))
    save_interview(talk, {contract: Answers(worry=5, market=1)}, note="", revision=1)

    row = contracts_to_rank(at_work_in_ekby, TODAY).rows.row(0, named=True)

    assert (row["row"], row["spend"], row["tonnes"]) == (str(contract.uuid), 3_000_000.0, 12.5)
    assert (row["open_deviations"], row["past_deviations"], row["controls"]) == (1.0, 0.0, 0)
    assert (row["market"], row["criticality"], row["worry"], row["knowledge"]) == (4, 5, 5, None)
    assert (row["step_in_force"], row["has_evidence"], row["without_evidence"]) == (True, False, 2)
    assert row["months_since_check"] is None
    assert row["step_days"] == (date(2028, 3, 1) - TODAY).days


def test_supplier_takes_its_history_along_to_other_contracts(at_work_in_ekby: Organisation) -> None:
    first, other = make_followed(at_work_in_ekby), make_followed(at_work_in_ekby, "Other")
    note_deviation(first, Found("Late", "Seen", TODAY, Severity.MINOR))

    rows = contracts_to_rank(at_work_in_ekby, TODAY).rows

    assert dict(zip(rows["title"], rows["open_deviations"], strict=True)) == {first.title: 0.2, other.title: 0.2}


def test_own_risk_of_a_category_goes_first(at_work_in_ekby: Organisation) -> None:
    make_followed(at_work_in_ekby)
    none = (Decimal(0), Decimal(0), Decimal("0.1"))
    set_sector_risk(organisation=at_work_in_ekby, category="transport.goods", risks=none, because="We looked")

    row = contracts_to_rank(at_work_in_ekby, TODAY).rows.row(0, named=True)

    assert (row["risk_climate"], row["risk_wage"]) == (0.0, 0.1)


def test_tonnes_count_for_what_is_about_the_climate(at_work_in_ekby: Organisation) -> None:
    contract = make_followed(at_work_in_ekby)
    spend(contract, 1_000, 5_000)
    make_obligation(contract)
    make_obligation(contract, "Wages", steps=(), themes=["social"])

    scores = ranked_obligations(at_work_in_ekby, PriorityWeights(), TODAY).scores

    assert dict(zip(scores["title"], scores["tonnes"], strict=True)) == {"Emission-free deliveries": 5.0, "Wages": None}


def test_ended_contracts_are_not_ranked(at_work_in_ekby: Organisation) -> None:
    make_followed(at_work_in_ekby, first_day=date(2020, 1, 1), signed_on=date(2019, 12, 1), months=12)

    assert ranked_contracts(at_work_in_ekby, PriorityWeights(), TODAY).scores.is_empty()


def test_weights_decide_the_order(at_work_in_ekby: Organisation) -> None:
    dear, dirty = make_followed(at_work_in_ekby, "Dear"), make_followed(at_work_in_ekby, "Dirty")
    spend(dear, 9_000_000, 1_000)
    spend(dirty, 1_000_000, 900_000)

    orders = [
        ranked_contracts(at_work_in_ekby, PriorityWeights({part: Decimal(1)}), TODAY).scores["title"].to_list()
        for part in (Part.SPEND, Part.TONNES)
    ]

    assert orders == [["Dear", "Dirty"], ["Dirty", "Dear"]]


@pytest.mark.parametrize("contracts", [1, 4])
def test_as_many_statements_for_one_as_for_four(cast: Cast, contracts: int) -> None:
    with open_access(access_for_work(cast.ekby.pk)):
        for number in range(contracts):
            make_obligation(make_followed(cast.ekby, f"Contract {number}"))
        with CaptureQueriesContext(connection) as queries:
            ranked_contracts(cast.ekby, PriorityWeights(), TODAY + timedelta(days=1))

    assert len([query for query in queries if "SELECT" in query["sql"] or "WITH" in query["sql"]]) == 4
