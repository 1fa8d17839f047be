"""A contract in words: what comes next, what is known of it, what it obliges to and when."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from foundation import figures
from foundation.personal_numbers import masked
from procurement.calculations.obligation_steps import Origin
from procurement.models import Contract, ContractOption, ContractParty, ContractState, Obligation, ObligationStep
from procurement.queries.joint_followed import late_steps
from procurement.queries.registered import is_registered
from procurement.reports.joint_followed_words import late_sentences
from procurement.reports.staircase_words import number, price_in_words
from requirements_bank.calculations.requirement import Direction, Kind
from requirements_bank.reports.category_words import category_name
from requirements_bank.reports.code_words import DIRECTIONS
from suppliers.calculations.numbers import is_anybodys

ORIGINS: Mapping[Origin, Any] = {
    Origin.ASKED: gettext_lazy("as asked"),
    Origin.OFFERED: gettext_lazy("offered in the bid"),
    Origin.CHANGED: gettext_lazy("changed during the contract"),
}


@dataclass(frozen=True, slots=True)
class ShownStep:
    """One step of an obligation as a page says it."""

    asked: str
    step: ObligationStep
    is_now: bool
    price: tuple[str, ...] = ()
    is_of_contract: bool = False

    @property
    def remarks(self) -> list[str]:
        """Where the step comes from, when it is told of, and its bonus and penalty."""
        step = self.step
        if step.needs_option:
            origin = _("from extension %(number)s") % {"number": step.option}
        else:
            origin = _("as the contract says") if self.is_of_contract else str(ORIGINS[Origin(step.origin)])
        if step.notice_on is None:
            return [origin, *self.price]
        return [origin, _("notice by %(day)s") % {"day": date_format(step.notice_on, "SHORT_DATE_FORMAT")}, *self.price]


@dataclass(frozen=True, slots=True)
class ShownObligation:
    """An obligation with the steps that hold, those of extensions last; `late` tells of joint ones that do not bind."""

    obligation: Obligation
    steps: list[ShownStep]
    late: list[str] = field(default_factory=list)

    @property
    def lacks_offer(self) -> bool:
        """Whether it is an award criterion on which nothing was offered."""
        is_criterion = self.obligation.kind == Kind.AWARD_CRITERION
        return is_criterion and not (self.obligation.answer or self.steps)

    @property
    def promised(self) -> str:
        """What was offered on an award criterion that does not rise, and is owed throughout; empty for all else."""
        is_criterion = self.obligation.kind == Kind.AWARD_CRITERION
        only = self.steps[0] if is_criterion and len(self.steps) == 1 else None
        return only.asked if only and only.step.origin == Origin.OFFERED.value else ""

    @property
    def asks_now(self) -> str:
        """What it asks for today, empty before its first step and where it has none."""
        return next((each.asked for each in self.steps if each.is_now), "")


def contract_answer(contract: Contract, options: Iterable[ContractOption], today: date) -> str:
    """Return where the contract stands and what comes next, in a sentence."""
    if contract.state == ContractState.WITHDRAWN:
        return _withdrawn(contract)
    if contract.state == ContractState.AWARDED:
        return _to_be_signed(contract)
    if contract.first_day and today < contract.first_day:
        return _("It begins on %(day)s.") % {"day": date_format(contract.first_day)}
    if contract.last_day and today > contract.last_day:
        return _("It ended on %(day)s.") % {"day": date_format(contract.last_day)}
    waiting = next((option for option in options if option.used_on is None), None)
    if waiting and waiting.notice_on and waiting.notice_on >= today:
        words = {"number": waiting.number, "day": date_format(waiting.notice_on)}
        return _("It runs. Extension %(number)s has to be told by %(day)s.") % words
    return _("It runs until %(day)s.") % {"day": date_format(contract.last_day) if contract.last_day else ""}


def _withdrawn(contract: Contract) -> str:
    if contract.parent_id:
        return _("The call-off was withdrawn: %(reason)s") % {"reason": contract.withdrawn_because}
    if contract.award_id is None:
        return _("It was registered in error, and withdrawn: %(reason)s") % {"reason": contract.withdrawn_because}
    if contract.withdrawn_because:
        return _("It was withdrawn before it was signed: %(reason)s") % {"reason": contract.withdrawn_because}
    return _("The award was taken back. This contract was never signed.")


def about_contract_words(contract: Contract) -> list[tuple[str, str | None]]:
    """Return terms and what is known of each, None where nothing is."""
    language = get_language() or "en"
    return [
        (_("Value without VAT"), _value(contract, language)),
        (_("Category"), category_name(contract.category) if contract.category else None),
        (_("Contract number"), contract.number or None),
        (_("Case number"), contract.case_number or None),
    ]


def days_in_words(contract: Contract) -> list[tuple[str, str | None]]:
    """Return the days of a contract in their order; one that is not known yet has none."""
    days = [
        (_("Award decided"), contract.award.decided_on if contract.award and not contract.parent_id else None),
        (_("Signed"), contract.signed_on),
        (_("Begins"), contract.first_day),
        (_("Ends"), contract.last_day),
    ]
    if contract.last_possible_day != contract.last_day:
        days.append((_("Ends with all extensions"), contract.last_possible_day))
    shown = days if contract.award and not contract.parent_id else days[1:]
    return [(title, date_format(day) if day else None) for title, day in shown]


def shown_obligations(contract: Contract, obligations: Iterable[Obligation], today: date) -> list[ShownObligation]:
    """Return what the contract obliges to, with the steps that hold or may hold, and joint ones that come too late."""
    held = list(obligations)
    late = late_steps(contract, (each.asked_id for each in held))
    return [
        ShownObligation(each, list(_steps(contract, each, today)), late_sentences(late.get(each.asked_id or 0, ())))
        for each in held
    ]


def threshold_in_words(direction: str, unit: str, threshold: Decimal) -> str:
    """Return what a step asks for: "at least 60 %"."""
    figure = figures.plain(number(threshold), get_language() or "en")
    side = str(DIRECTIONS[Direction(direction)]).lower() if direction else ""
    return f"{side} {figure}{figures.NO_BREAK_SPACE}{unit}".strip()


@dataclass(frozen=True, slots=True)
class ShownParty:
    """A supplier in a contract; its number is hidden where it is a person's, its share empty where it has none."""

    party: ContractParty
    number: str
    share: str


