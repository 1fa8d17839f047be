"""The list of procurements as a table to save."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from foundation.spreadsheets import Column, Sheet
from procurement.models import Agreement, Procedure, Procurement, Stage
from procurement.queries.staircases import period_of
from requirements_bank.reports.category_words import category_name


def procurements_sheet(found: Iterable[Procurement]) -> Sheet:
    """Return a row for each procurement; what is not known is empty."""
    columns = [
        Column(_("What is bought")),
        Column(_("Led by")),
        Column(_("Stage")),
        Column(_("Case number")),
        Column(_("Category")),
        Column(_("CPV codes")),
        Column(_("Value without VAT"), "money"),
        Column(_("Currency")),
        Column(_("Procedure")),
        Column(_("It ends in a")),
        Column(_("Talk with the market"), "date"),
        Column(_("Notice sent"), "date"),
        Column(_("Bids due"), "date"),
        Column(_("Award"), "date"),
        Column(_("Contract begins"), "date"),
        Column(_("Contract ends"), "date"),
        Column(_("Contract ends with all extensions"), "date"),
        Column(pgettext("of a procurement", "Requirements"), "integer"),
    ]
    return Sheet(_("Procurements"), columns, _rows(found))


def _rows(found: Iterable[Procurement]) -> Iterator[list[Any]]:
    for each in found:
        period = period_of(each)
        yield [
            each.title,
            each.organisation.name,
            str(Stage(each.stage).label),
            each.case_number,
            category_name(each.category) if each.category else None,
            ", ".join(each.cpv),
            each.value,
            each.currency,
            str(Procedure(each.procedure).label) if each.procedure else None,
            str(Agreement(each.agreement).label),
            each.dialogue_on,
            each.announced_on,
            each.bids_due_on,
            each.awarded_on,
            each.first_day,
            period.last if period else None,
            period.last_possible if period else None,
            getattr(each, "held", None),
        ]
