"""What the money buys as a table to take away: the same rows as the page, with the same personal numbers hidden."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.translation import gettext as _

from emissions.calculations.classification import Defaults
from emissions.models import ClassificationRule
from emissions.reports.category_words import category_name
from emissions.reports.line_words import Reader, free_text
from emissions.reports.reason_words import reason_name, treatment_name
from emissions.reports.rule_words import deciding_rule, own_treatment
from foundation.personal_numbers import masked
from foundation.spreadsheets import Column, Sheet

NAMES = ("account_name", "supplier_name", "unit", "unit_name", "function", "function_name")


def mapping_sheet(
    rows: Iterable[Mapping[str, Any]],
    defaults: Defaults,
    own: Mapping[str, ClassificationRule],
    reader: Reader,
) -> Sheet:
    """Return groups, as `shown_suppliers` shows them, with what they count as, the rule, lines and money."""
    columns = [
        Column(_("Account")),
        Column(_("Name")),
        Column(_("Supplier number")),
        Column(_("Supplier")),
        Column(_("Function")),
        Column(_("Unit")),
        Column(_("Counts as")),
        Column(_("Category")),
        Column(_("Why it does not count")),
        Column(_("Rule")),
        Column(_("It asks for")),
        Column(_("Lines"), "integer"),
        Column(_("Money"), "money"),
        Column(_("Currency")),
    ]
    return Sheet(_("What the money buys"), columns, (_cells(row, defaults, own, reader) for row in rows))


def shown_suppliers(row: Mapping[str, Any], reader: Reader) -> dict[str, str]:
    """Return the number and the names of a group as the reader may see them."""
    number = str(row["supplier_number"] or "")
    hidden = row["is_personal"] and not reader.sees_numbers
    return {
        "supplier_number": masked(number) if hidden else number,
        **{name: free_text(row[name], reader) for name in NAMES},
    }


def _cells(
    row: Mapping[str, Any], defaults: Defaults, own: Mapping[str, ClassificationRule], reader: Reader
) -> list[Any]:
    also = own_treatment(row, own, reader)
    rules = [rule for rule in (deciding_rule(row, defaults, own, reader), also) if rule]
    return [
        row["account"],
        row["account_name"],
        row["supplier_number"],
        row["supplier_name"],
        row["function"],
        row["unit"],
        treatment_name(row["treatment"]),
        category_name(row["category"]) if row["category"] else "",
        reason_name(row["reason"]) if row["reason"] else "",
        "; ".join(rule.why if rule.own else rule.sort for rule in rules),
        "; ".join(rule.asks for rule in rules if rule.asks),
        row["lines"],
        row["amount"],
        row["currency"],
    ]