def shown_parties(contract: Contract) -> list[ShownParty]:
    """Return the suppliers in words."""
    return [ShownParty(each, shown_number(each.number), _share(each)) for each in contract.parties.all()]


def _share(party: ContractParty) -> str:
    if party.share is None:
        return ""
    return f"{figures.plain(number(party.share), get_language() or 'en')}{figures.NO_BREAK_SPACE}%"


def who_delivers(contract: Contract) -> str:
    """Return the suppliers of a contract, with its lot where it has one."""
    names = ", ".join(party.name for party in contract.parties.all()) or contract.title
    if contract.lot is None:
        return names
    return _("%(names)s (lot %(number)s)") % {"names": names, "number": contract.lot.number}


def shown_number(number: str) -> str:
    """Return an organisation number; the digits of one that is a person's, of whatever country, are hidden."""
    return masked(number) if is_anybodys(number) else number


def _to_be_signed(contract: Contract) -> str:
    until = contract.award.standstill_until if contract.award else None
    if until is None:
        return _("It is awarded and not signed yet.")
    return _("It is awarded. The standstill lasts until %(day)s; it can be signed after that.") % {
        "day": date_format(until)
    }


def _value(contract: Contract, language: str) -> str | None:
    if contract.terms_are_sealed:
        return _("Opens with the bids, or when the contract is signed")
    return None if contract.value is None else figures.money(contract.value, contract.currency, language)


def _steps(contract: Contract, obligation: Obligation, today: date) -> Iterable[ShownStep]:
    for step in obligation.steps.all():
        if step.first_day and step.last_day:
            is_now = step.first_day <= today <= step.last_day and not step.needs_option
            yield ShownStep(
                threshold_in_words(obligation.direction, obligation.unit, step.threshold),
                step,
                is_now,
                _price(contract, step),
                is_registered(contract),
            )


def _price(contract: Contract, step: ObligationStep) -> tuple[str, ...]:
    bonus = price_in_words(step.bonus, step.bonus_amount, contract.currency)
    penalty = price_in_words(step.penalty, step.penalty_amount, contract.currency)
    said = [_("bonus: %(what)s") % {"what": bonus}] if bonus else []
    return tuple([*said, _("if not kept: %(what)s") % {"what": penalty}] if penalty else said)
