"""The list of deviations as a table to save."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.utils.translation import gettext as _

from follow_up.models import Deviation
from follow_up.reports.deviation_words import last_step
from foundation.spreadsheets import Column, Sheet


def deviations_sheet(found: Iterable[Deviation]) -> Sheet:
    """Return a row for each of the deviations of `found_deviations`; what is not known is empty."""
    columns = [
        Column(_("Number"), "integer"),
        Column(_("What is not kept")),
        Column(_("Facts")),
        Column(_("Severity")),
        Column(_("State")),
        Column(_("Contract")),
        Column(_("Contract number")),
        Column(_("Supplier")),
        Column(_("Obligation")),
        Column(_("Case number")),
        Column(_("Found on"), "date"),
        Column(_("Found by")),
        Column(_("Asked"), "number"),
        Column(_("Measured"), "number"),
        Column(_("Unit")),
        Column(_("Deadline"), "date"),
        Column(_("The supplier does not agree")),
        Column(_("Step taken")),
        Column(_("Mended since"), "date"),
        Column(_("Closed on"), "date"),
        Column(_("Closed by")),
        Column(_("Opened again"), "integer"),
    ]
    return Sheet(_("Deviations"), columns, _rows(found))


def _rows(found: Iterable[Deviation]) -> Iterator[list[Any]]:
    for each in found:
        yield [
            each.number,
            each.title,
            each.facts,
            each.get_severity_display(),
            each.get_state_display(),
            each.contract.title,
            each.contract.number or None,
            each.party.name if each.party else None,
            each.obligation.title if each.obligation else None,
            each.case_number or None,
            each.found_on,
            each.found_by_name or None,
            each.threshold,
            each.value,
            each.unit or None,
            each.deadline,
            _("yes") if each.is_disputed else _("no"),  # type: ignore[attr-defined] # annotated by found_deviations
            last_step(each) or None,
            each.mended_on,
            each.closed_on,
            each.closed_by or None,
            each.reopened,
        ]
