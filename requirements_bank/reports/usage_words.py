"""Who uses what, in the reader's words: rows of pages, and the whole as a sheet."""

from collections.abc import Iterable
from typing import Any

from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from foundation.spreadsheets import Column, Sheet
from requirements_bank.calculations.texts import language_of, text_in
from requirements_bank.queries.usage import Usage, Use, UsedRequirement
from requirements_bank.reports.code_words import AREAS, LEVELS
from requirements_bank.reports.example_words import OWNER

USES = {
    Use.AS_IS: gettext_lazy("As it is"),
    Use.VARIANT: gettext_lazy("As a variant of its own"),
    Use.PROCUREMENT: gettext_lazy("In a procurement"),
    Use.CONTRACT: gettext_lazy("In a contract"),
}
SHARE_DECIMALS = 3


def used_row(row: UsedRequirement) -> dict[str, Any]:
    """Return what a table shows of a requirement and its uses; a share that nobody knows is None."""
    language = (get_language() or "en")[:2]
    title = row.newest.title or {}  # type: ignore[attr-defined] # read by the query, without the whole content
    return {
        "requirement": row.requirement,
        "code": row.requirement.code,
        "title": text_in(title, language),
        "language": language_of(title, language),
        "owner": row.requirement.organisation.name if row.requirement.organisation else OWNER,
        "area": str(AREAS.get(row.newest.area, row.newest.area)),
        "level": str(LEVELS.get(row.newest.level, row.newest.level)),
        "version": row.newest,
        "users": row.usage.users,
        "older": sum(use.version_id != row.newest.pk for use in row.usage.rows),
        "kept": row.usage.kept_share,
        "is_retired_in_use": row.is_retired_in_use,
        "is_review_due": row.is_review_due,
    }


def usage_rows(usage: Usage) -> list[dict[str, Any]]:
    """Return the uses of a version for its table."""
    return [
        {
            "organisation": row.organisation,
            "use": str(USES[row.use]),
            "name": row.name,
            "address": row.address,
            "since": row.since,
            "kept": row.kept / row.checked if row.kept is not None and row.checked else None,
            "checked": row.checked if row.kept is not None else None,
        }
        for row in usage.rows
    ]


def usage_sheet(rows: Iterable[UsedRequirement]) -> Sheet:
    """Return what is used as a sheet; a share that nobody knows is an empty cell."""
    columns = [
        Column(_("Code")), Column(_("Title")), Column(_("Owner")), Column(_("Area")), Column(_("Level")),
        Column(_("Newest version"), "integer"), Column(_("Organisations that use it"), "integer"),
        Column(_("Uses of older versions"), "integer"), Column(_("Kept, share"), "number"),
        Column(_("Next review"), "date"),
    ]  # fmt: skip
    return Sheet(_("What is used"), columns, (_cells(used_row(row)) for row in rows))


def _cells(row: dict[str, Any]) -> list[Any]:
    kept = None if row["kept"] is None else round(row["kept"], SHARE_DECIMALS)
    version = row["version"]
    return [
        row["code"], row["title"], row["owner"], row["area"], row["level"], version.number, row["users"], row["older"],
        kept, version.review_on,
    ]  # fmt: skip
