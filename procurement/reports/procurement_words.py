"""A procurement in words: its days in order, and what is known of it."""

from dataclasses import dataclass
from datetime import date

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from foundation import figures
from procurement.models import Agreement, Procedure, Procurement
from procurement.queries.milestones import DAYS, END, LAST_END
from procurement.queries.staircases import period_of
from requirements_bank.queries.known_codes import cpv_names
from requirements_bank.reports.category_words import category_name

MILESTONES = {
    "dialogue_on": gettext_lazy("Talk with the market"),
    "announced_on": gettext_lazy("Notice sent"),
    "bids_due_on": gettext_lazy("Bids due"),
    "awarded_on": gettext_lazy("Award"),
    "first_day": gettext_lazy("Contract begins"),
    END: gettext_lazy("Contract ends"),
    LAST_END: gettext_lazy("Contract ends with all extensions"),
}
"""What each day of a procurement is called."""


@dataclass(frozen=True, slots=True)
class Milestone:
    """One day of a procurement, and whether it lies behind."""

    title: str
    day: date | None
    is_past: bool


def timeline(procurement: Procurement, today: date | None = None) -> list[Milestone]:
    """Return the days of a procurement in order; one that is not planned yet has no day."""
    now = today or timezone.localdate()
    period = period_of(procurement)
    days = [(str(MILESTONES[name]), getattr(procurement, name)) for name in DAYS]
    days.append((str(MILESTONES[END]), period.last if period else None))
    if period and period.options:
        days.append((str(MILESTONES[LAST_END]), period.last_possible))
    return [Milestone(title, day, day is not None and day <= now) for title, day in days]


def about_procurement(procurement: Procurement) -> list[tuple[str, str | None]]:
    """Return terms and what is known of each, None where nothing is."""
    language = get_language() or "en"
    names = cpv_names(language)
    value = procurement.value
    return [
        (_("Category"), category_name(procurement.category) if procurement.category else None),
        (_("CPV codes"), ", ".join(f"{code} {names.get(code, '')}".strip() for code in procurement.cpv) or None),
        (_("Value without VAT"), figures.money(value, procurement.currency, language) if value is not None else None),
        (_("Procedure"), str(Procedure(procurement.procedure).label) if procurement.procedure else None),
        (_("It ends in a"), str(Agreement(procurement.agreement).label)),
        (_("Case number"), procurement.case_number or None),
        (_("The law that holds is that of"), day_of_law(procurement)),
    ]


def day_of_law(procurement: Procurement) -> str | None:
    """Return the day whose law holds for the procurement: the one on which its notice is sent; None without it."""
    return date_format(procurement.announced_on, "DATE_FORMAT") if procurement.announced_on else None
