"""The fix list as sheets: what is wrong, with its money, and cells to fill in. Persons are masked as on pages."""

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from emissions.calculations.quality_facts import SupplierState
from emissions.queries.fix_list import FixList
from emissions.reports.category_words import category_name
from emissions.reports.fix_list_columns import (
    COLUMNS,
    NO_PURCHASE,
    PAIR_ANSWERS,
    PLAIN_REASON,
    SHEETS,
    VERDICTS,
    Sort,
)
from emissions.reports.line_words import Reader, free_text
from emissions.reports.reason_words import reason_name
from emissions.rules import excluded_reasons
from foundation.personal_numbers import masked, without_personal_numbers
from foundation.spreadsheets import Column, Sheet
from organisations.reference.categories import categories
from suppliers.reports.supplier_words import REASONS

WRONG: Final = {
    SupplierState.WRONG: gettext_lazy("The check digit is wrong"),
    SupplierState.NO_NUMBER: gettext_lazy("There is no number"),
    SupplierState.OWN_NUMBER: gettext_lazy("It is no organisation number"),
}
Cells = dict[str, Any]


def fix_list_sheets(found: FixList, year: int, reader: Reader) -> list[Sheet]:
    """Return all sheets, also those without rows: then nothing is to be mended there."""
    rows = {
        "suppliers": _suppliers(found, reader),
        "doubles": _doubles(found, reader),
        "catch_all": _catch_all(found, reader),
        "no_supplier": _without_supplier(found, year, reader),
        "accounts": _accounts(found, reader),
        "duplicates": _duplicates(found, reader),
    }
    return [_sheet(name, cells, found) for name, cells in rows.items()]


def reference(sort: Sort, *parts: object) -> str:
    """Return what a row is known by when the file comes back."""
    return ":".join([sort.value, *(str(part) for part in parts)])


def place_of(row: Mapping[str, Any]) -> str:
    """Return what account, function and unit together are known by: a hash, since a unit may be called by a person."""
    said = [row["account"], row["function"], row["unit"]]
    return hashlib.blake2b(json.dumps(said).encode(), digest_size=8).hexdigest()


def choices_of_categories() -> dict[str, str]:
    """Return by code what each category is called in the list of a cell: "Food, mixed [food.mixed]"."""
    leaves = (leaf.code for leaf in categories() if leaf.is_leaf)
    return {code: f"{category_name(code)} [{code}]" for code in leaves}


def outcome_words(said: str) -> str:
    """Return a category, or that it is no purchase and why, in words."""
    if not said.startswith(NO_PURCHASE):
        return category_name(said)
    reason = said.removeprefix(NO_PURCHASE)
    plain = _("Not a purchase")
    return plain if reason == PLAIN_REASON else f"{plain}: {reason_name(reason)}"


def choices_of_outcomes() -> dict[str, str]:
    """Return by code what a cell about what was bought offers: no purchase, the categories, why it is none."""
    reasons = sorted({*excluded_reasons()} - {PLAIN_REASON}, key=reason_name)
    first, *others = (f"{NO_PURCHASE}{code}" for code in (PLAIN_REASON, *reasons))
    words = {code: f"{outcome_words(code)} [{code}]" for code in (first, *others)}
    return {first: words[first], **choices_of_categories(), **words}


def _sheet(name: str, cells: Iterator[Cells], found: FixList) -> Sheet:
    title, columns = SHEETS[name]
    return Sheet(
        str(title),
        columns_of(columns),
        [[{**_answered(row, found), **row}.get(each) for each in columns] for row in cells],
    )


def columns_of(names: Sequence[str]) -> list[Column]:
    """Return the columns with their titles and the words that their cells offer."""
    choices = {
        "category": list(choices_of_outcomes().values()),
        "verdict": [str(word) for word in VERDICTS.values()],
        "same": [str(word) for word in PAIR_ANSWERS.values()],
    }
    return [Column(str(COLUMNS[each].title), COLUMNS[each].kind, choices.get(each, ())) for each in names]


def _answered(row: Cells, found: FixList) -> Cells:
    """Return the comment that was given before."""
    return {"comment": found.answers.get(("comment", row["row"]), {}).get("comment", "")}


def shown_supplier(row: Mapping[str, Any], reader: Reader, *, number: str, name: str) -> Cells:
    """Return number and name of a supplier as the reader may see them."""
    hidden = row["is_personal"] and not reader.sees_numbers
    shown = masked(number) if hidden else free_text(number, reader)
    return {"number": shown, "name": free_text(name, reader)}


