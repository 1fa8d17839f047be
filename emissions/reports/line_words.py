"""Ledger lines as one reader may see them: personal numbers hidden, sole traders unnamed where lines are shared."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from emissions.reports.category_words import category_name
from emissions.reports.reason_words import reason_name, treatment_name
from foundation.personal_numbers import masked, without_personal_numbers


@dataclass(frozen=True, slots=True)
class Reader:
    """What a reader may see of persons: their numbers (the finance role, at home), their names (at home)."""

    sees_numbers: bool
    sees_persons: bool
    country: str


@dataclass(frozen=True, slots=True)
class ShownLine:
    """One ledger line in words. `day` is empty where the source knows the month or year only; `kg` where none."""

    import_uuid: UUID
    row: int
    day: date | None
    month: date
    granularity: str
    account: str
    account_name: str
    supplier_number: str
    supplier: str
    unit: str
    unit_name: str
    function: str
    function_name: str
    agreement: str
    commodity: str
    project: str
    voucher: str
    invoice: str
    text: str
    amount: Decimal
    currency: str
    treatment: str
    treatment_name: str
    category: str
    category_name: str
    reason: str
    kg_per_unit: Decimal | None
    kg: Decimal | None
    is_personal: bool


def shown_line(line: dict[str, Any], reader: Reader) -> ShownLine:
    """Return a described line (emissions.queries.lines) in the reader's words, without what they may not see."""
    factor = line["kg_per_unit"]
    texts = {name: free_text(line[name], reader) for name in ("project", "voucher", "invoice", "text", "agreement")}
    places = ("account", "account_name", "unit", "unit_name", "function", "function_name")
    texts |= {name: free_text(line[name], reader) for name in places}
    return ShownLine(
        import_uuid=line["import_uuid"],
        row=line["row"],
        day=line["posted_on"],
        month=line["month"],
        granularity=line["granularity"],
        supplier_number=_number(line, reader),
        supplier=_supplier(line, reader),
        amount=line["amount"],
        currency=line["currency"],
        treatment=line["treatment"],
        treatment_name=treatment_name(line["treatment"]),
        category=line["category"] or "",
        category_name=category_name(line["category"]) if line["category"] else "",
        reason=reason_name(line["reason"]) if line["reason"] else "",
        kg_per_unit=factor,
        kg=line["amount"] * factor if factor is not None else None,
        is_personal=line["is_personal"],
        commodity=line["commodity"] or "",
        **texts,
    )


def free_text(text: str | None, reader: Reader) -> str:
    """Return what somebody wrote, without the personal numbers that the reader may not see; nothing gives ""."""
    return (text if reader.sees_numbers else without_personal_numbers(text, reader.country)) or ""


def _number(line: dict[str, Any], reader: Reader) -> str:
    number = line["supplier_number"] or ""
    return masked(number) if line["is_personal"] and not reader.sees_numbers else number


def _supplier(line: dict[str, Any], reader: Reader) -> str:
    if line["is_personal"] and not reader.sees_persons:
        return _("Private person or sole trader")
    return free_text(line["supplier_name"], reader)
