"""The demonstration's plan: a year for some contracts with minutes, what comes again, hours, talks and traits."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from django.utils import timezone

from follow_up.models import ContractTraits, ControllerCapacity, Interview, PlannedTask, TaskKind, TaskState
from follow_up.services.hours import say_hours
from follow_up.services.interviews import Answers, save_interview, start_interview
from follow_up.services.plan_check import Check, plan_check
from follow_up.services.priorities import Traits, note_traits
from follow_up.services.recurring_tasks import RecurringSaid, make_recurring
from follow_up.services.task_progress import finish_task
from follow_up.services.year_plans import proposed_year, take_over_year
from leadership.demonstration.followed_contracts import LANGUAGES
from leadership.demonstration.followed_people import at_follow_up, contract_called, days_ago, id_of
from organisations.models import Organisation, User
from procurement.calculations.contract_period import months_later

SAID = Path(__file__).parent / "followed_plans.yaml"
MONTHS = 12


def fill_plans(organisations: Mapping[str, Organisation]) -> None:
    """Plan what is not planned yet, and note what was done, said and thought."""
    for slug, said in _said().items():
        organisation = organisations[slug]
        with at_follow_up(organisation, said["by"]):
            for each in said.get("years", ()):
                _year(organisation, each, said["minutes"])
            for each in said.get("recurring", ()):
                _recurring(organisation, each)
            _hours(organisation, said)
            for each in said.get("talks", ()):
                _talk(organisation, each)
            for number, traits in said.get("traits", {}).items():
                _traits(organisation, number, traits)


def _year(organisation: Organisation, said: Mapping[str, Any], minutes: Mapping[str, str]) -> None:
    contract, today = contract_called(organisation, said["contract"]), timezone.localdate()
    if contract is None or PlannedTask.objects.filter(made_from__startswith=f"year:{contract.uuid}:").exists():
        return
    language, owner = LANGUAGES[organisation.country], User.objects.get(email=said["owner"])
    for year in (today.year, today.year + 1):
        proposed = proposed_year(contract, year, language)
        keys = [each.key for each in proposed if said.get("reports") or each.words.template.kind != TaskKind.REPORT_DUE]
        if keys:
            take_over_year(contract, year, keys, language=language, owner=owner)
    past = PlannedTask.objects.filter(contract=contract, state=TaskState.PLANNED, due_on__lt=today).order_by("due_on")
    for task in list(past)[: -1 if said.get("late") else None]:
        text, hours = minutes.get(task.kind, ""), task.hours
        finish_task(task, revision=task.revision, done_on=task.due_on, minutes=text, spent_hours=hours)


def _recurring(organisation: Organisation, said: Mapping[str, Any]) -> None:
    contract = contract_called(organisation, said["contract"]) if "contract" in said else None
    make_recurring(
        organisation=organisation,
        said=RecurringSaid(
            said["kind"],
            said["title"],
            days_ago(-said["first_in"]),
            said["every"],
            contract=contract,
            owner=User.objects.get(email=said["owner"]),
            agenda=said.get("agenda", ""),
            hours=Decimal(str(said["hours"])),
        ),
        made_from=f"demonstration:{id_of(organisation, said['title'])}",
    )


def _hours(organisation: Organisation, said: Mapping[str, Any]) -> None:
    """Say how many hours each controller has in the next months, and plan the controls that are named."""
    if "hours" not in said or ControllerCapacity.objects.filter(organisation=organisation).exists():
        return
    this_month = timezone.localdate().replace(day=1)
    months = [months_later(this_month, later) for later in range(MONTHS)]
    people = {User.objects.get(email=email): hours for email, hours in said["hours"].items()}
    capacity = {(person, month): _in_month(hours, month) for person, hours in people.items() for month in months}
    say_hours(organisation=organisation, capacity=capacity, by_kind={})
    for each in said.get("checks", ()):
        contract = contract_called(organisation, each["contract"])
        if contract:
            owner, month = User.objects.get(email=each["owner"]), months_later(this_month, each["month"])
            plan_check(contract, Check(each["kind"], month, owner, Decimal(each["hours"]), each["title"]))


def _in_month(hours: int, month: date) -> Decimal:
    """Return the hours of a month; July is for holidays."""
    return Decimal(0) if month.month == 7 else Decimal(hours)  # noqa: PLR2004 - July


def _talk(organisation: Organisation, said: Mapping[str, Any]) -> None:
    key = id_of(organisation, "talk", said["with"])
    if Interview.objects.filter(organisation=organisation, uuid=key).exists():
        return
    adviser = User.objects.get(email=said["with"])
    talk = start_interview(organisation=organisation, adviser=adviser, held_on=days_ago(said["ago"]), key=key)
    found = {contract_called(organisation, number): told for number, told in said["answers"].items()}
    answers = {contract: Answers(**told) for contract, told in found.items() if contract}
    save_interview(talk, answers, note=said.get("note", ""), revision=talk.revision)


def _traits(organisation: Organisation, number: str, said: Mapping[str, Any]) -> None:
    contract = contract_called(organisation, number)
    if contract and not ContractTraits.objects.filter(contract=contract).exists():
        note_traits(contract, Traits(**said), revision=0)


@cache
def _said() -> dict[str, Any]:
    read: dict[str, Any] = yaml.safe_load(SAID.read_text(encoding="utf-8"))
    return read