def _supplier(row: Mapping[str, Any], found: FixList, reader: Reader) -> Cells:
    right = shown_supplier(row, reader, number=row["right_number"], name=row["right_name"])
    return {
        "row": reference(Sort.SUPPLIER, row["uuid"]),
        **shown_supplier(row, reader, number=row["number_as_written"], name=row["name_as_written"]),
        "lines": row["lines"],
        "money": row["amount"],
        "currency": found.currency,
        "right_number": right["number"],
        "right_name": right["name"],
    }


def _suppliers(found: FixList, reader: Reader) -> Iterator[Cells]:
    for row in found.suppliers:
        yield {**_supplier(row, found, reader), "wrong": str(WRONG[SupplierState(row["state"])])}


def _pairs(found: FixList, reader: Reader) -> Iterator[Cells]:
    """Yield the pairs that wait for an answer; their money is that of the smaller side, in all years."""
    for pair in found.pairs:
        one, other = (
            {"number": free_text(card.known_number, reader), "name": free_text(card.known_name, reader)}
            for card in (pair.card, pair.other)
        )
        words = " · ".join(text for text in (other["name"], other["number"]) if text)
        why = str(REASONS.get(pair.reason, ""))
        yield {
            "row": reference(Sort.PAIR, pair.uuid),
            **one,
            "same_as": f"{words} ({why})" if why else words,
            "money": pair.at_stake,
            "currency": found.currency,
        }


def _doubles(found: FixList, reader: Reader) -> Iterator[Cells]:
    yield from _pairs(found, reader)
    for row in found.doubles:
        same = _("One number, several names") if row["number_is_double"] else _("One name, several numbers")
        yield {**_supplier(row, found, reader), "same_as": same}


def _catch_all(found: FixList, reader: Reader) -> Iterator[Cells]:
    for row in found.accounts:
        account = {"account": row["account"], "account_name": free_text(row["account_name"], reader)}
        money = {"currency": found.currency}
        yield {
            "row": reference(Sort.CATCH_ALL, row["account"], ""),
            **account,
            **money,
            "name": _("All suppliers"),
            "lines": row["lines"],
            "money": row["size"],
        }
        for part in found.account_suppliers.get(row["account"], ()):
            yield {
                "row": reference(Sort.CATCH_ALL, row["account"], part["supplier_uuid"]),
                **account,
                **money,
                **shown_supplier(part, reader, number=part["supplier_number"], name=part["supplier_name"]),
                "lines": part["lines"],
                "money": part["size"],
            }


def _without_supplier(found: FixList, year: int, reader: Reader) -> Iterator[Cells]:
    for row in found.without_supplier:
        yield {
            "row": reference(Sort.NO_SUPPLIER, year, place_of(row)),
            "account": row["account"],
            "account_name": free_text(row["account_name"], reader),
            "function": _coded(row["function"], row["function_name"], reader),
            "unit": _coded(row["unit"], row["unit_name"], reader),
            "lines": row["lines"],
            "money": row["amount"],
            "currency": found.currency,
        }


def _coded(code: str | None, name: str | None, reader: Reader) -> str:
    parts = [code, name if name != code else None]
    return free_text(" ".join(part for part in parts if part), reader)


def _accounts(found: FixList, reader: Reader) -> Iterator[Cells]:
    for row in found.nameless:
        yield {
            "row": reference(Sort.ACCOUNT, row["chart"], row["account"]),
            "account": free_text(row["account"], reader),
            "lines": row["lines"],
            "money": row["size"],
            "currency": found.currency,
        }


def _duplicates(found: FixList, reader: Reader) -> Iterator[Cells]:
    for lines in found.duplicates:
        for row in lines:
            known = reference(Sort.DOUBLE, row["import_uuid"], row["row"])
            verdict = found.answers.get(("duplicate", known), {}).get("verdict", "")
            yield {
                "row": known,
                **shown_supplier(row, reader, number=row["supplier_number"], name=row["supplier_name"]),
                "account": row["account"],
                "account_name": free_text(row["account_name"], reader),
                "file_row": row["row"],
                "day": row["posted_on"],
                **{name: free_text(row[name], reader) for name in ("voucher", "invoice", "text")},
                "money": row["amount"],
                "currency": row["currency"],
                "verdict": str(VERDICTS[verdict]) if verdict else "",
            }


def comment_kept(comment: str) -> str:
    """Return a comment as it is kept: without personal numbers."""
    return without_personal_numbers(comment) or ""


def references(rows: Sequence[Mapping[str, Any]]) -> dict[str, Mapping[str, Any]]:
    """Return by hash of account, function and unit the row that has them."""
    return {place_of(row): row for row in rows}
