"""A procurement in words: its days in order, and what is known of it."""

from dataclasses import dataclass
from datetime import date

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from foundation import figures
from procurement.models import Agreement, Contract, Procedure, Procurement, Stage
from procurement.queries.milestones import (
    AWARDED,
    BEGIN_BY,
    CALL_OFF_END,
    CLOSES,
    DAYS,
    END,
    LAST_END,
    NOTICE,
    ORDER,
    SIGN_AFTER,
    SIGNED,
    STEP,
    STEP_NOTICE,
    DatedMilestone,
    Standing,
    milestones_of,
)
from procurement.queries.signed_contracts import Signed, signed_of
from procurement.reports.contract_words import threshold_in_words, who_delivers
from requirements_bank.queries.known_codes import cpv_names
from requirements_bank.reports.category_words import category_name

MILESTONES = {
    "dialogue_on": gettext_lazy("Talk with the market"),
    CLOSES: gettext_lazy("Suppliers answer until"),
    "announced_on": gettext_lazy("Notice sent"),
    "bids_due_on": gettext_lazy("Bids due"),
    "awarded_on": gettext_lazy("Award"),
    "first_day": gettext_lazy("Contract begins"),
    SIGN_AFTER: gettext_lazy("Standstill ends"),
    SIGNED: gettext_lazy("Contract signed"),
    STEP_NOTICE: gettext_lazy("Step told to the supplier by"),
    STEP: gettext_lazy("Step takes effect"),
    CALL_OFF_END: gettext_lazy("Call-off ends"),
    BEGIN_BY: gettext_lazy("Next purchase begun by"),
    NOTICE: gettext_lazy("Next extension told by"),
    END: gettext_lazy("Contract ends"),
    LAST_END: gettext_lazy("Contract ends with all extensions"),
}
"""What each day of a procurement is called."""


USUAL = (*DAYS, END)
"""The days of which it is said that nobody has planned them."""


@dataclass(frozen=True, slots=True)
class Milestone:
    """One day of a procurement, whether it lies behind, and to whom it belongs, empty where to all."""

    title: str
    day: date | None
    is_past: bool
    note: str = ""
    kind: str = ""


def timeline(procurement: Procurement, today: date | None = None, signed: Signed | None = None) -> list[Milestone]:
    """Return the days of a procurement, the first first; one that nobody planned has none, and stands where it belongs.

    Of one that is stopped nothing comes any more that is not signed.
    """
    now = today or timezone.localdate()
    held = list(milestones_of(procurement, signed_of(procurement) if signed is None else signed, now))
    known = {each.kind for each in held}
    told = [
        Milestone(day_name(each), each.day, each.day <= now, note_of(each), each.kind)
        for each in sorted(held, key=lambda each: (each.day, ORDER.index(each.kind)))
    ]
    for kind in USUAL if procurement.stage != Stage.STOPPED else ():
        if kind not in known:
            missing = Milestone(str(MILESTONES[kind]), None, is_past=False, kind=kind)
            told.insert(_place_of(kind, told), missing)
    return told


def stopped_sentence(procurement: Procurement, stopped_on: date | None) -> str:
    """Return when it was stopped, and that nothing will begin; empty for one that goes on."""
    if procurement.stage != Stage.STOPPED:
        return ""
    if stopped_on is None:
        return _("Stopped. Nothing will begin.")
    return _("Stopped on %(day)s. Nothing will begin.") % {"day": date_format(stopped_on)}


def day_name(milestone: DatedMilestone) -> str:
    """Return what a day is called, and whether it is planned or agreed where it might be either."""
    name = str(MILESTONES[milestone.kind])
    if milestone.kind == AWARDED and milestone.standing in (Standing.AWARDED, Standing.SIGNED):
        return _("Award decided")
    sentence = {
        Standing.PLANNED: _("%(day)s (planned)"),
        Standing.AWARDED: _("%(day)s (awarded, not signed yet)"),
        Standing.SIGNED: _("%(day)s (signed)"),
    }.get(milestone.standing)
    return sentence % {"day": name} if sentence else name


def _place_of(kind: str, told: list[Milestone]) -> int:
    """Return where a day that nobody planned stands: before the first that comes after it in a procurement."""
    later = (place for place, each in enumerate(told) if ORDER.index(each.kind) > ORDER.index(kind))
    return next(later, len(told))


def note_of(milestone: DatedMilestone) -> str:
    """Return which step a day is about and with whom, where it does not belong to all contracts."""
    said = [_step_words(milestone)] if milestone.step else []
    if milestone.step and milestone.step.obligation.party:
        said.append(milestone.step.obligation.party.name)
    elif milestone.kind == CALL_OFF_END:
        said += [f"{each.title}, {who_delivers(each)}" for each in milestone.contracts]
    elif milestone.contracts:
        said.append(", ".join(who_delivers(each) for each in milestone.contracts))
    return " – ".join(said)


def _step_words(milestone: DatedMilestone) -> str:
    step = milestone.step
    if step is None:
        return ""
    about = step.obligation
    asked = threshold_in_words(about.direction, about.unit, step.threshold)
    return f"{about.code or about.title}: {asked}"


def about_procurement(procurement: Procurement, signed: Signed | None = None) -> list[tuple[str, str | None]]:
    """Return terms and what is known of each, None where nothing is; with whom and for how much what is signed is."""
    held = signed_of(procurement) if signed is None else signed
    language = get_language() or "en"
    names = cpv_names(language)
    value = procurement.value
    return [
        (_("Category"), category_name(procurement.category) if procurement.category else None),
        (_("CPV codes"), ", ".join(f"{code} {names.get(code, '')}".strip() for code in procurement.cpv) or None),
        (
            _("Value as planned, without VAT") if held else _("Value without VAT"),
            figures.money(value, procurement.currency, language) if value is not None else None,
        ),
        *[(_("Signed with"), _delivers_for(each, language)) for each in held.contracts],
        (_("Procedure"), str(Procedure(procurement.procedure).label) if procurement.procedure else None),
        (_("It ends in a"), str(Agreement(procurement.agreement).label)),
        (_("Case number"), procurement.case_number or None),
        (_("The law that holds is that of"), day_of_law(procurement)),
    ]


def _delivers_for(contract: Contract, language: str) -> str:
    value = figures.MISSING if contract.value is None else figures.money(contract.value, contract.currency, language)
    return f"{who_delivers(contract)}: {value}"


def day_of_law(procurement: Procurement) -> str | None:
    """Return the day whose law holds for the procurement: the one on which its notice is sent; None without it."""
    return date_format(procurement.announced_on, "DATE_FORMAT") if procurement.announced_on else None
