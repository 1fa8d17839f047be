"""The list of procurements as a table to save."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from foundation.spreadsheets import Column, Sheet
from procurement.models import Agreement, Procedure, Procurement, Stage
from procurement.queries.signed_contracts import NOTHING_SIGNED, Signed, signed_contracts
from procurement.queries.staircases import period_of
from procurement.reports.contract_words import who_delivers
from requirements_bank.reports.category_words import category_name


def procurements_sheet(found: Iterable[Procurement]) -> Sheet:
    """Return a row for each procurement; what is not known is empty. Once all is signed, it is from when to when.

    Of several contracts it is from the first day of the first to the last day of the last.
    """
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
        Column(_("Suppliers")),
        Column(pgettext("of a procurement", "Requirements"), "integer"),
    ]
    return Sheet(_("Procurements"), columns, _rows(list(found)))


def _rows(found: list[Procurement]) -> Iterator[list[Any]]:
    signed = signed_contracts(found)
    for each in found:
        held = signed.get(each.pk, NOTHING_SIGNED)
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
            *_days(each, held),
            "; ".join(who_delivers(contract) for contract in held.contracts) or None,
            getattr(each, "held", None),
        ]


def _days(procurement: Procurement, signed: Signed) -> list[date | None]:
    """Return when it begins, when it ends, and when with all extensions: as signed, else as planned unless stopped."""
    if signed.replaces_plan:
        return [signed.first_day, signed.last_day, signed.last_possible_day]
    if procurement.stage == Stage.STOPPED:
        return [None, None, None]
    period = period_of(procurement)
    return [procurement.first_day, period.last if period else None, period.last_possible if period else None]
