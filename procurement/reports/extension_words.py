"""What the next extension of a contract would bring: the new last day, and the steps that begin in it."""

from collections.abc import Iterator
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from procurement.models import Contract, ContractOption, ContractState
from procurement.queries.obligations import obligations_of
from procurement.reports.contract_words import threshold_in_words


def extension_lines(contract: Contract, today: date) -> list[str]:
    """Return what happens if the next extension is used, in sentences; empty where there is none to use."""
    option = contract.options.filter(used_on=None).order_by("number").first()
    if contract.state != ContractState.SIGNED or option is None or option.last_day is None:
        return []
    words = {"number": option.number, "day": date_format(option.last_day), "before": _before(contract)}
    said = [_("Extension %(number)s: the contract ends on %(day)s instead of %(before)s.") % words]
    if option.notice_on:
        told = _("The supplier is to be told by %(day)s; that day has passed.")
        still = _("The supplier is to be told by %(day)s.")
        said.append((told if option.notice_on < today else still) % {"day": date_format(option.notice_on)})
    steps = list(_steps(contract, option))
    return [*said, *(steps or [_("No step begins in it; what the contract asks for before it goes on.")])]


def _before(contract: Contract) -> str:
    return date_format(contract.last_day) if contract.last_day else ""


def _steps(contract: Contract, option: ContractOption) -> Iterator[str]:
    """Yield each step that only this extension brings."""
    found = [
        (step.first_day, obligation, step)
        for obligation in obligations_of(contract)
        for step in obligation.steps.all()
        if step.first_day and step.needs_option and step.option == option.number
    ]
    for day, obligation, step in sorted(found, key=lambda each: (each[0], each[1].position)):
        words = {
            "title": f"{obligation.code} {obligation.title}".strip(),
            "asked": threshold_in_words(obligation.direction, obligation.unit, step.threshold),
            "day": date_format(day),
        }
        yield _("From %(day)s, %(title)s: %(asked)s.") % words
