"""Take over what is proposed for a contract's year: what a person ticked, each once."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext as _

from follow_up.calculations.year_plan import year_plan
from follow_up.models import PlannedTask, TaskKind
from follow_up.queries.followed_days import followed_days
from follow_up.reports.plan_words import PLAN_LANGUAGES, ProposedWords, proposed_words
from follow_up.services.plan_tasks import TaskSaid, plan_task
from follow_up.services.refusals import FollowUpNotPossibleError, record
from organisations.models import User
from procurement.models import Contract, Obligation


@dataclass(frozen=True, slots=True)
class Proposed:
    """A proposal in words, and the task that was made of it before, if any."""

    words: ProposedWords
    task: PlannedTask | None

    @property
    def key(self) -> str:
        """What it is known by."""
        return self.words.proposal.key


def proposed_year(contract: Contract, year: int, language: str) -> list[Proposed]:
    """Return what is proposed for a contract's year, by day, with what was taken over already."""
    days = followed_days(contract)
    found = [proposed_words(each, language) for each in year_plan(days, year)] if days else []
    keys = {_key(contract, each.proposal.key): each for each in found}
    there = PlannedTask.objects.filter(organisation=contract.organisation_id, made_from__in=keys)
    made: Mapping[str, PlannedTask] = {task.made_from: task for task in there}
    return [Proposed(each, made.get(key)) for key, each in keys.items()]


@transaction.atomic
def take_over_year(
    contract: Contract, year: int, keys: Collection[str], *, language: str, owner: User | None = None
) -> int:
    """Plan what was ticked of a year's proposal; return how many tasks are new: none twice, whoever ticks it again.

    Raises FollowUpNotPossibleError where nothing is ticked, and for a language in which there are no words.
    """
    if language not in PLAN_LANGUAGES:
        raise FollowUpNotPossibleError(_("Choose one of the languages."), field="language")
    chosen = [each for each in proposed_year(contract, year, language) if each.key in set(keys)]
    if not chosen:
        raise FollowUpNotPossibleError(_("Tick at least one of the tasks."))
    new = [each for each in chosen if each.task is None]
    for each in new:
        plan_task(
            organisation=contract.organisation,
            said=_said(contract, each.words, owner),
            made_from=_key(contract, each.key),
        )
    if new:
        record("plan", "taken_over", contract.uuid, contract, number=len(new), year=str(year))
    return len(new)


def _said(contract: Contract, words: ProposedWords, owner: User | None) -> TaskSaid:
    return TaskSaid(
        kind=TaskKind(words.template.kind),
        title=words.title,
        due_on=words.proposal.day,
        contract=contract,
        owner=owner,
        agenda=words.agenda,
        hours=Decimal(words.template.hours),
        covers=list(Obligation.objects.filter(contract=contract, pk__in=words.proposal.covers)),
    )


def _key(contract: Contract, key: str) -> str:
    return f"year:{contract.uuid}:{key}"
