"""What was followed up stays; nobody is written to about a contract that was a slip."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.utils import timezone

from follow_up.models import Deviation, PlannedTask, ResultSource, SupplierReport
from follow_up.queries.days_to_remind import days_to_remind
from follow_up.services.due_reports import make_due_reports, remind_of_reports
from follow_up.services.note_deviation import Found, note_deviation
from follow_up.services.note_result import Finding, note_result
from follow_up.services.report_requests import LineSaid, ask_for_reports
from follow_up.services.task_progress import cancel_task
from foundation.models import Message
from organisations.models import Organisation
from procurement.models import Contract, ContractState
from procurement.services.locked_contract import ContractNotPossibleError
from procurement.services.register_contract import mend_contract, withdraw_registered
from procurement.services.register_contract import said_of as contract_said
from procurement.services.registered_obligations import remove_obligation
from tests.factories.controls import make_evidence
from tests.factories.follow_up import make_deviation, make_followed, make_obligation
from tests.factories.plan import make_task
from tests.factories.registered import make_obliged, make_registered
from tests.factories.reports import said_of

pytestmark = pytest.mark.usefixtures("in_english")
WHY = "Registered twice."


@pytest.fixture
def contract(at_work_in_ekby: Organisation) -> Contract:
    return make_registered(at_work_in_ekby)


def withdraw(contract: Contract) -> Contract:
    contract.refresh_from_db()
    return withdraw_registered(contract, because=WHY, revision=contract.revision)


def test_a_contract_with_a_deviation_of_no_obligation_is_no_slip(contract: Contract) -> None:
    note_deviation(contract, Found("Safety", "No helmets.", timezone.localdate()))

    with pytest.raises(ContractNotPossibleError, match="no slip"):
        withdraw(contract)
    assert Deviation.objects.get().contract.state == ContractState.SIGNED


def test_a_contract_whose_supplier_was_asked_for_reports_is_no_slip(contract: Contract) -> None:
    ask_for_reports(contract, said_of(contract, first_day=contract.first_day), [LineSaid("km")])

    with pytest.raises(ContractNotPossibleError, match="no slip"):
        withdraw(contract)


def test_what_is_only_planned_on_it_leaves_a_slip_a_slip(contract: Contract) -> None:
    make_task(contract.organisation, contract=contract)

    assert withdraw(contract).state == ContractState.WITHDRAWN


def test_an_obligation_that_a_supplier_is_asked_about_stays(contract: Contract) -> None:
    obligation = make_obliged(contract)
    line = LineSaid("share", label="Share", obligation=obligation)
    request = ask_for_reports(contract, said_of(contract, first_day=contract.first_day), [line])
    contract.refresh_from_db()

    with pytest.raises(ContractNotPossibleError, match="followed up"):
        remove_obligation(obligation, because=WHY, revision=contract.revision)
    assert request.lines.get().obligation == obligation


def test_an_obligation_that_a_task_is_to_look_at_stays_until_the_task_is_cancelled(contract: Contract) -> None:
    obligation = make_obliged(contract)
    task = make_task(contract.organisation, contract=contract, covers=(obligation,))
    contract.refresh_from_db()
    with pytest.raises(ContractNotPossibleError, match="followed up"):
        remove_obligation(obligation, because=WHY, revision=contract.revision)

    cancel_task(task, because=WHY, revision=task.revision)
    remove_obligation(obligation, because=WHY, revision=contract.revision)
    assert not contract.obligations.exists()


def test_nobody_is_reminded_of_what_hangs_on_a_withdrawn_contract(at_work_in_ekby: Organisation) -> None:
    obligation = make_obligation(make_followed(at_work_in_ekby))
    contract, today = obligation.contract, timezone.localdate()
    until = today + timedelta(days=5)
    make_task(at_work_in_ekby, contract=contract, due_on=until)
    own = make_task(at_work_in_ekby, "Our own meeting", due_on=until)
    make_deviation(at_work_in_ekby, obligation=obligation, deadline=until)
    make_evidence(contract, valid_until=until)
    Contract.objects.update(state=ContractState.WITHDRAWN, withdrawn_because=WHY)

    kinds = ("task_due", "deviation_deadline", "evidence_expires")
    found = [each for kind in kinds for each in days_to_remind(at_work_in_ekby, kind, today, until)]
    assert (PlannedTask.objects.count(), [each.title for each in found]) == (2, [own.title])


def test_no_supplier_is_reminded_of_reports_of_a_withdrawn_contract(at_work_in_ekby: Organisation) -> None:
    contract = make_followed(at_work_in_ekby)
    ask_for_reports(contract, said_of(contract), [LineSaid("km")])
    make_due_reports(at_work_in_ekby.pk, date(2026, 4, 2))
    long_ago = timezone.now() - timedelta(days=600)
    SupplierReport.objects.update(asked_at=long_ago, due_on=date(2027, 1, 1))
    letters = Message.objects.count()
    Contract.objects.update(state=ContractState.WITHDRAWN, withdrawn_because=WHY)

    assert remind_of_reports(at_work_in_ekby.pk, date(2027, 1, 1)) == 0
    assert Message.objects.count() == letters


@pytest.fixture
def looked_at(contract: Contract) -> Contract:
    """What its steps ask was looked at in June 2026, on the second one."""
    seen = Finding(date(2026, 6, 1), is_kept=False, source=ResultSource.CONTROL, value=Decimal(60), step=2)
    note_result(make_obliged(contract), seen)
    contract.refresh_from_db()
    return contract


@pytest.mark.parametrize(
    ("said", "field"), [({"first_day": date(2026, 3, 1)}, "first_day"), ({"months": 20}, "months")]
)
def test_days_are_not_mended_so_that_other_steps_would_have_held(
    looked_at: Contract, said: dict[str, Any], field: str
) -> None:
    with pytest.raises(ContractNotPossibleError, match="was followed up already") as refused:
        mend_contract(looked_at, contract_said(looked_at, **said), revision=looked_at.revision)

    days = looked_at.obligations.get().steps.values_list("first_day", flat=True)
    assert (refused.value.field, list(days)) == (field, [date(2025, 2, 1), date(2026, 2, 1)])


def test_days_that_are_still_ahead_are_mended(looked_at: Contract) -> None:
    said = contract_said(looked_at, months=36, title="Fruit")
    mended = mend_contract(looked_at, said, revision=looked_at.revision, today=date(2026, 11, 1))

    assert (mended.title, mended.last_day) == ("Fruit", date(2028, 1, 31))


def test_days_of_what_nobody_followed_up_are_mended(contract: Contract) -> None:
    obligation = make_obliged(contract)
    contract.refresh_from_db()
    mend_contract(contract, contract_said(contract, first_day=date(2025, 3, 1)), revision=contract.revision)

    assert obligation.steps.get(number=1).first_day == date(2025, 3, 1)
