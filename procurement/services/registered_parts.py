"""Suppliers and extensions of a registered contract, as they are said now, and whether its steps still fit in it."""

from collections.abc import Sequence
from datetime import date

from django.db.models import ProtectedError
from django.utils.translation import gettext as _

from foundation.personal_numbers import without_personal_numbers
from foundation.written_names import name_key, tidy_name
from procurement.calculations.staircase_check import problems_of
from procurement.models import Contract, ContractOption, ContractParty, Obligation, ObligationStep
from procurement.queries.contracts import days_of
from procurement.queries.obligations import obligations_of, staircase_of_obligation
from procurement.queries.registered import followed_up
from procurement.reports.contract_words import shown_number
from procurement.services.locked_contract import ContractNotPossibleError
from procurement.services.registered_said import PartySaid


def keep_parties(contract: Contract, parties: Sequence[PartySaid]) -> None:
    """Let the contract have exactly these suppliers; one that stays keeps its place in call-offs and obligations."""
    stored = list(ContractParty.objects.filter(contract=contract))
    by_id, by_name = {each.uuid: each for each in stored}, {name_key(each.name): each for each in stored}
    kept: list[ContractParty] = []
    for said in parties:
        name = without_personal_numbers(tidy_name(said.name)) or ""
        there = by_id.get(said.uuid) if said.uuid else by_name.get(name_key(name))
        party = there if there and there not in kept else ContractParty(contract=contract)
        party.organisation_id = contract.organisation_id
        party.name = name[:200]
        if said.number != shown_number(party.number):  # a person's comes back as it is shown
            party.number = said.number.strip()[:40]
        party.email = said.email.strip()
        kept.append(party)
    _let_go(contract, [each for each in stored if each not in kept])
    for party in kept:  # two may swap their names
        ContractParty.objects.filter(pk=party.pk).exclude(name=party.name).update(name=str(party.uuid))
    for party in kept:
        party.save()


def _let_go(contract: Contract, parties: Sequence[ContractParty]) -> None:
    for party in parties:
        if contract.obligations.filter(party=party).exists():
            sentence = _("Something binds “%(name)s” alone. Take that obligation out first.")
            raise ContractNotPossibleError(sentence % {"name": party.name}, field="parties")
        try:
            party.delete()
        except ProtectedError as error:
            sentence = _("“%(name)s” took part in a mini-competition. It stays a supplier of the agreement.")
            raise ContractNotPossibleError(sentence % {"name": party.name}, field="parties") from error


def keep_options(contract: Contract, options: Sequence[int], notice_months: int) -> None:
    """Let the contract have exactly these extensions; ContractNotPossibleError for another one where one is used."""
    stored = list(ContractOption.objects.filter(contract=contract))
    used = [each.months for each in stored if each.used_on]
    if list(options[: len(used)]) != used:
        sentence = _("Extension %(number)s is used already. Leave the months of the used ones as they are.")
        raise ContractNotPossibleError(sentence % {"number": len(used)}, field="options")
    ContractOption.objects.filter(contract=contract, used_on=None).delete()
    ContractOption.objects.filter(contract=contract).update(notice_months=notice_months)
    ContractOption.objects.bulk_create(
        ContractOption(
            organisation_id=contract.organisation_id,
            contract=contract,
            number=number,
            months=months,
            notice_months=notice_months,
        )
        for number, months in enumerate(options, start=1)
        if number > len(used)
    )


def check_steps_fit(contract: Contract) -> None:
    """Refuse other days of the contract where a step of what it obliges to would lie after them."""
    days = days_of(contract)
    for obligation in obligations_of(contract) if days else []:
        steps = [step for step in obligation.steps.all() if obligation.direction]
        staircase = staircase_of_obligation(obligation, steps) if steps else None
        if staircase and days and any(each.is_error for each in problems_of(staircase, days.period)):
            sentence = _("A step of “%(title)s” would no longer lie within the contract. Mend that obligation first.")
            raise ContractNotPossibleError(sentence % {"title": obligation.title}, field="months")


FollowedDays = frozenset[tuple[int, int, date, date]]


def followed_days(contract: Contract, today: date) -> FollowedDays:
    """Return from when to when steps of what was followed up held, no later than today, by obligation and number.

    Number 0 is the contract itself, on which what has no steps rests.
    """
    keys = followed_up(contract.obligations.all())
    steps = ObligationStep.objects.filter(obligation__in=keys, needs_option=False)
    held = [(each.obligation_id, each.number, each.first_day, each.last_day) for each in steps]
    held += [(key, 0, contract.first_day, contract.last_day) for key in keys]
    return frozenset(
        (key, number, first, min(last, today)) for key, number, first, last in held if first and last and first <= today
    )


def check_followed_days(contract: Contract, before: FollowedDays, today: date, *, field: str) -> None:
    """Refuse days with which other steps would have held when somebody followed them up; `before` is what did hold."""
    moved = before ^ followed_days(contract, today)
    if moved:
        title = Obligation.objects.get(pk=min(moved)[0]).title
        sentence = _(
            "“%(title)s” was followed up already, and with these days other steps would have held then."
            " Leave the days as they are, or change its steps on a ground."
        )
        raise ContractNotPossibleError(sentence % {"title": title}, field=field)
