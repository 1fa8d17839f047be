"""Where obligations stand is worked out anew after whatever changes it."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from follow_up.models import KeptState, ObligationStanding, ResultSource
from follow_up.services.note_deviation import Found, note_deviation
from follow_up.services.note_result import Finding, note_result, void_results
from follow_up.services.standings import work_out, work_out_due
from foundation.access import open_access
from foundation.scoping import access_for_work
from procurement.models import ContractState
from procurement.services.locked_contract import save_contract
from tests.factories.cast import Cast
from tests.factories.follow_up import FIRST_DAY, make_followed, make_obligation

pytestmark = pytest.mark.django_db
SEEN = date(2026, 6, 1)


@pytest.fixture(autouse=True)
def _inside(cast: Cast) -> Iterator[None]:
    with open_access(access_for_work(cast.ekby.pk)):
        yield


def test_standing_follows_results_and_deviations(cast: Cast) -> None:
    obligation = make_obligation(make_followed(cast.ekby))
    assert obligation.standing.state == KeptState.UNKNOWN

    note_result(obligation, Finding(on=SEEN, is_kept=True, source=ResultSource.CONTROL, value=Decimal(64)))
    obligation.standing.refresh_from_db()
    assert (obligation.standing.state, obligation.standing.checked_on) == (KeptState.KEPT, SEEN)

    note_deviation(obligation.contract, Found("Diesel", "Two of five cars", SEEN, "critical", obligation=obligation))
    obligation.standing.refresh_from_db()
    assert (obligation.standing.state, obligation.standing.worst) == (KeptState.NOT_KEPT, "critical")


def test_single_step_that_does_not_rise_is_judged_by_its_own_threshold(cast: Cast) -> None:
    contract = make_followed(cast.ekby)
    only = ((Decimal(9), 0),)
    most = make_obligation(contract, steps=only, unit="N/kN", on_extension="", direction="at_most")
    least = make_obligation(contract, steps=only, unit="N/kN", on_extension="")

    for each in (most, least):
        note_result(each, Finding(on=SEEN, is_kept=each is most, source=ResultSource.CONTROL, value=Decimal("8.7")))
        each.standing.refresh_from_db()

    assert [each.standing.state for each in (most, least)] == [KeptState.KEPT, KeptState.NOT_KEPT]
    assert [each.standing.threshold for each in (most, least)] == [Decimal(9), Decimal(9)]


def test_void_result_counts_no_more(cast: Cast) -> None:
    contract = make_followed(cast.ekby)
    obligation = make_obligation(contract)
    source = contract.uuid
    note_result(obligation, Finding(on=SEEN, is_kept=False, source=ResultSource.REPORT, source_id=source))

    assert void_results(source=ResultSource.REPORT, source_id=source, because="Wrong car park") == 1
    obligation.standing.refresh_from_db()
    assert obligation.standing.state == KeptState.UNKNOWN


def test_step_that_takes_effect_is_found_by_the_sweep(cast: Cast) -> None:
    obligation = make_obligation(make_followed(cast.ekby))
    work_out([obligation.pk], today=FIRST_DAY)
    assert work_out_due(cast.ekby.pk, today=date(2028, 2, 29)) == 0

    assert work_out_due(cast.ekby.pk, today=date(2028, 3, 1)) == 1
    obligation.standing.refresh_from_db()
    assert obligation.standing.threshold == Decimal(70)


def test_withdrawn_contract_has_no_standings(cast: Cast) -> None:
    contract = make_followed(cast.ekby)
    make_obligation(contract)

    contract.state = ContractState.WITHDRAWN
    save_contract(contract)

    assert not ObligationStanding.objects.filter(contract=contract).exists()


@pytest.mark.parametrize("obligations", [1, 3])
def test_working_out_takes_as_many_queries_for_one_as_for_three(cast: Cast, obligations: int) -> None:
    contract = make_followed(cast.ekby)
    keys = [make_obligation(contract).pk for _number in range(obligations)]

    with CaptureQueriesContext(connection) as queries:
        work_out(keys)

    assert len(queries) == 10
