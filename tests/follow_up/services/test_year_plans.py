"""What follows from a contract's days is proposed; what is ticked is planned, and never twice."""

from datetime import date
from decimal import Decimal

import pytest

from follow_up.models import PlannedTask
from follow_up.services.refusals import FollowUpNotPossibleError
from follow_up.services.task_progress import cancel_task
from follow_up.services.year_plans import proposed_year, take_over_year
from organisations.models import Organisation
from procurement.models import ContractOption
from tests.factories.follow_up import make_followed, make_obligation

FIRST_WORDS = {"nb": "Dokumentkontroll", "nn": "Skrivebordskontroll", "sv": "Skrivbordskontroll", "en": "Desk"}

pytestmark = pytest.mark.usefixtures("in_english")


def test_the_first_year_has_meetings_and_reports(at_work_in_ekby: Organisation) -> None:
    contract = make_followed(at_work_in_ekby)
    make_obligation(contract, period="half_year")

    found = [(each.words.proposal.day, each.words.title) for each in proposed_year(contract, 2026, "en")]

    assert found == [
        (date(2026, 3, 2), "Start meeting"),
        (date(2026, 7, 30), "Report for 2026-03-01–2026-06-30"),
        (date(2026, 9, 1), "Status meeting"),
    ]


def test_a_step_an_inspection_and_an_extension_have_their_task(at_work_in_ekby: Organisation) -> None:
    contract = make_followed(at_work_in_ekby, category="construction.roads")
    obligation = make_obligation(contract)
    ContractOption.objects.create(
        organisation=at_work_in_ekby, contract=contract, number=1, months=12, notice_on=date(2028, 12, 1)
    )

    proposed = proposed_year(contract, 2028, "sv")

    assert {each.words.proposal.template.value for each in proposed} == {
        "status_meeting",
        "desk_control",
        "site_inspection",
        "evaluation",
    }
    control = next(each for each in proposed if each.words.proposal.template == "desk_control")
    assert (control.words.proposal.day, control.words.proposal.covers) == (date(2028, 1, 31), (obligation.pk,))
    assert control.words.title.startswith("Skrivbordskontroll före steget från ")


@pytest.mark.parametrize("language", ["nb", "nn", "sv", "en"])
def test_each_language_has_its_own_words(at_work_in_ekby: Organisation, language: str) -> None:
    contract = make_followed(at_work_in_ekby)
    make_obligation(contract)
    words = [each.words for year in (2026, 2028) for each in proposed_year(contract, year, language)]

    assert {word.template.hours for word in words} == {2, 3}
    assert all("{" not in word.title and word.agenda.startswith("– ") for word in words)
    control = next(word.title for word in words if word.proposal.template == "desk_control")
    assert control.split()[0] == FIRST_WORDS[language]


def test_what_is_ticked_is_planned_once(at_work_in_ekby: Organisation) -> None:
    contract = make_followed(at_work_in_ekby)
    make_obligation(contract)
    keys = [each.key for each in proposed_year(contract, 2028, "nb")]

    numbers = [take_over_year(contract, 2028, keys[:1], language="nb") for _ in range(2)]
    cancel_task(PlannedTask.objects.get(), revision=1, because="Ikke nødvendig")
    numbers.append(take_over_year(contract, 2028, keys, language="en"))

    assert numbers == [1, 0, len(keys) - 1]
    task = PlannedTask.objects.order_by("due_on")[0]
    assert (task.hours, task.covers.count(), task.title.split()[0]) == (Decimal(3), 1, "Dokumentkontroll")


def test_nothing_ticked_is_said(at_work_in_ekby: Organisation) -> None:
    with pytest.raises(FollowUpNotPossibleError):
        take_over_year(make_followed(at_work_in_ekby), 2026, ["made-up"], language="nb")

    assert PlannedTask.objects.count() == 0
