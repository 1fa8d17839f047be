"""Contracts in an OCDS release or record package, as a table with the columns of the sheet of contracts.

Read are the contracts with the suppliers of their awards, and as much of the period as is whole months: what is missing
stays empty, and whoever checks the row says so. Standard: https://standard.open-contracting.org/1.1
"""

import json
from collections.abc import Iterator, Mapping
from datetime import MAXYEAR, date
from typing import Any

from foundation.problems import Problem
from procurement.calculations.contract_period import ONE_DAY, months_later
from procurement.importers.contract_rows import MOST_ROWS, Table
from procurement.models.procurements import LONGEST_MONTHS

TITLES = (
    *("number", "title", "kind", "supplier", "supplier_number", "supplier_email", "value", "currency"),
    *("signed_on", "first_day", "months", "options"),
)
LEFT_OUT = ("cancelled",)
Json = Mapping[str, Any]


def read_ocds_contracts(data: bytes) -> Table | Problem:
    """Return a row for each contract, numbered from 1; a problem where it is no package, or holds none."""
    try:
        package = json.loads(data.decode("utf-8-sig"))
    except (ValueError, RecursionError):
        return Problem("not_json", "file")
    releases = list(_releases(package))
    if not releases:
        return Problem("no_ocds", "file")
    rows = [row for release in releases for row in _rows(release)]
    if not rows:
        return Problem("no_contracts", "file")
    if len(rows) > MOST_ROWS:
        return Problem("too_many_rows", "file", values={"most": MOST_ROWS})
    return Table(TITLES, tuple(enumerate(rows, start=1)))


def _releases(package: object) -> Iterator[Json]:
    """Yield the releases of a package, and of a record its compiled release, or the last that it embeds."""
    said = _object(package)
    for release in _objects(said.get("releases")):
        if "ocid" in release:
            yield release
    for record in _objects(said.get("records")):
        compiled = _object(record.get("compiledRelease"))
        embedded = [each for each in _objects(record.get("releases")) if "ocid" in each]
        if compiled or embedded:
            yield compiled or embedded[-1]


def _rows(release: Json) -> Iterator[tuple[str, ...]]:
    parties = {_text(each.get("id")): each for each in _objects(release.get("parties"))}
    awards = {_text(each.get("id")): each for each in _objects(release.get("awards"))}
    techniques = _object(_object(release.get("tender")).get("techniques"))
    kind = "framework" if techniques.get("hasFrameworkAgreement") is True else "contract"
    for contract in _objects(release.get("contracts")):
        if contract.get("status") not in LEFT_OUT:
            award = awards.get(_text(contract.get("awardID")), {})
            yield _row(contract, award, parties, kind)


def _row(contract: Json, award: Json, parties: Mapping[str, Json], kind: str) -> tuple[str, ...]:
    suppliers = [parties.get(_text(each.get("id")), each) for each in _objects(award.get("suppliers"))]
    period = _object(contract.get("period")) or _object(award.get("contractPeriod"))
    value = _object(contract.get("value")) or _object(award.get("value"))
    first, last, most = (_day(period.get(name)) for name in ("startDate", "endDate", "maxExtentDate"))
    months = _months(first, last)
    return (
        "",
        _text(contract.get("title")) or _text(award.get("title")),
        kind,
        "; ".join(_text(each.get("name")).replace(";", ",") for each in suppliers),
        "; ".join(_text(_object(each.get("identifier")).get("id")) for each in suppliers),
        "; ".join(_text(_object(each.get("contactPoint")).get("email")) for each in suppliers),
        _text(value.get("amount")),
        _text(value.get("currency")),
        _iso(_day(contract.get("dateSigned"))),
        _iso(first),
        str(months or ""),
        str((_months(first, most) or 0) - months if months and most and last and most > last else ""),
    )


def _months(first: date | None, last: date | None) -> int | None:
    """Return how many whole months there are from the first day to the last; None where they are not whole."""
    if first is None or last is None or last < first:
        return None
    guess = (last.year - first.year) * 12 + last.month - first.month
    if last.year == MAXYEAR or guess > LONGEST_MONTHS:  # no day comes after such an end
        return None
    fits = (months for months in (guess, guess + 1) if months and months_later(first, months) - ONE_DAY == last)
    return next((months for months in fits if months <= LONGEST_MONTHS), None)


def _day(text: object) -> date | None:
    """Return the day of a moment as it is written there: whoever published it wrote it in their own time."""
    try:
        return date.fromisoformat(_text(text)[:10])
    except ValueError:
        return None


def _iso(day: date | None) -> str:
    return day.isoformat() if day else ""


def _text(value: object) -> str:
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return ""
    return str(value).encode(errors="replace").decode().strip()[:2000]  # half a pair of surrogates is no letter


def _object(value: object) -> Json:
    return value if isinstance(value, dict) else {}


def _objects(value: object) -> list[Json]:
    return [each for each in value if isinstance(each, dict)] if isinstance(value, list) else []
